"""Many messages and updates at once, with the real client against the sandbox's Bot API."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from threading import Event, Lock
from typing import NoReturn

import pytest
from telegram import Bot, Update

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.telegram.callback_data import CallbackData
from sheetanchor.adapters.telegram.dispatcher import Dispatcher
from sheetanchor.adapters.telegram.incoming import Incoming
from sheetanchor.adapters.telegram.queued_request import QueuedRequest
from sheetanchor.adapters.telegram.sender import Sender
from sheetanchor.plugins import chat
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.sandbox.faults.latency import Latency
from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN
from sheetanchor.sandbox.world import World
from sheetanchor.services.dialogue.events import Arrived
from sheetanchor.services.dialogue.store import ChatStore
from tests.unit.services.payroll.world import FIXED

ANN, BEN = 1001, 1002
TABLES = tuple(table.in_zone(FIXED) for table in chat.sheetanchor_tables())


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running(World(deterministic=True)) as served:
        for person in (ANN, BEN):
            served.world.telegram.send_text(person, "/start")
        yield served


@pytest.fixture
def replica() -> MemoryReplica:
    return MemoryReplica(TABLES)


@pytest.fixture
def store(replica: MemoryReplica) -> ChatStore:
    return ChatStore(replica, TABLES, FakeClock())


@pytest.fixture
async def bot(sandbox: RunningSandbox) -> AsyncIterator[Bot]:
    async with Bot(DEMO_BOT_TOKEN, base_url=f"{sandbox.url}/bot", request=QueuedRequest(2)) as bot:
        yield bot


def put(store: ChatStore, who: int, *texts: str) -> None:
    with store.writing() as book:
        for text in texts:
            book.send(who, {"text": text, "buttons": []})


def seen(sandbox: RunningSandbox, who: int) -> list[str]:
    return [one.text for one in sandbox.world.telegram.chat(who).messages if one.is_from_bot]


async def until(look: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not look():  # noqa: ASYNC110 - it happens in threads, which have no event of this loop
            await asyncio.sleep(0.01)


async def test_a_message_that_takes_long_holds_nobody_else_up(
    sandbox: RunningSandbox, store: ChatStore, bot: Bot
) -> None:
    sandbox.world.faults.slow(Latency(60), "telegram.sendMessage", times=1)
    sender = Sender(store, FakeClock(), lambda _: None)
    running_sender = asyncio.create_task(sender.run(bot))
    put(store, ANN, "slow", "behind it")
    sender.wake()
    await until(lambda: not sandbox.world.faults.pending)
    put(store, BEN, "one", "two")
    sender.wake()
    await until(lambda: seen(sandbox, BEN) == ["one", "two"])
    assert seen(sandbox, ANN) == []
    running_sender.cancel()


async def test_what_is_on_its_way_at_the_end_arrives_once(
    sandbox: RunningSandbox, store: ChatStore, bot: Bot
) -> None:
    sandbox.world.faults.slow(Latency(0.3), "telegram.sendMessage")
    sender = Sender(store, FakeClock(), lambda _: None)
    running_sender = asyncio.create_task(sender.run(bot))
    put(store, ANN, "one", "two")
    sender.wake()
    await asyncio.sleep(0.1)
    running_sender.cancel()
    await sender.flush(bot)
    assert seen(sandbox, ANN) == ["one", "two"]
    assert store.outbox() == []


class FullStore(ChatStore):
    """What it holds can be read and not changed."""

    def writing(self) -> NoReturn:
        raise ReplicaError("the disk is full")


async def test_a_store_that_cannot_be_written_ends_the_sender(
    replica: MemoryReplica, store: ChatStore, bot: Bot
) -> None:
    put(store, ANN, "one")
    put(store, BEN, "two")
    sender = Sender(FullStore(replica, TABLES, FakeClock()), FakeClock(), lambda _: None)
    async with asyncio.timeout(30):
        with pytest.raises(ReplicaError, match="the disk is full"):
            await sender.run(bot)
    assert len(store.outbox()) == 2


async def test_requests_wait_for_a_connection_however_long(sandbox: RunningSandbox, bot: Bot) -> None:
    sandbox.world.faults.slow(Latency(1.2), "telegram.sendMessage")
    await asyncio.gather(*(bot.send_message(ANN, text) for text in ("one", "two", "three")))
    assert sorted(seen(sandbox, ANN)) == ["one", "three", "two"]


class Crowded:
    """A handler that lets nobody through until it may; counts who is inside."""

    def __init__(self) -> None:
        self.may_go, self._lock = Event(), Lock()
        self.inside = self.most = self.handled = 0

    def handle(self, arrived: Arrived) -> str:
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        assert self.may_go.wait(30)
        with self._lock:
            self.inside -= 1
            self.handled += 1
        return arrived.person.first_name


def said(number: int, bot: Bot) -> Update:
    person = {"id": 5000 + number, "is_bot": False, "first_name": "X"}
    message = {
        "message_id": 1,
        "date": 0,
        "chat": {"id": 5000 + number, "type": "private"},
        "from": person,
        "text": "hi",
    }
    return Update.de_json({"update_id": number, "message": message}, bot)


async def test_however_many_write_at_once_the_store_can_be_used(store: ChatStore, bot: Bot) -> None:
    crowded = Crowded()
    dispatcher = Dispatcher(store, Incoming(CallbackData(DEMO_BOT_TOKEN)), crowded)
    await dispatcher.receive(bot, [said(number, bot) for number in range(30)])
    await until(lambda: crowded.inside == 4)
    async with asyncio.timeout(10):
        assert await asyncio.to_thread(store.next_to_send, set()) == []
        await dispatcher.receive(bot, [said(30, bot)])
    crowded.may_go.set()
    await dispatcher.drain(30)
    assert (crowded.most, crowded.handled) == (4, 31)
