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
from sheetanchor.adapters.telegram.together import Together
from sheetanchor.ports.clock import Clock
from sheetanchor.services.dialogue.store import OUTBOX, Body, ChatBook, ChatStore, Waiting

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


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of a message. sent: None where it was given up. until: not to be tried before."""

    message: Waiting
    sent: _Sent | None = None
    until: datetime | None = None


class Sender:
    """Runs on the event loop. delivered: what to do once a message that asks for it has arrived."""

    def __init__(self, store: ChatStore, clock: Clock, delivered: Callable[[Sequence[Any]], None]) -> None:
        self._store = store
        self._clock = clock
        self._delivered = delivered
        self._wanted = asyncio.Event()
        #: By person: whoever has a message on its way gets the next one after it.
        self._going: dict[int, asyncio.Task[None]] = {}
        self._fault: BaseException | None = None
        self._results = Together(self._write_down)

    def wake(self) -> None:
        """Something may be waiting."""
        self._wanted.set()

    async def run(self, bot: Bot) -> None:
        """Until cancelled; what is on its way then goes on, and `flush` waits for it."""
        while True:
            self._wanted.clear()
            wait = await self._begin_due(bot)
            try:
                async with asyncio.timeout(wait):
                    await self._wanted.wait()
            except TimeoutError:
                continue

    async def flush(self, bot: Bot) -> float:
        """Send all that is due; how long until the next is, in seconds."""
        while True:
            wait = await self._begin_due(bot)
            if not self._going:
                return wait
            await asyncio.wait(self._going.values(), return_when=asyncio.FIRST_COMPLETED)

    async def _begin_due(self, bot: Bot) -> float:
        """Begin to send each person's oldest message; how long until another is due, in seconds.

        Raises what went wrong with one that was begun before.
        """
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault
        # Asked before the outbox is read: what ends meanwhile may still stand in what was read.
        going = set(self._going)
        first = await asyncio.to_thread(self._store.next_to_send, going)
        now = self._clock.now()
        for message in first:
            if message.not_before <= now:
                self._send(bot, message)
        return _seconds_until([message for message in first if message.not_before > now], now)

    def _send(self, bot: Bot, message: Waiting) -> None:
        async def send() -> None:
            await self._results.do(await self._result(bot, message))

        task = asyncio.create_task(send())
        self._going[message.person_id] = task
        task.add_done_callback(lambda ended: self._ended(message.person_id, ended))

    def _ended(self, person_id: int, task: "asyncio.Task[None]") -> None:
        del self._going[person_id]
        if not task.cancelled():
            self._fault = self._fault or task.exception()
        self.wake()

    async def _result(self, bot: Bot, message: Waiting) -> _Result:
        try:
            return _Result(message, await _deliver(bot, message))
        except RetryAfter as error:
            return _Result(message, until=self._after(timedelta(seconds=seconds_of(error))))
        except (Forbidden, BadRequest) as error:
            _LOG.warning("a message to person %d is given up: %s", message.person_id, error)
            return _Result(message)
        except TelegramError as error:
            _LOG.info("a message to person %d is tried again: %s", message.person_id, error)
            wait = min(_FIRST_WAIT * 2 ** min(message.attempts, 10), _LONGEST_WAIT)
            return _Result(message, until=self._after(wait))

    def _after(self, wait: timedelta) -> datetime:
        # To the second, and never earlier than Telegram said.
        return self._clock.now().astimezone(UTC) + wait + timedelta(seconds=1)

    def _write_down(self, results: Sequence[_Result]) -> None:
        for result in results:
            then = result.message.body.get("then")
            if result.sent is not None and then:
                self._delivered(then)
        with self._store.writing() as book:
            for result in results:
                _write_down(book, result)


def _write_down(book: ChatBook, result: _Result) -> None:
    message, mark = result.message, result.message.body.get("mark")
    if result.until is not None:
        book.write(OUTBOX, {"id": message.id, "attempts": message.attempts + 1, "not_before": result.until})
        return
    book.delete(OUTBOX, message.id)
    if result.sent is not None and result.sent.message_id is not None and mark is not None:
        book.shown(message.person_id, mark, result.sent.message_id)


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
