"""Hands stored updates to the engine: each person's in their order, different people's side by side."""

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from typing import Protocol

from telegram import Bot, Update
from telegram.error import TelegramError

from sheetanchor.adapters.telegram.incoming import Incoming
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.services.dialogue.events import Arrived
from sheetanchor.services.dialogue.store import ChatStore, Received

_LOG = logging.getLogger(__name__)
_ANSWER_SECONDS = 1.0
_RETRY_SECONDS = 5.0
_ATTEMPTS = 3
#: So that some threads are left for what stores and sends, however many people tap at once.
_AT_ONCE = 4


class Handler(Protocol):
    """The engine."""

    def handle(self, arrived: Arrived) -> str:
        """Do it; what to say on top of the chat."""


class Dispatcher:
    """Runs on the event loop; whatever touches the replica runs on a thread."""

    def __init__(self, store: ChatStore, incoming: Incoming, handler: Handler) -> None:
        self._store = store
        self._incoming = incoming
        self._handler = handler
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._turns: dict[int, asyncio.Lock] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        #: Called whenever something may be waiting to be sent.
        self.on_done: Callable[[], None] = lambda: None

    async def recover(self, bot: Bot) -> None:
        """Take up what a crash has left, before anything new."""
        left = await asyncio.to_thread(self._store.not_done)
        if left:
            _LOG.info("%d updates are handled that were not done yet", len(left))
        for received in left:
            self._start(bot, received)

    async def receive(self, bot: Bot, updates: Iterable[Update]) -> None:
        """Store updates, and only then begin to handle those that are new."""
        came = {update.update_id: update for update in updates}
        bodies = [(number, update.to_json()) for number, update in came.items()]
        for received in await asyncio.to_thread(self._store.receive, bodies):
            self._start(bot, received, came[received.update_id])

    async def drain(self, seconds: float) -> None:
        """Wait until all that was begun is done; the rest comes again at the next start."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)

    def _start(self, bot: Bot, received: Received, update: Update | None = None) -> None:
        """Update: as it came, where it was not stored by an earlier program."""
        task = asyncio.get_running_loop().create_task(self._one(bot, received, update))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _LOG.error("an update is left for the next start", exc_info=task.exception())

    async def _one(self, bot: Bot, received: Received, update: Update | None) -> None:
        if update is None:
            update = Update.de_json(json.loads(received.body), bot)
        arrived = self._incoming.arrived(update, received.at)
        if arrived is None:
            await asyncio.to_thread(self._skip, received.update_id)
            return
        async with self._turns.setdefault(arrived.person.person_id, asyncio.Lock()):
            work = asyncio.ensure_future(self._handled(arrived))
            await asyncio.wait({work}, timeout=_ANSWER_SECONDS)
            if update.callback_query is not None:
                await _answer(bot, update.callback_query.id, work.result() if work.done() else "")
            await work
        self.on_done()

    async def _handled(self, arrived: Arrived) -> str:
        """A store that cannot be written is tried again a few times, for it may be busy."""
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                async with self._slots:
                    said = await asyncio.to_thread(self._handler.handle, arrived)
            except ReplicaError as error:
                if attempt == _ATTEMPTS:
                    raise
                _LOG.warning("update %d is tried again: %s", arrived.update_id, error)
                await asyncio.sleep(_RETRY_SECONDS)
            else:
                self.on_done()
                return said
        raise AssertionError("unreachable")

    def _skip(self, update_id: int) -> None:
        with self._store.writing() as book:
            book.done(update_id)


async def _answer(bot: Bot, query_id: str, text: str) -> None:
    """Stop the button's spinner. It has no idempotency and no second chance; a failure is only noted."""
    try:
        await bot.answer_callback_query(query_id, text or None, show_alert=bool(text))
    except TelegramError as error:
        _LOG.info("a tap could not be acknowledged: %s", error)
