"""A local write wakes the loop, and a burst shares one push: real threads, a real wire."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest

from sheetanchor.adapters.system.wake import ThreadWake
from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.services.sync.loop import LoopTimes, SyncLoop
from sheetanchor.services.tables import LocalTables
from tests.integration.program import ROWS, Program

_SECONDS = 30.0


@pytest.fixture
def program(sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Program]:
    program = Program(sandbox, tmp_path, 1)
    program.engine.run_pass()
    program.engine.run_pass()
    yield program
    program.close()


@contextmanager
def running_loop(program: Program, times: LoopTimes) -> Iterator[LocalTables]:
    wake = ThreadWake()
    loop = SyncLoop(program.engine, program.clock, wake, times, lambda: 0.0)
    thread = Thread(target=loop.run)
    thread.start()
    try:
        yield LocalTables(program.tables, program.replica, program.clock, wake)
    finally:
        wake.stop()
        thread.join(_SECONDS)
        assert not thread.is_alive()


def until(look: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _SECONDS
    while not look():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def pushes(program: Program) -> int:
    return program.world.recorder.by_call().get("spreadsheets.batchUpdate", 0)


def test_a_burst_of_writes_shares_a_push(program: Program) -> None:
    """One push; a second one where the loop's very first pass ran into the burst."""
    with running_loop(program, LoopTimes(watch=_SECONDS, gather=1.0)) as local:
        until(lambda: "1" in program.amounts())
        before = pushes(program)
        for row in range(1, ROWS + 11):
            local.write("table_0", {"row_id": row, "amount": row})
        until(lambda: program.agrees() and program.amounts()["1"] == "1")
        assert before < pushes(program) <= before + 2


def test_an_edit_in_the_sheet_is_seen_at_the_next_look(program: Program) -> None:
    with running_loop(program, LoopTimes(watch=0.05)):
        program.book["Table 0"].type_at("B2", "77")
        until(lambda: program.replica.snapshot("table_0")[(1,)].values["amount"] == 77)
