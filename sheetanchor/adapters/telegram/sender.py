"""Sends what waits in the outbox: each person's messages in their order, at least once."""

import asyncio
import logging
from base64 import b64decode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from sheetanchor.adapters.telegram.patience import seconds_of
from sheetanchor.ports.clock import Clock
from sheetanchor.services.dialogue.store import OUTBOX, Body, ChatStore, Waiting

_LOG = logging.getLogger(__name__)
_FIRST_WAIT = timedelta(seconds=1)
_LONGEST_WAIT = timedelta(seconds=60)
_LOOK_SECONDS = 30.0
_SHORTEST_SECONDS = 0.05
_GONE = ("message to edit not found", "message can't be edited", "there is no text in the message")


@dataclass(frozen=True, slots=True)
class _Sent:
    """message_id: where a screen stands now, None where there is none."""

    message_id: int | None


class Sender:
    """Runs on the event loop. delivered: what to do once a message that asks for it has arrived."""

    def __init__(self, store: ChatStore, clock: Clock, delivered: Callable[[Sequence[Any]], None]) -> None:
        self._store = store
        self._clock = clock
        self._delivered = delivered
        self._wanted = asyncio.Event()

    def wake(self) -> None:
        """Something may be waiting."""
        self._wanted.set()

    async def run(self, bot: Bot) -> None:
        """Until cancelled."""
        while True:
            self._wanted.clear()
            wait = await self.flush(bot)
            try:
                async with asyncio.timeout(wait):
                    await self._wanted.wait()
            except TimeoutError:
                continue

    async def flush(self, bot: Bot) -> float:
        """Send all that is due; how long until the next is, in seconds."""
        while True:
            first = _first_of_each(await asyncio.to_thread(self._store.outbox))
            now = self._clock.now()
            due = [message for message in first if message.not_before <= now]
            if not due:
                return _seconds_until(first, now)
            await asyncio.gather(*(self._send(bot, message) for message in due))

    async def _send(self, bot: Bot, message: Waiting) -> None:
        try:
            sent = await _deliver(bot, message)
        except RetryAfter as error:
            await self._postpone(message, timedelta(seconds=seconds_of(error)))
        except (Forbidden, BadRequest) as error:
            _LOG.warning("a message to person %d is given up: %s", message.person_id, error)
            await asyncio.to_thread(self._finish, message, _Sent(None), is_delivered=False)
        except TelegramError as error:
            _LOG.info("a message to person %d is tried again: %s", message.person_id, error)
            await self._postpone(message, min(_FIRST_WAIT * 2 ** min(message.attempts, 10), _LONGEST_WAIT))
        else:
            await asyncio.to_thread(self._finish, message, sent, is_delivered=True)

    async def _postpone(self, message: Waiting, wait: timedelta) -> None:
        # To the second, and never earlier than Telegram said.
        until = self._clock.now().astimezone(UTC) + wait + timedelta(seconds=1)
        await asyncio.to_thread(self._put_off, message, until)

    def _put_off(self, message: Waiting, until: datetime) -> None:
        with self._store.writing() as book:
            book.write(OUTBOX, {"id": message.id, "attempts": message.attempts + 1, "not_before": until})

    def _finish(self, message: Waiting, sent: _Sent, *, is_delivered: bool) -> None:
        then = message.body.get("then")
        if is_delivered and then:
            self._delivered(then)
        with self._store.writing() as book:
            book.delete(OUTBOX, message.id)
            mark = message.body.get("mark")
            if mark is not None and sent.message_id is not None:
                book.shown(message.person_id, mark, sent.message_id)


def _first_of_each(waiting: Sequence[Waiting]) -> list[Waiting]:
    """Each person's oldest message: the others wait behind it."""
    return list({message.person_id: message for message in reversed(waiting)}.values())


def _seconds_until(first: Sequence[Waiting], now: datetime) -> float:
    if not first:
        return _LOOK_SECONDS
    left = (min(message.not_before for message in first) - now).total_seconds()
    return min(max(left, _SHORTEST_SECONDS), _LOOK_SECONDS)


async def _deliver(bot: Bot, message: Waiting) -> _Sent:
    body, chat = message.body, message.person_id
    if "delete" in body:
        return await _delete(bot, chat, body["delete"])
    if "strip" in body:
        return await _strip(bot, chat, body["strip"])
    if "file" in body:
        return await _send_file(bot, chat, body)
    if body.get("edit") is not None:
        return await _edit(bot, chat, body)
    return await _send_text(bot, chat, body)


async def _send_text(bot: Bot, chat: int, body: Body) -> _Sent:
    sent = await bot.send_message(chat, body["text"], parse_mode=ParseMode.HTML, reply_markup=_markup(body))
    return _Sent(sent.message_id)


async def _edit(bot: Bot, chat: int, body: Body) -> _Sent:
    """In place; where that cannot be any more, as a new message."""
    try:
        await bot.edit_message_text(
            body["text"],
            chat_id=chat,
            message_id=body["edit"],
            parse_mode=ParseMode.HTML,
            reply_markup=_markup(body),
        )
    except BadRequest as error:
        if any(reason in str(error).lower() for reason in _GONE):
            return await _send_text(bot, chat, body)
        if "not modified" not in str(error).lower():
            raise
    return _Sent(body["edit"])


async def _delete(bot: Bot, chat: int, message_id: int) -> _Sent:
    """Take a message away that another has replaced; one too old for that loses its buttons."""
    try:
        await bot.delete_message(chat, message_id)
    except BadRequest as error:
        _LOG.debug("a message could not be taken away: %s", error)
        return await _strip(bot, chat, message_id)
    return _Sent(None)


async def _strip(bot: Bot, chat: int, message_id: int) -> _Sent:
    """Take the buttons of a message away; one that has none, or is gone, is as it should be."""
    try:
        await bot.edit_message_reply_markup(chat, message_id, reply_markup=None)
    except BadRequest as error:
        _LOG.debug("no buttons to take away: %s", error)
    return _Sent(None)


async def _send_file(bot: Bot, chat: int, body: Body) -> _Sent:
    content = b64decode(body["file"])
    markup = _markup(body)
    if body.get("is_photo"):
        await bot.send_photo(
            chat, content, body["text"], parse_mode=ParseMode.HTML, filename=body["name"], reply_markup=markup
        )
    else:
        await bot.send_document(
            chat, content, body["text"], parse_mode=ParseMode.HTML, filename=body["name"], reply_markup=markup
        )
    return _Sent(None)


def _markup(body: Body) -> InlineKeyboardMarkup | None:
    rows = [
        [InlineKeyboardButton(label, callback_data=data) for label, data in row]
        for row in body.get("buttons", [])
    ]
    return InlineKeyboardMarkup(rows) if rows else None
