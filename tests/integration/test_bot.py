"""The bot as a whole on the main thread: how it begins and how it ends."""

import os
import signal
from collections.abc import Iterator, Sequence
from threading import Timer

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.memory.supervisor import FakeSupervisor
from sheetanchor.adapters.telegram.application import BotParts, Chore, TelegramBot
from sheetanchor.adapters.telegram.callback_data import CallbackData
from sheetanchor.adapters.telegram.dispatcher import Dispatcher
from sheetanchor.adapters.telegram.incoming import Incoming
from sheetanchor.adapters.telegram.polling import PollTimes
from sheetanchor.adapters.telegram.sender import Sender
from sheetanchor.adapters.telegram.urgent import UrgentLetters
from sheetanchor.adapters.telegram.webhook import Webhook
from sheetanchor.adapters.web.serving import CannotListenError, serving
from sheetanchor.adapters.web.webhook_app import webhook_app
from sheetanchor.plugins import chat
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.telegram.feed import TelegramChange
from sheetanchor.sandbox.telegram.state import DEMO_BOT_TOKEN
from sheetanchor.sandbox.world import World
from sheetanchor.services.dialogue.events import Arrived
from sheetanchor.services.dialogue.store import ChatStore
from tests.unit.services.payroll.world import FIXED


class NoEngine:
    def handle(self, arrived: Arrived) -> str:
        raise AssertionError(f"nobody wrote, and there is {arrived}")


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running(World(deterministic=True)) as served:
        yield served


@pytest.fixture
def supervisor() -> FakeSupervisor:
    return FakeSupervisor()


def bot_of(
    sandbox: RunningSandbox,
    supervisor: FakeSupervisor,
    webhook: Webhook | None = None,
    chores: Sequence[Chore] = (),
) -> TelegramBot:
    tables = tuple(table.in_zone(FIXED) for table in chat.sheetanchor_tables())
    clock = FakeClock()
    store = ChatStore(MemoryReplica(tables), tables, clock)
    parts = BotParts(
        dispatcher=Dispatcher(store, Incoming(CallbackData("1:token")), NoEngine()),
        sender=Sender(store, clock, lambda _: None),
        chores=chores,
        supervisor=supervisor,
        times=PollTimes(),
        webhook=webhook,
        admins=(),
        urgent=UrgentLetters(list, 60.0),
    )
    return TelegramBot(DEMO_BOT_TOKEN, parts, sandbox.url)


def end_at(sandbox: RunningSandbox, kind: str) -> None:
    """SIGTERM, as from systemd, when something of that kind happens in Telegram."""

    def tell(change: TelegramChange) -> None:
        if change.kind == kind:
            os.kill(os.getpid(), signal.SIGTERM)

    sandbox.world.telegram.subscribe(tell)


def test_it_is_ready_before_it_polls_and_tells_that_it_ends(
    sandbox: RunningSandbox, supervisor: FakeSupervisor
) -> None:
    end_at(sandbox, "poll")
    bot_of(sandbox, supervisor).run()
    assert supervisor.told == ["ready", "stopping"]


def test_while_the_network_is_not_there_yet_it_can_be_ended(
    sandbox: RunningSandbox, supervisor: FakeSupervisor
) -> None:
    sandbox.world.faults.reset("telegram.getMe", times=None)
    bot = bot_of(sandbox, supervisor)
    sandbox.world.faults.after("telegram.getMe", lambda: Timer(0.1, bot.stop).start(), times=None)
    bot.run()
    assert supervisor.told == ["stopping"]


def test_a_chore_that_fails_is_done_again_and_does_not_end_it(
    sandbox: RunningSandbox, supervisor: FakeSupervisor
) -> None:
    tries: list[int] = []

    def work() -> None:
        tries.append(len(tries))
        if len(tries) == 3:
            os.kill(os.getpid(), signal.SIGTERM)
        raise ReplicaError("database or disk is full")

    bot_of(sandbox, supervisor, chores=[Chore(0.01, work)]).run()
    assert len(tries) >= 3
    assert supervisor.told[-1] == "stopping"


def test_an_address_that_is_taken_ends_it_before_telegram_is_told_of_it(
    sandbox: RunningSandbox, supervisor: FakeSupervisor
) -> None:
    taken = int(sandbox.url.rpartition(":")[2])
    webhook = Webhook(
        "https://bot.example/",
        "0123456789abcdef",
        lambda take: serving(webhook_app("/", "0123456789abcdef", take), "127.0.0.1", taken),
    )
    with pytest.raises(CannotListenError, match="SHEETANCHOR_WEBHOOK_LISTEN"):
        bot_of(sandbox, supervisor, webhook).run()
    assert sandbox.world.recorder.calls("telegram.setWebhook") == []
    assert supervisor.told == ["stopping"]
