"""Long polling that says so when it fails: every poll that comes back is stamped."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from sheetanchor.adapters.telegram.incoming import ALLOWED
from sheetanchor.adapters.telegram.patience import seconds_of
from sheetanchor.domain.errors import RemoteError
from sheetanchor.ports.errors import ReplicaError

_LOG = logging.getLogger(__name__)


class AnotherPollerError(RemoteError):
    """Another program polls, or has set a webhook, with this bot's token."""


class PollingStalledError(RemoteError):
    """Polls do not come back, not even over new connections."""


@dataclass(frozen=True, slots=True)
class PollTimes:
    """In seconds. poll: how long one is held. look: between looks at a webhook, where there is one.

    stale: after how long a poll is given up and the connection made anew. conflicts, stalls: how many in a
    row are borne. A poll of a program that was killed is held for about half a minute, and bars others
    meanwhile.
    """

    poll: int = 30
    look: float = 30.0
    stale: float = 60.0
    conflict_wait: float = 5.0
    conflicts: int = 12
    stalls: int = 3
    longest_wait: float = 60.0

    @classmethod
    def within(cls, watchdog: float | None) -> "PollTimes":
        """Short enough that a poll that is given up, and one anew, fit between two signs of life.

        watchdog: the seconds after which a program that gives no sign of life is ended, None for never.
        """
        usual = cls()
        if watchdog is None:
            return usual
        return cls(
            poll=min(usual.poll, max(int(watchdog / 4), 1)),
            look=min(usual.look, watchdog / 4),
            stale=min(usual.stale, watchdog / 2),
            longest_wait=min(usual.longest_wait, watchdog / 3),
        )


class Poller:
    """Asks for updates, one poll at a time.

    open_bot: makes a bot with connections of its own. receive: stores updates; only when it returns they are
    confirmed. stamp: called after every poll that came back.
    """

    def __init__(
        self,
        open_bot: Callable[[], Bot],
        receive: Callable[[Sequence[Update]], Awaitable[None]],
        stamp: Callable[[], None],
        times: PollTimes,
    ) -> None:
        self._open_bot = open_bot
        self._receive = receive
        self._stamp = stamp
        self._times = times
        self._offset: int | None = None
        self._conflicts = self._stalls = self._failures = 0

    async def run(self) -> None:
        """Until cancelled; raises AnotherPollerError, PollingStalledError and telegram's InvalidToken."""
        while True:
            try:
                async with self._open_bot() as bot:
                    await self._poll_until_stale(bot)
            except InvalidToken:
                raise
            except TelegramError as error:
                # A new connection that could not be made; polls see to their own errors.
                await self._rest(self._wait_after(error))

    async def _poll_until_stale(self, bot: Bot) -> None:
        while True:
            try:
                async with asyncio.timeout(self._times.stale):
                    updates = await bot.get_updates(
                        offset=self._offset, timeout=self._times.poll, allowed_updates=ALLOWED
                    )
            except TimeoutError:
                self._note_stall()
                return
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._rest(self._wait_after(error))
            else:
                await self._take(updates)

    async def _take(self, updates: Sequence[Update]) -> None:
        """Where they cannot be stored they are not confirmed, so that the next poll brings them again."""
        self._conflicts = self._stalls = 0
        try:
            if updates:
                await self._receive(updates)
                self._offset = updates[-1].update_id + 1
        except ReplicaError as error:
            await asyncio.sleep(self._failure_wait(error))
        else:
            self._failures = 0
            self._stamp()

    async def _rest(self, seconds: float) -> None:
        """Wait on purpose, which is no standstill: longer than a supervisor bears, if Telegram says so."""
        self._stamp()
        while seconds > 0:
            part = min(seconds, self._times.longest_wait)
            await asyncio.sleep(part)
            seconds -= part
            self._stamp()

    def _wait_after(self, error: TelegramError) -> float:
        """How long to leave Telegram alone after a poll that came back with an error."""
        if isinstance(error, Conflict):
            return self._conflict_wait(error)
        if isinstance(error, RetryAfter):
            return seconds_of(error)
        return self._failure_wait(error)

    def _conflict_wait(self, error: Conflict) -> float:
        self._conflicts += 1
        if self._conflicts >= self._times.conflicts:
            raise AnotherPollerError(
                "another program polls Telegram, or has set a webhook, with this bot's token, so this one "
                "hears nothing; stop the other one, or give this one a token of its own"
            ) from error
        _LOG.warning("another poll bars ours: %s", error)
        return self._times.conflict_wait

    def _failure_wait(self, error: TelegramError | ReplicaError) -> float:
        self._failures += 1
        wait = min(2.0 ** min(self._failures, 10) / 2, self._times.longest_wait)
        _LOG.warning("no updates came in, next try in %g s: %s", wait, error)
        return wait

    def _note_stall(self) -> None:
        self._stalls += 1
        _LOG.warning("a poll did not come back; the connection is made anew")
        if self._stalls >= self._times.stalls:
            raise PollingStalledError(
                f"{self._stalls} polls in a row did not come back; the program ends, to be started anew"
            )
