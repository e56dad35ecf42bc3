"""One worker at a time, and a bot that does not outlive its sync."""

from pathlib import Path
from threading import Event

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.system.wake import ThreadWake
from sheetanchor.bot.worker import LockRefusedError, WorkerRunsError, only_worker, run_bot
from sheetanchor.services.sync.loop import LoopTimes, SyncLoop
from sheetanchor.services.sync.report import Outcome, PassReport


class StandingBot:
    """Runs until it is stopped, as the real one does; `on_run` happens first."""

    def __init__(self) -> None:
        self.stopped = Event()
        self.fault: Exception | None = None

    def run(self) -> None:
        if self.fault is not None:
            raise self.fault
        assert self.stopped.wait(30)

    def stop(self) -> None:
        self.stopped.set()


class Passes:
    def __init__(self, bot: StandingBot, fault: Exception | None) -> None:
        self._bot = bot
        self._fault = fault
        self.count = 0

    def run_pass(self, *, full: bool = False) -> PassReport:
        self.count += 1
        if self._fault is not None:
            raise self._fault
        self._bot.stop()
        return PassReport(Outcome.DONE, FakeClock().now(), 0.0)


def loop_of(passes: Passes, wake: ThreadWake) -> SyncLoop:
    return SyncLoop(passes, FakeClock(), wake, LoopTimes(), lambda: 0.0)


def test_a_second_worker_is_told_that_one_runs(tmp_path: Path) -> None:
    database = tmp_path / "replica.db"
    with (
        only_worker(database),
        pytest.raises(WorkerRunsError, match="another process"),
        only_worker(database),
    ):
        pass


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    for _ in range(2):
        with only_worker(tmp_path / "replica.db"):
            pass


def test_a_lock_that_cannot_be_opened_is_named_with_the_user_to_be(tmp_path: Path) -> None:
    database = tmp_path / "replica.db"
    Path(f"{database}.lock").mkdir()
    told = r"replica\.db\.lock cannot be opened \(.+\); .*sudo -u sheetanchor.* Nothing was changed\."
    with pytest.raises(LockRefusedError, match=told), only_worker(database):
        pass


def test_the_sync_loop_ends_with_the_bot() -> None:
    bot, wake = StandingBot(), ThreadWake()
    passes = Passes(bot, None)
    run_bot(bot, loop_of(passes, wake), wake)
    assert wake.is_stopped
    assert passes.count >= 1


def test_a_fault_in_the_sync_loop_ends_the_bot_and_is_raised() -> None:
    bot, wake = StandingBot(), ThreadWake()
    with pytest.raises(ZeroDivisionError):
        run_bot(bot, loop_of(Passes(bot, ZeroDivisionError()), wake), wake)
    assert bot.stopped.is_set()


def test_a_bot_that_fails_stops_the_sync_loop() -> None:
    bot, wake = StandingBot(), ThreadWake()
    bot.fault = ValueError("token")
    with pytest.raises(ValueError, match="token"):
        run_bot(bot, loop_of(Passes(bot, None), wake), wake)
    assert wake.is_stopped
