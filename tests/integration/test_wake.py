"""How soon the loop brings a change to the other side, and with how many requests: a real wire.

Where the clock is a fake one only waiting moves it, so that what is measured is the loop and no busy machine.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from sheetanchor.adapters.system.wake import ThreadWake
from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.services.sync.loop import LoopTimes, SyncLoop
from sheetanchor.services.tables import LocalTables
from tests.integration.program import Program

_TIMES = LoopTimes()
_BURST = 50
_SECONDS = 60.0


@pytest.fixture
def program(sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Program]:
    program = Program(sandbox, tmp_path, 1)
    program.engine.run_pass()
    program.engine.run_pass()
    yield program
    program.close()


def pushes(program: Program) -> int:
    return program.world.recorder.by_call().get("spreadsheets.batchUpdate", 0)


class Watched:
    """The loop on a clock that stands still, and when one side had what the other one was given.

    meanwhile: what happens in each wait, in their order; then the loop ends.
    """

    def __init__(self, program: Program, *meanwhile: Callable[[], None]) -> None:
        self._program = program
        self._meanwhile = list(meanwhile)
        self.given: float | None = None
        self.arrived: float | None = None

    def run(self) -> None:
        wake = self._program.wake
        wake.meanwhile = self._next
        self._program.world.faults.after("spreadsheets.batchUpdate", self.look, times=None)
        SyncLoop(self._program.engine, self._program.clock, wake, _TIMES, lambda: 0.0).run()

    def give(self, act: Callable[[], object]) -> None:
        self.given = self._program.clock.monotonic()
        act()

    def look(self) -> None:
        """Whether 77 stands on both sides by now."""
        amounts = self._program.replica.snapshot("table_0")[(1,)].values
        if self.arrived is None and amounts["amount"] == 77 and self._program.amounts()["1"] == "77":
            self.arrived = self._program.clock.monotonic()

    @property
    def seconds(self) -> float:
        assert self.given is not None
        assert self.arrived is not None
        return self.arrived - self.given

    def _next(self) -> None:
        self.look()
        if self._meanwhile:
            self._meanwhile.pop(0)()
        else:
            self._program.wake.stop()


def nothing() -> None:
    """Happens."""


def test_a_local_write_stands_in_the_sheet_within_two_seconds(program: Program) -> None:
    watched = Watched(program, nothing, lambda: watched.give(lambda: program.write(1, 77)), nothing)
    watched.run()
    assert watched.seconds < 2


def test_a_write_during_a_pass_stands_there_within_two_seconds_as_well(program: Program) -> None:
    watched = Watched(program, nothing, nothing, nothing)
    program.world.faults.before(
        "spreadsheets.get", lambda: watched.give(lambda: program.write(1, 77)), times=1
    )
    watched.run()
    assert watched.seconds < 2


def test_a_burst_of_writes_is_one_push(program: Program) -> None:
    """Some of them wake the loop, the others come while it waits for more."""

    def write(rows: range) -> None:
        for row in rows:
            program.write(row, 77)

    middle = _BURST // 2
    watched = Watched(
        program,
        lambda: watched.give(lambda: write(range(1, middle + 1))),
        lambda: write(range(middle + 1, _BURST + 1)),
        nothing,
        nothing,
    )
    before = pushes(program)
    watched.run()
    assert pushes(program) == before + 1
    assert program.agrees()
    assert [program.amounts()[str(row)] for row in (1, _BURST)] == ["77", "77"]
    assert watched.seconds < 2


def test_an_edit_in_the_sheet_is_in_the_replica_within_the_watch_interval(program: Program) -> None:
    def edit() -> None:
        program.book["Table 0"].type_at("B2", "77")

    watched = Watched(program, nothing, lambda: watched.give(edit), nothing)
    watched.run()
    assert watched.seconds <= _TIMES.watch


def test_a_wake_from_outside_looks_at_the_sheet_at_once(program: Program) -> None:
    def edit_and_tell() -> None:
        program.book["Table 0"].type_at("B2", "77")
        program.wake.wake()

    watched = Watched(program, lambda: watched.give(edit_and_tell), nothing, nothing)
    watched.run()
    assert watched.seconds < 2


def test_who_pauses_is_let_go_by_whoever_resumes_and_by_nobody_else() -> None:
    wake = ThreadWake()
    is_over = Event()

    def pause() -> None:
        wake.pause(_SECONDS)
        is_over.set()

    thread = Thread(target=pause)
    thread.start()
    wake.wake()
    assert not is_over.wait(0.05)
    while not is_over.wait(0.01):
        wake.resume()
    thread.join(_SECONDS)
    assert not wake.wait(0)


def test_a_stop_ends_every_pause() -> None:
    wake = ThreadWake()
    wake.resume()
    wake.stop()
    wake.pause(_SECONDS)
    assert wake.is_stopped


class GatheringWake(ThreadWake):
    """A real one that tells when the loop waits, and gathers until all is written, come what may."""

    def __init__(self) -> None:
        super().__init__()
        self.waits = Event()
        self.all_written = Event()

    def wait(self, seconds: float) -> bool:
        self.waits.set()
        return super().wait(seconds)

    def gather(self, seconds: float) -> None:
        self.all_written.wait(_SECONDS)
        super().gather(seconds)


def test_a_burst_from_another_thread_is_one_push(program: Program) -> None:
    wake = GatheringWake()
    loop = SyncLoop(program.engine, program.clock, wake, LoopTimes(watch=_SECONDS, gather=0.0), lambda: 0.0)
    local = LocalTables(program.tables, program.replica, program.clock, wake)
    is_pushed = Event()
    thread = Thread(target=loop.run)
    thread.start()
    try:
        assert wake.waits.wait(_SECONDS)
        wake.waits.clear()
        before = pushes(program)
        program.world.faults.after("spreadsheets.batchUpdate", is_pushed.set)
        for row in range(1, _BURST + 1):
            local.write("table_0", {"row_id": row, "amount": row})
        wake.all_written.set()
        assert is_pushed.wait(_SECONDS)
        assert wake.waits.wait(_SECONDS)
    finally:
        wake.all_written.set()
        wake.stop()
        thread.join(_SECONDS)
    assert not thread.is_alive()
    assert pushes(program) == before + 1
    assert program.agrees()
