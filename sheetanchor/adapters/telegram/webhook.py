"""A webhook that does not go deaf unnoticed: set at the start, looked at now and then, set anew if lost."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from telegram import Bot, Update, WebhookInfo
from telegram.error import BadRequest, InvalidToken, TelegramError

from sheetanchor.adapters.telegram.incoming import ALLOWED
from sheetanchor.adapters.telegram.jobs import first_of
from sheetanchor.adapters.telegram.patience import patiently
from sheetanchor.adapters.telegram.polling import PollTimes
from sheetanchor.domain.errors import InputError, OperatorError, RemoteError
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.ports.supervisor import Supervisor

_LOG = logging.getLogger(__name__)

Receive = Callable[[Sequence[Update]], Awaitable[None]]


class UnreadableUpdateError(InputError):
    """What came to the webhook is no update."""


class WebhookRefusedError(OperatorError):
    """Telegram does not take the webhook."""


class WebhookTakenError(RemoteError):
    """Another program sets or deletes this bot's webhook."""


class WebhookStalledError(RemoteError):
    """The way of updates is closed: Telegram does not answer, or nothing can be stored."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """url: public. serve: given what stores an update it listens at once; its result runs until cancelled."""

    url: str
    secret: str = field(repr=False)
    serve: Callable[[Callable[[object], Awaitable[None]]], Coroutine[Any, Any, None]]


class WebhookListener:
    """receive: stores updates; only when it returns Telegram is told that they came.

    A webhook has no polls whose coming back shows that all is well. So the way of an update is walked now and
    then: a transaction of the inbox with nothing in it, and the question to Telegram where it sends updates
    to. Only when both came back the supervisor is told that the program lives.
    """

    def __init__(
        self, bot: Bot, webhook: Webhook, receive: Receive, supervisor: Supervisor, times: PollTimes
    ) -> None:
        self._bot = bot
        self._webhook = webhook
        self._receive = receive
        self._supervisor = supervisor
        self._times = times
        self._stalls = self._losses = 0
        self._told_failure: datetime | None = None

    async def run(self) -> None:
        """Until cancelled; the webhook stays set, so that updates wait for the next start.

        Raises WebhookRefusedError, WebhookTakenError, WebhookStalledError, TelegramUnreachableError and
        telegram's InvalidToken.
        """
        await first_of(self._webhook.serve(self._take), self._watch())

    async def _take(self, body: object) -> None:
        await self._receive([_update_of(body, self._bot)])

    async def _watch(self) -> None:
        try:
            await patiently(self._set)
        except BadRequest as error:
            raise WebhookRefusedError(
                f"Telegram does not take the webhook of SHEETANCHOR_WEBHOOK_URL: {error}; nothing was started"
            ) from error
        self._supervisor.ready()
        while True:
            await asyncio.sleep(self._times.look)
            await self._look()

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._webhook.url,
            allowed_updates=ALLOWED,
            drop_pending_updates=False,
            secret_token=self._webhook.secret,
        )

    async def _look(self) -> None:
        try:
            async with asyncio.timeout(self._times.stale):
                await self._receive(())
                await self._judge(await self._bot.get_webhook_info())
        except InvalidToken:
            raise
        except (TimeoutError, ReplicaError) as error:
            self._note_stall(error)
        except TelegramError as error:
            _LOG.warning("Telegram could not be asked about the webhook: %s", error)
            self._supervisor.alive()
        else:
            self._stalls = 0
            self._supervisor.alive()

    async def _judge(self, info: WebhookInfo) -> None:
        if info.url != self._webhook.url:
            await self._take_back()
            return
        self._losses = 0
        if info.last_error_date is not None and info.last_error_date != self._told_failure:
            self._told_failure = info.last_error_date
            _LOG.warning(
                "Telegram could not deliver to the webhook: %s; %d updates wait there",
                info.last_error_message,
                info.pending_update_count,
            )

    async def _take_back(self) -> None:
        self._losses += 1
        if self._losses >= self._times.conflicts:
            raise WebhookTakenError(
                "another program sets or deletes the webhook of this bot's token, so this one hears nothing; "
                "stop the other one, or give this one a token of its own"
            )
        _LOG.warning("somebody set or deleted the webhook; it is set anew")
        await self._set()

    def _note_stall(self, error: Exception) -> None:
        self._stalls += 1
        reason = "no answer in time" if isinstance(error, TimeoutError) else error
        _LOG.warning("an update could not have come in: %s", reason)
        if self._stalls >= self._times.stalls:
            raise WebhookStalledError(
                f"{self._stalls} times in a row Telegram did not answer or nothing could be stored; the "
                "program ends, to be started anew"
            ) from error


async def leave_webhook(bot: Bot) -> None:
    """Delete a webhook that was left from before, for it bars polls; what waits there comes with them."""
    info = await bot.get_webhook_info()
    if info.url:
        await bot.delete_webhook(drop_pending_updates=False)
        _LOG.warning("the webhook at %s is deleted, for this program polls", urlsplit(info.url).netloc)


def _update_of(body: object, bot: Bot) -> Update:
    if not isinstance(body, dict) or type(body.get("update_id")) is not int:
        raise UnreadableUpdateError("it has no update_id, so it is no update of Telegram; nothing was stored")
    try:
        return Update.de_json(body, bot)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UnreadableUpdateError(
            f"update {body['update_id']} cannot be read ({error!r}); nothing was stored"
        ) from error
