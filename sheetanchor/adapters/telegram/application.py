"""The bot as a process runs it: what was left over first, then hearing, sending, and watching over both."""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from telegram import Bot, Update
from telegram.error import InvalidToken

from sheetanchor.adapters.telegram.commands import publish_commands
from sheetanchor.adapters.telegram.dispatcher import Dispatcher
from sheetanchor.adapters.telegram.jobs import first_of
from sheetanchor.adapters.telegram.patience import patiently
from sheetanchor.adapters.telegram.polling import Poller, PollTimes
from sheetanchor.adapters.telegram.queued_request import QueuedRequest
from sheetanchor.adapters.telegram.sender import Sender
from sheetanchor.adapters.telegram.urgent import UrgentLetters
from sheetanchor.adapters.telegram.webhook import Webhook, WebhookListener, leave_webhook
from sheetanchor.domain.errors import OperatorError, SheetanchorError
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.ports.supervisor import Supervisor

_LOG = logging.getLogger(__name__)
_TELEGRAM = "https://api.telegram.org"
_DRAIN_SECONDS = 10.0
_CONNECTIONS = 8
#: The event loop lets go of the interpreter at every system call, and with Python's 5 ms would get it back
#: that late each time while other threads compute.
_SWITCH_SECONDS = 0.0005
_RETRY_SECONDS = 5.0


class TokenRefusedError(OperatorError):
    """Telegram does not know the bot's token."""


@dataclass(frozen=True, slots=True)
class Chore:
    """Something done now and then, on a thread. seconds: between two times."""

    seconds: float
    work: Callable[[], None]


@dataclass(frozen=True, slots=True)
class BotParts:
    """What the process is made of.

    webhook: where updates come in, None where the program polls for them. urgent: what goes past the outbox.
    """

    dispatcher: Dispatcher
    sender: Sender
    chores: Sequence[Chore]
    supervisor: Supervisor
    times: PollTimes
    webhook: Webhook | None
    admins: Collection[int]
    urgent: UrgentLetters


class TelegramBot:
    """Base_url: of another server that speaks the Bot API, None for Telegram."""

    def __init__(self, token: str, parts: BotParts, base_url: str | None) -> None:
        self._token = token
        self._parts = parts
        self._base_url = (base_url or _TELEGRAM).rstrip("/")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended = asyncio.Event()

    def run(self) -> None:
        """Until SIGTERM, SIGINT or `stop`.

        Raises TokenRefusedError, TelegramUnreachableError, and what Poller.run or WebhookListener.run raises:
        a bot that hears nothing must not look alive. A network that is not there yet is waited for within
        limits, for a small computer boots before its router.
        """
        sys.setswitchinterval(_SWITCH_SECONDS)
        try:
            asyncio.run(self._serve())
        except InvalidToken as error:
            raise TokenRefusedError(
                "Telegram refuses the bot's token; set SHEETANCHOR_BOT_TOKEN to the one that BotFather shows"
            ) from error

    def stop(self) -> None:
        """End `run`, from another thread; before it has begun as well."""
        if self._loop is None:
            self._ended.set()
        else:
            self._loop.call_soon_threadsafe(self._ended.set)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            self._loop.add_signal_handler(number, self._ended.set)
        await first_of(self._ended.wait(), self._answer_people(self._open_bot()))

    async def _answer_people(self, bot: Bot) -> None:
        try:
            await patiently(lambda: _initialize(bot, self._parts.admins))
            await self._answer(bot)
        finally:
            self._parts.supervisor.stopping()
            await bot.shutdown()

    async def _answer(self, bot: Bot) -> None:
        """All at once, until one ends or fails; the others are cancelled then."""
        self._parts.dispatcher.on_done = self._parts.sender.wake
        try:
            await self._parts.dispatcher.recover(bot)
            _LOG.info("the bot answers as @%s", bot.username)
            chores = map(self._chore, self._parts.chores)
            await first_of(self._hear(bot), self._send(bot), self._parts.urgent.run(bot), *chores)
        finally:
            await self._finish(bot)

    async def _hear(self, bot: Bot) -> None:
        async def receive(updates: Sequence[Update]) -> None:
            await self._parts.dispatcher.receive(bot, updates)

        parts = self._parts
        if parts.webhook is not None:
            await WebhookListener(bot, parts.webhook, receive, parts.supervisor, parts.times).run()
        else:
            await patiently(lambda: leave_webhook(bot))
            parts.supervisor.ready()
            await Poller(self._open_bot, receive, parts.supervisor.alive, parts.times).run()

    async def _send(self, bot: Bot) -> None:
        """An outbox that cannot be read is tried again: the bot lives on, and says so to the admins."""
        while True:
            try:
                await self._parts.sender.run(bot)
            except ReplicaError as error:
                _LOG.error("nothing is sent for now: %s", error)
                await asyncio.sleep(_RETRY_SECONDS)

    async def _chore(self, chore: Chore) -> None:
        """One that fails has changed nothing, and comes again."""
        while True:
            try:
                await asyncio.to_thread(chore.work)
            except SheetanchorError as error:
                _LOG.error("something that is done every %.0f s was not: %s", chore.seconds, error)
            self._parts.sender.wake()
            await asyncio.sleep(chore.seconds)

    async def _finish(self, bot: Bot) -> None:
        """Finish what was begun, and send what can be sent at once."""
        await self._parts.dispatcher.drain(_DRAIN_SECONDS)
        try:
            async with asyncio.timeout(_DRAIN_SECONDS):
                await self._parts.sender.flush(bot)
        except TimeoutError:
            _LOG.info("some messages wait for the next start")

    def _open_bot(self) -> Bot:
        return Bot(
            self._token,
            base_url=f"{self._base_url}/bot",
            base_file_url=f"{self._base_url}/file/bot",
            request=QueuedRequest(_CONNECTIONS),
        )


async def _initialize(bot: Bot, admins: Collection[int]) -> None:
    await bot.initialize()
    await publish_commands(bot, admins)
