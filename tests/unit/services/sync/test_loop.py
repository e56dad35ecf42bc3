"""When a pass is due, and what follows a failure."""

from datetime import UTC, datetime

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.domain.errors import OperatorError, RemoteError, SheetanchorError
from sheetanchor.domain.sync.errors import QuotaError, ServiceUnavailableError
from sheetanchor.services.sync.loop import LoopTimes, SyncLoop
from sheetanchor.services.sync.pass_watch import PassWatch
from sheetanchor.services.sync.report import Outcome, PassReport, TableReport

START = datetime(2025, 11, 1, 12, tzinfo=UTC)
TIMES = LoopTimes(watch=15, sync=300, gather=0.2, backoff=5, longest_backoff=60)


class ScriptedPasses:
    """Stands for the engine: raises or answers as the script says, then stops the loop."""

    def __init__(self, wake: FakeWake, script: list[BaseException | None]) -> None:
        self.full: list[bool] = []
        self._script = script
        self._wake = wake

    def run_pass(self, *, full: bool = False, allow: str | None = None) -> PassReport:
        del allow
        self.full.append(full)
        step = self._script.pop(0)
        if not self._script:
            self._wake.stop()
        if step is not None:
            raise step
        return PassReport(Outcome.DONE, START, 0.0)


def run(script: list[BaseException | None], wake: FakeWake, clock: FakeClock) -> ScriptedPasses:
    passes = ScriptedPasses(wake, script)
    SyncLoop(passes, clock, wake, TIMES, jitter=lambda: 1.0).run()
    return passes


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(START)


@pytest.fixture
def wake(clock: FakeClock) -> FakeWake:
    return FakeWake(clock)


def test_the_first_pass_is_full_and_the_sheet_is_watched_after_it(clock: FakeClock, wake: FakeWake) -> None:
    passes = run([None, None, None], wake, clock)
    assert passes.full == [True, False, False]
    assert wake.waits[:2] == [15, 15]


def test_a_full_read_happens_every_sync_interval(clock: FakeClock, wake: FakeWake) -> None:
    passes = run([None] * 22, wake, clock)
    assert [place for place, full in enumerate(passes.full) if full] == [0, 20]


def test_waking_runs_a_pass_after_a_moment_for_others_to_join(clock: FakeClock, wake: FakeWake) -> None:
    waking = iter([True, False, False, False])
    wake.meanwhile = lambda: wake.wake() if next(waking) else None
    run([None, None], wake, clock)
    assert wake.waits[:2] == [15, 0.2]


def test_failures_back_off_up_to_a_limit_and_success_resets(clock: FakeClock, wake: FakeWake) -> None:
    failing: list[BaseException | None] = [RemoteError("503") for _ in range(5)]
    run([*failing, None, RemoteError("503"), None], wake, clock)
    assert wake.waits[:7] == [5, 10, 20, 40, 60, 15, 5]


@pytest.mark.parametrize("kind", [QuotaError, ServiceUnavailableError])
def test_a_service_that_says_how_long_it_wants_to_be_left_alone_is(
    clock: FakeClock, wake: FakeWake, kind: type[QuotaError | ServiceUnavailableError]
) -> None:
    run([kind("slow down", 45.0), kind("slow down", 1.0), None], wake, clock)
    assert wake.waits[:2] == [45, 10]


def test_local_writes_do_not_cut_the_waiting_after_a_failure(clock: FakeClock, wake: FakeWake) -> None:
    wake.meanwhile = wake.wake
    start = clock.now()
    passes = run([QuotaError("429", 60.0), QuotaError("429", 60.0), None], wake, clock)
    assert (clock.now() - start).total_seconds() >= 120
    assert len(passes.full) == 3


def test_who_asked_during_the_waiting_is_served_by_the_pass_after_it(
    clock: FakeClock, wake: FakeWake
) -> None:
    asking = iter([True, False, False])
    wake.meanwhile = lambda: wake.wake() if next(asking) else None
    run([RemoteError("503"), None, None], wake, clock)
    assert wake.waits[:2] == [5, 15]


def test_a_pass_of_somebody_else_that_goes_well_ends_the_waiting_after_a_failure(
    clock: FakeClock, wake: FakeWake
) -> None:
    """An operator has shared the spreadsheet again and typed `sheetanchor sync`: local writes go at once."""
    passes = ScriptedPasses(wake, [OperatorError("no permission"), None, None, None])
    watch = PassWatch(passes, clock, wake)
    begun: list[float] = []

    def force_once() -> None:
        begun.append(clock.monotonic())
        if len(begun) == 1:
            watch.run_pass(full=True)

    wake.meanwhile = force_once
    SyncLoop(watch, clock, wake, TIMES, jitter=lambda: 1.0).run()
    assert passes.full == [True, True, True, False]
    assert begun[1] == begun[0]


def test_what_an_operator_must_mend_is_tried_seldom(clock: FakeClock, wake: FakeWake) -> None:
    run([OperatorError("no permission"), None], wake, clock)
    assert wake.waits[0] == 60


def test_a_failed_first_pass_is_made_up_for_by_a_full_one(clock: FakeClock, wake: FakeWake) -> None:
    passes = run([RemoteError("offline"), None, None], wake, clock)
    assert passes.full == [True, True, False]


def test_a_pause_is_told_when_it_begins_and_when_its_reason_changes(
    clock: FakeClock, wake: FakeWake, caplog: pytest.LogCaptureFixture
) -> None:
    reasons = iter(["no tab", "no tab", "no header", None, "no header"])

    class Passes:
        def run_pass(self, *, full: bool = False) -> PassReport:
            del full
            reason = next(reasons, "")
            if reason == "":
                wake.stop()
                return PassReport(Outcome.DONE, START, 0.0)
            return PassReport(Outcome.DONE, START, 0.0, (TableReport("wages", held=3, paused=reason),))

    SyncLoop(Passes(), clock, wake, TIMES, jitter=lambda: 1.0).run()
    assert [record.getMessage() for record in caplog.records] == ["no tab", "no header", "no header"]


@pytest.mark.parametrize("fault", [SheetanchorError("a bug"), ZeroDivisionError()])
def test_a_fault_of_ours_ends_the_loop(clock: FakeClock, wake: FakeWake, fault: Exception) -> None:
    with pytest.raises(type(fault)):
        run([fault, None], wake, clock)


def test_a_loop_that_waits_or_works_is_alive_and_one_that_hangs_is_not(
    clock: FakeClock, wake: FakeWake
) -> None:
    times = LoopTimes(watch=15, overdue=100)
    seen: list[tuple[float, bool]] = []

    class HangingPasses:
        def run_pass(self, *, full: bool = False) -> PassReport:
            for seconds in (100, 1):
                clock.advance(seconds)
                seen.append((clock.monotonic(), loop.is_alive()))
            wake.stop()
            return PassReport(Outcome.DONE, START, 0.0)

    loop = SyncLoop(HangingPasses(), clock, wake, times, jitter=lambda: 1.0)
    assert loop.is_alive()
    loop.run()
    assert seen == [(100, True), (101, False)]
    clock.advance(115)
    assert loop.is_alive()
    clock.advance(1)
    assert not loop.is_alive()


def test_a_long_wait_after_a_failure_is_no_hanging(clock: FakeClock, wake: FakeWake) -> None:
    alive: list[bool] = []

    def check() -> None:
        clock.advance(60)
        alive.append(loop.is_alive())

    wake.meanwhile = check
    passes = ScriptedPasses(wake, [OperatorError("no permission"), None])
    loop = SyncLoop(passes, clock, wake, LoopTimes(longest_backoff=60, overdue=1), jitter=lambda: 1.0)
    loop.run()
    assert alive == [True, False]
