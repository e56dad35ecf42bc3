"""A webhook with the real client, served beside the sandbox's Bot API that posts to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.request import HTTPXRequest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.memory.supervisor import FakeSupervisor
from sheetanchor.adapters.telegram.callback_data import CallbackData
from sheetanchor.adapters.telegram.dispatcher import Dispatcher
from sheetanchor.adapters.telegram.incoming import Incoming
from sheetanchor.adapters.telegram.polling import AnotherPollerError, Poller, PollTimes
from sheetanchor.adapters.telegram.webhook import (
    Webhook,
    WebhookListener,
    WebhookRefusedError,
    WebhookStalledError,
    WebhookTakenError,
    leave_webhook,
)
from sheetanchor.adapters.web.serving import serving
from sheetanchor.adapters.web.webhook_app import webhook_app
from sheetanchor.plugins import chat
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN, TelegramState
from sheetanchor.sandbox.world import World
from sheetanchor.services.dialogue.events import Arrived, Typed
from sheetanchor.services.dialogue.store import ChatStore, Received
from tests.ports import free_port
from tests.unit.services.payroll.world import FIXED

ANN, BEN = 1001, 1002
SECRET = "0123456789abcdef-the-secret"
ORIGIN = "https://bot.example"
URL = f"{ORIGIN}/telegram"
SECONDS = 30.0
#: Looks come soon, and nothing is given up for the slowness of the machine.
TIMES = PollTimes(look=0.02, stale=SECONDS)


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running(World(deterministic=True)) as served:
        served.world.telegram.redelivery_wait = 0.01
        yield served


@pytest.fixture
def telegram(sandbox: RunningSandbox) -> TelegramState:
    return sandbox.world.telegram


@pytest.fixture
async def bot(sandbox: RunningSandbox) -> AsyncIterator[Bot]:
    async with Bot(DEMO_BOT_TOKEN, base_url=f"{sandbox.url}/bot", request=HTTPXRequest()) as opened:
        yield opened


class FaultyStore(ChatStore):
    """Cannot be written as often as `faults` says."""

    faults = 0

    def receive(self, updates: Sequence[tuple[int, str]]) -> list[Received]:
        if self.faults:
            self.faults -= 1
            raise ReplicaError("the disk is full; nothing was changed")
        return super().receive(updates)


class Heard:
    """Stands for the engine: keeps what people typed, once it is done."""

    def __init__(self, store: ChatStore) -> None:
        self.texts: list[str] = []
        self._store = store

    def handle(self, arrived: Arrived) -> str:
        assert isinstance(arrived.event, Typed)
        with self._store.writing() as book:
            book.done(arrived.update_id)
        self.texts.append(arrived.event.text)
        return ""


async def nothing() -> None:
    """Happens before an update is stored."""


class Listening:
    """A listener with an inbox behind it; what happens to either rings `changed`."""

    def __init__(self, bot: Bot, times: PollTimes = TIMES) -> None:
        tables = tuple(table.in_zone(FIXED) for table in chat.sheetanchor_tables())
        self.store = FaultyStore(MemoryReplica(tables), tables, FakeClock())
        self.heard = Heard(self.store)
        self.dispatcher = Dispatcher(self.store, Incoming(CallbackData("1:token")), self.heard)
        self.changed = asyncio.Event()
        self.dispatcher.on_done = self.changed.set
        self.supervisor = FakeSupervisor(self.changed.set)
        self.before_storing = nothing
        self.bot = bot
        self.port = free_port()
        self.listener = WebhookListener(
            bot, Webhook(URL, SECRET, self.serve), self.receive, self.supervisor, times
        )

    async def receive(self, updates: Sequence[Update]) -> None:
        await self.before_storing()
        await self.dispatcher.receive(self.bot, updates)

    def serve(self, take: Callable[[object], Awaitable[None]]) -> Coroutine[Any, Any, None]:
        return serving(webhook_app("/telegram", SECRET, take), "127.0.0.1", self.port)

    async def until(self, look: Callable[[], object]) -> None:
        async with asyncio.timeout(SECONDS):
            while not look():
                await self.changed.wait()
                self.changed.clear()


@asynccontextmanager
async def listening(bot: Bot, telegram: TelegramState, times: PollTimes = TIMES) -> AsyncIterator[Listening]:
    """A listener that has set its webhook."""
    made = Listening(bot, times)
    telegram.addresses.expose(ORIGIN, f"http://127.0.0.1:{made.port}")
    task = asyncio.ensure_future(made.listener.run())
    try:
        await made.until(lambda: "ready" in made.supervisor.told or task.done())
        yield made
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def say(telegram: TelegramState, *texts: str, who: int = ANN) -> None:
    for text in texts:
        await asyncio.to_thread(telegram.send_text, who, text)


async def none_waits(telegram: TelegramState) -> None:
    updates = telegram.bots[DEMO_BOT_TOKEN].updates
    assert await telegram.bell.wait_async(lambda: not updates.waiting() or None, SECONDS)


async def test_updates_come_in_as_they_were_said_and_telegram_is_told_which_and_how(
    bot: Bot, telegram: TelegramState
) -> None:
    await say(telegram, "before")
    async with listening(bot, telegram) as heard:
        await say(telegram, "one", "two")
        await heard.until(lambda: len(heard.heard.texts) == 3)
        info = await bot.get_webhook_info()
    assert heard.heard.texts == ["before", "one", "two"]
    assert (info.url, info.last_error_message) == (URL, None)
    assert set(info.allowed_updates or ()) == {"message", "callback_query"}


async def test_an_update_that_cannot_be_stored_comes_again(bot: Bot, telegram: TelegramState) -> None:
    async with listening(bot, telegram, replace(TIMES, look=SECONDS)) as heard:
        heard.store.faults = 2
        await say(telegram, "kept")
        await heard.until(lambda: heard.heard.texts)
        await none_waits(telegram)
        info = await bot.get_webhook_info()
    assert heard.heard.texts == ["kept"]
    assert info.last_error_message == "Wrong response from the webhook: 500 Internal Server Error"


async def test_what_is_delivered_again_is_done_once(
    bot: Bot, telegram: TelegramState, sandbox: RunningSandbox
) -> None:
    async with listening(bot, telegram) as heard:
        sandbox.world.faults.reset("telegram.webhook", applied=True, times=2)
        await say(telegram, "lost answers")
        await none_waits(telegram)
        sandbox.world.faults.duplicate("telegram.webhook")
        await say(telegram, "twice")
        await none_waits(telegram)
        assert telegram.redeliver(2) == 2
        await none_waits(telegram)
        await say(telegram, "last")
        await heard.until(lambda: "last" in heard.heard.texts)
    assert heard.heard.texts == ["lost answers", "twice", "last"]


async def test_a_request_that_was_begun_is_answered_before_the_end_and_the_webhook_stays(
    bot: Bot, telegram: TelegramState
) -> None:
    may_store, storing = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        storing.set()
        await may_store.wait()

    async with listening(bot, telegram, replace(TIMES, look=SECONDS)) as heard:
        heard.before_storing = wait
        await say(telegram, "in the last moment")
        await storing.wait()
        asyncio.get_running_loop().call_later(0.05, may_store.set)
    await none_waits(telegram)
    await heard.dispatcher.drain(SECONDS)
    assert heard.heard.texts == ["in the last moment"]
    assert (await bot.get_webhook_info()).url == URL


async def test_the_supervisor_hears_of_the_start_and_then_of_every_look(
    bot: Bot, telegram: TelegramState
) -> None:
    async with listening(bot, telegram) as heard:
        await heard.until(lambda: len(heard.supervisor.told) >= 4)
    assert heard.supervisor.told[:4] == ["ready", "alive", "alive", "alive"]


async def test_while_nothing_can_be_stored_no_sign_of_life_is_given_and_then_the_program_ends(
    bot: Bot, telegram: TelegramState
) -> None:
    made = Listening(bot, replace(TIMES, stalls=3))
    telegram.addresses.expose(ORIGIN, f"http://127.0.0.1:{made.port}")
    made.store.faults = 3
    with pytest.raises(WebhookStalledError, match="3 times in a row"):
        await made.listener.run()
    assert made.supervisor.told == ["ready"]


async def test_while_telegram_says_nothing_no_sign_of_life_is_given_and_then_the_program_ends(
    bot: Bot, telegram: TelegramState, sandbox: RunningSandbox
) -> None:
    made = Listening(bot, replace(TIMES, stale=0.1, stalls=2))
    telegram.addresses.expose(ORIGIN, f"http://127.0.0.1:{made.port}")
    sandbox.world.faults.time_out("telegram.getWebhookInfo", times=None)
    with pytest.raises(WebhookStalledError, match="2 times in a row"):
        await made.listener.run()
    assert made.supervisor.told == ["ready"]


async def test_an_error_of_telegram_is_an_answer(
    bot: Bot, telegram: TelegramState, sandbox: RunningSandbox
) -> None:
    async with listening(bot, telegram) as heard:
        sandbox.world.faults.fail(502, "telegram.getWebhookInfo", times=None)
        told = len(heard.supervisor.told)
        await heard.until(lambda: len(heard.supervisor.told) >= told + 3)


async def test_a_webhook_that_somebody_deleted_is_set_anew(bot: Bot, telegram: TelegramState) -> None:
    async with listening(bot, telegram, replace(TIMES, look=0.5)) as heard:
        await bot.delete_webhook()
        await say(telegram, "still there")
        await heard.until(lambda: heard.heard.texts)
    assert heard.heard.texts == ["still there"]


async def test_of_two_programs_that_set_it_one_gives_way(
    bot: Bot, telegram: TelegramState, sandbox: RunningSandbox
) -> None:
    made = Listening(bot, replace(TIMES, conflicts=3))
    telegram.addresses.expose(ORIGIN, f"http://127.0.0.1:{made.port}")

    def delete() -> None:
        telegram.bots[DEMO_BOT_TOKEN].webhook = None

    sandbox.world.faults.before("telegram.getWebhookInfo", delete, times=None)
    with pytest.raises(WebhookTakenError, match="token of its own"):
        async with asyncio.timeout(SECONDS):
            await made.listener.run()


async def test_what_telegram_could_not_deliver_is_told_once(
    bot: Bot, telegram: TelegramState, sandbox: RunningSandbox, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening(bot, telegram) as heard:
        sandbox.world.faults.reset("telegram.webhook")
        await say(telegram, "lost")
        await heard.until(lambda: "could not deliver" in caplog.text)
        told = len(heard.supervisor.told)
        await heard.until(lambda: len(heard.supervisor.told) >= told + 3)
    assert caplog.text.count("Telegram could not deliver to the webhook: Connection closed") == 1


async def test_an_address_that_telegram_does_not_take_ends_the_program_at_once(bot: Bot) -> None:
    made = Listening(bot)
    with pytest.raises(WebhookRefusedError, match="SHEETANCHOR_WEBHOOK_URL"):
        await made.listener.run()
    assert made.supervisor.told == []


async def test_a_webhook_from_before_is_deleted_and_polls_bring_what_waited(
    bot: Bot, telegram: TelegramState, sandbox: RunningSandbox, caplog: pytest.LogCaptureFixture
) -> None:
    async with listening(bot, telegram):
        pass
    await say(telegram, "while nobody listened")
    await leave_webhook(bot)
    assert "the webhook at bot.example is deleted" in caplog.text
    assert [update.message.text for update in await bot.get_updates() if update.message] == [
        "while nobody listened"
    ]
    await leave_webhook(bot)
    assert caplog.text.count("is deleted") == 1
    assert len(sandbox.world.recorder.calls("telegram.deleteWebhook")) == 1


async def test_a_webhook_that_another_program_sets_ends_the_polls_with_the_reason(
    bot: Bot, telegram: TelegramState, sandbox: RunningSandbox
) -> None:
    telegram.addresses.expose(ORIGIN, "http://127.0.0.1:9")

    def open_bot() -> Bot:
        return Bot(DEMO_BOT_TOKEN, base_url=f"{sandbox.url}/bot", request=HTTPXRequest())

    async def receive(_: Any) -> None:
        """Nothing comes."""

    await bot.set_webhook(URL)
    times = PollTimes(poll=1, conflict_wait=0.01, conflicts=3)
    with pytest.raises(AnotherPollerError, match="has set a webhook"):
        await Poller(open_bot, receive, lambda: None, times).run()
