"""The bot as a process runs it: what was left over first, then polling, sending, and watching over both."""

import asyncio
import logging
import signal
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Bot, BotCommand, Update
from telegram.error import InvalidToken, NetworkError
from telegram.request import HTTPXRequest
from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from sheetanchor.adapters.telegram.commands import COMMANDS
from sheetanchor.adapters.telegram.dispatcher import Dispatcher
from sheetanchor.adapters.telegram.polling import Poller, PollTimes
from sheetanchor.adapters.telegram.sender import Sender
from sheetanchor.domain.errors import OperatorError, RemoteError

_LOG = logging.getLogger(__name__)
_TELEGRAM = "https://api.telegram.org"
_BOOTSTRAP_ATTEMPTS = 10
_LONGEST_WAIT = 60.0
_DRAIN_SECONDS = 10.0
_CONNECTIONS = 8


class TokenRefusedError(OperatorError):
    """Telegram does not know the bot's token."""


class TelegramUnreachableError(RemoteError):
    """Telegram could not be reached at the start, several times in a row."""


@dataclass(frozen=True, slots=True)
class Chore:
    """Something done now and then, on a thread. seconds: between two times."""

    seconds: float
    work: Callable[[], None]


@dataclass(frozen=True, slots=True)
class BotParts:
    """What the process is made of. stamp: told whenever polling is seen to be alive."""

    dispatcher: Dispatcher
    sender: Sender
    chores: Sequence[Chore]
    stamp: Callable[[], None]
    times: PollTimes


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

        Raises TokenRefusedError, TelegramUnreachableError, AnotherPollerError and PollingStalledError: a bot
        that hears nothing must not look alive. A network that is not there yet is waited for within limits,
        for a small computer boots before its router.
        """
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
        bot = self._open_bot()
        await _initialize(bot)
        try:
            await self._parts.dispatcher.recover(bot)
            _LOG.info("the bot answers as @%s", bot.username)
            await self._until_ended(bot)
        finally:
            await self._shut_down(bot)

    async def _until_ended(self, bot: Bot) -> None:
        """All at once, until one ends or fails; the others are cancelled then."""
        self._parts.dispatcher.on_done = self._parts.sender.wake

        async def receive(updates: Sequence[Update]) -> None:
            await self._parts.dispatcher.receive(bot, updates)

        poller = Poller(self._open_bot, receive, self._parts.stamp, self._parts.times)
        jobs = [poller.run(), self._parts.sender.run(bot), *map(self._chore, self._parts.chores)]
        await _first_of(self._ended.wait(), *jobs)

    async def _chore(self, chore: Chore) -> None:
        while True:
            await asyncio.to_thread(chore.work)
            self._parts.sender.wake()
            await asyncio.sleep(chore.seconds)

    async def _shut_down(self, bot: Bot) -> None:
        """Finish what was begun, send what can be sent at once, close the connections."""
        await self._parts.dispatcher.drain(_DRAIN_SECONDS)
        try:
            async with asyncio.timeout(_DRAIN_SECONDS):
                await self._parts.sender.flush(bot)
        except TimeoutError:
            _LOG.info("some messages wait for the next start")
        await bot.shutdown()

    def _open_bot(self) -> Bot:
        return Bot(
            self._token,
            base_url=f"{self._base_url}/bot",
            base_file_url=f"{self._base_url}/file/bot",
            request=HTTPXRequest(connection_pool_size=_CONNECTIONS),
        )


async def _first_of(*jobs: Coroutine[Any, Any, Any]) -> None:
    """Run all; when the first ends, end the others, and raise what it raised."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _initialize(bot: Bot) -> None:
    attempts = AsyncRetrying(
        retry=retry_if_exception_type(NetworkError),
        stop=stop_after_attempt(_BOOTSTRAP_ATTEMPTS),
        wait=wait_exponential_jitter(initial=1, max=_LONGEST_WAIT),
        reraise=True,
    )
    try:
        async for attempt in attempts:
            with attempt:
                await bot.initialize()
                await bot.set_my_commands([BotCommand(word, about) for word, about in COMMANDS])
    except NetworkError as error:
        await bot.shutdown()
        raise TelegramUnreachableError(
            f"Telegram cannot be reached: {error}; the bot was not started"
        ) from error
