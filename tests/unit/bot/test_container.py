"""What is wired with what, where a mistake would be seen by nobody."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.telegram.polling import PollTimes
from sheetanchor.bot.container import Container
from sheetanchor.bot.settings import load_settings
from sheetanchor.sandbox.sign_in import write_service_account
from sheetanchor.sandbox.world import World
from sheetanchor.services.sync.report import Outcome, PassReport


class HungPasses:
    """Takes far too long over a pass, and looks meanwhile what systemd is told."""

    def __init__(self, container: Container, clock: FakeClock) -> None:
        self._container = container
        self._clock = clock

    def run_pass(self, *, full: bool = False) -> PassReport:
        supervisor = self._container.supervisor()
        supervisor.alive()
        self._clock.advance(3600)
        supervisor.alive()
        supervisor.stopping()
        self._container.wake().stop()
        return PassReport(Outcome.DONE, self._clock.now(), 0.0)


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    name = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(name)
        listener.settimeout(10)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        monkeypatch.setenv("WATCHDOG_USEC", "60000000")
        yield listener


@pytest.fixture
def container(tmp_path: Path, systemd: socket.socket) -> Iterator[Container]:
    write_service_account(tmp_path / "key.json", "http://127.0.0.1:9", World(deterministic=True).tokens)
    settings = load_settings(
        spreadsheet_id="1abc",
        service_account_file=tmp_path / "key.json",
        bot_token="1:token",
        database_url=f"sqlite:///{tmp_path / 'replica.db'}",
    )
    made = Container(settings=settings)
    yield made
    made.replica().close()


def test_no_sign_of_life_is_given_while_the_sync_loop_hangs(
    container: Container, systemd: socket.socket
) -> None:
    clock = FakeClock()
    with (
        container.clock.override(clock),
        container.upkeep.passes.override(HungPasses(container, clock)),
    ):
        container.loop().run()
    assert [systemd.recv(100) for _ in range(2)] == [b"WATCHDOG=1", b"STOPPING=1"]


def test_polls_keep_to_the_watchdog_and_tell_the_supervisor(container: Container) -> None:
    parts = container.chat.parts()
    assert parts.times == PollTimes.within(60.0)
    assert parts.supervisor is container.supervisor()
    assert parts.webhook is None
