"""Polling and sending with the real client against the sandbox's Bot API."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress

import pytest
from telegram import Bot, Update
from telegram.request import HTTPXRequest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.telegram.polling import (
    AnotherPollerError,
    Poller,
    PollingStalledError,
    PollTimes,
)
from sheetanchor.adapters.telegram.sender import Sender
from sheetanchor.plugins import chat
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN
from sheetanchor.sandbox.world import World
from sheetanchor.services.dialogue.store import ChatStore
from tests.unit.services.payroll.world import FIXED

ANN = 1001


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running(World(deterministic=True)) as served:
        yield served


class Polling:
    """A poller, and what it heard."""

    def __init__(self, sandbox: RunningSandbox, times: PollTimes) -> None:
        self.url = sandbox.url
        self.heard: list[int] = []
        self.news = asyncio.Event()
        self.stamps = 0
        self.opened = 0
        self.fault: Exception | None = None
        self.poller = Poller(self.open_bot, self.receive, self.stamp, times)

    def open_bot(self) -> Bot:
        self.opened += 1
        return Bot(DEMO_BOT_TOKEN, base_url=f"{self.url}/bot", request=HTTPXRequest())

    async def receive(self, updates: Sequence[Update]) -> None:
        if self.fault is not None:
            fault, self.fault = self.fault, None
            raise fault
        self.heard += [update.update_id for update in updates]
        self.news.set()

    async def has_heard(self, count: int) -> None:
        while len(self.heard) < count:
            await self.news.wait()
            self.news.clear()

    def stamp(self) -> None:
        self.stamps += 1

    async def stopped(self, task: "asyncio.Task[None]") -> None:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_every_update_is_heard_once_and_every_poll_stamped(sandbox: RunningSandbox) -> None:
    polling = Polling(sandbox, PollTimes(poll=5))
    task = asyncio.create_task(polling.poller.run())
    for word in ("/start", "one", "two"):
        await asyncio.to_thread(sandbox.world.telegram.send_text, ANN, word)
    async with asyncio.timeout(10):
        await polling.has_heard(3)
    await polling.stopped(task)
    assert polling.heard == sorted(set(polling.heard))
    assert polling.stamps >= 1


async def test_what_cannot_be_stored_is_not_confirmed_and_comes_again(sandbox: RunningSandbox) -> None:
    polling = Polling(sandbox, PollTimes(poll=5, longest_wait=0.01))
    polling.fault = ReplicaError("the disk is full; nothing was changed")
    await asyncio.to_thread(sandbox.world.telegram.send_text, ANN, "kept")
    task = asyncio.create_task(polling.poller.run())
    async with asyncio.timeout(20):
        await polling.has_heard(1)
    await polling.stopped(task)
    assert len(polling.heard) == 1
    assert len(sandbox.world.recorder.calls("telegram.getUpdates")) >= 2


async def test_a_connection_that_cannot_be_made_is_tried_again(sandbox: RunningSandbox) -> None:
    polling = Polling(sandbox, PollTimes(poll=5, longest_wait=0.01))
    sandbox.world.faults.reset("telegram.getMe", times=2)
    await asyncio.to_thread(sandbox.world.telegram.send_text, ANN, "heard")
    task = asyncio.create_task(polling.poller.run())
    async with asyncio.timeout(20):
        await polling.has_heard(1)
    await polling.stopped(task)
    assert polling.opened == 3


async def test_a_wait_that_telegram_asks_for_is_no_standstill(sandbox: RunningSandbox) -> None:
    polling = Polling(sandbox, PollTimes(poll=5, longest_wait=0.1))
    with sandbox.world.telegram.lock:
        sandbox.world.telegram.rate_limits.add(1, method="getUpdates")
    await asyncio.to_thread(sandbox.world.telegram.send_text, ANN, "heard")
    task = asyncio.create_task(polling.poller.run())
    async with asyncio.timeout(20):
        await polling.has_heard(1)
    await polling.stopped(task)
    assert polling.stamps >= 10


async def test_another_poller_is_borne_for_a_while_and_then_ends_the_program(sandbox: RunningSandbox) -> None:
    first = Polling(sandbox, PollTimes(poll=5, conflict_wait=0.01, conflicts=3))
    second = Polling(sandbox, PollTimes(poll=5, conflict_wait=0.01, conflicts=3))
    with pytest.raises(AnotherPollerError, match="token of its own"):
        async with asyncio.timeout(20):
            await asyncio.gather(first.poller.run(), second.poller.run())


async def test_polls_that_do_not_come_back_are_made_anew_and_end_the_program(sandbox: RunningSandbox) -> None:
    polling = Polling(sandbox, PollTimes(poll=20, stale=0.1, stalls=3))
    with pytest.raises(PollingStalledError, match="3 polls"):
        await polling.poller.run()
    assert (polling.opened, polling.stamps) == (3, 0)


@pytest.fixture
def store() -> ChatStore:
    tables = tuple(table.in_zone(FIXED) for table in chat.sheetanchor_tables())
    return ChatStore(MemoryReplica(tables), tables, FakeClock())


def put(store: ChatStore, *texts: str, who: int = ANN) -> None:
    with store.writing() as book:
        for text in texts:
            book.send(who, {"text": text, "buttons": []})


async def flush(store: ChatStore, clock: FakeClock, sandbox: RunningSandbox) -> float:
    async with Bot(DEMO_BOT_TOKEN, base_url=f"{sandbox.url}/bot", request=HTTPXRequest()) as bot:
        return await Sender(store, clock, lambda _: None).flush(bot)


def seen(sandbox: RunningSandbox, who: int = ANN) -> list[str]:
    return [one.text for one in sandbox.world.telegram.chat(who).messages if one.is_from_bot]


async def test_messages_arrive_in_their_order_and_leave_the_outbox(
    sandbox: RunningSandbox, store: ChatStore
) -> None:
    sandbox.world.telegram.send_text(ANN, "/start")
    put(store, "one", "two", "three")
    await flush(store, FakeClock(), sandbox)
    assert seen(sandbox) == ["one", "two", "three"]
    assert store.outbox() == []


async def test_what_telegram_postpones_waits_as_long_as_it_says(
    sandbox: RunningSandbox, store: ChatStore
) -> None:
    clock = FakeClock()
    sandbox.world.telegram.send_text(ANN, "/start")
    sandbox.world.telegram.send_text(1002, "/start")
    put(store, "one", "two")
    sandbox.world.telegram.rate_limits.add(7, method="sendMessage", times=1)
    assert 6 < await flush(store, clock, sandbox) <= 9
    put(store, "other", who=1002)
    clock.advance(5)
    await flush(store, clock, sandbox)
    assert (seen(sandbox), seen(sandbox, 1002)) == ([], ["other"])
    clock.advance(4)
    await flush(store, clock, sandbox)
    assert seen(sandbox) == ["one", "two"]


async def test_who_blocked_the_bot_gets_nothing_and_holds_nobody_up(
    sandbox: RunningSandbox, store: ChatStore
) -> None:
    sandbox.world.telegram.send_text(ANN, "/start")
    sandbox.world.telegram.block(ANN)
    put(store, "one")
    await flush(store, FakeClock(), sandbox)
    assert store.outbox() == []


async def test_a_message_that_cannot_be_changed_any_more_comes_as_a_new_one(
    sandbox: RunningSandbox, store: ChatStore
) -> None:
    sandbox.world.telegram.send_text(ANN, "/start")
    with store.writing() as book:
        book.send(ANN, {"text": "here", "buttons": [], "edit": 4711})
        book.send(ANN, {"delete": 4711})
        book.send(ANN, {"strip": 4711})
    await flush(store, FakeClock(), sandbox)
    assert seen(sandbox) == ["here"]
    assert store.outbox() == []


async def test_while_telegram_cannot_be_reached_messages_wait(store: ChatStore) -> None:
    clock = FakeClock()
    put(store, "one")
    async with asyncio.timeout(20):
        bot = Bot(DEMO_BOT_TOKEN, base_url="http://127.0.0.1:9/bot", request=HTTPXRequest())
        await Sender(store, clock, lambda _: None).flush(bot)
        await bot.shutdown()
    (waiting,) = store.outbox()
    assert (waiting.attempts, waiting.not_before > clock.now()) == (1, True)
