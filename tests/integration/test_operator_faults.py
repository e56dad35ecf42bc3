"""What an operator has to mend: what it costs, what status and log say, and that it ends by itself then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sheetanchor.adapters.sqlite.sync_log import SqliteSyncLog
from sheetanchor.domain.errors import OperatorError
from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.loop import LoopTimes, SyncLoop
from sheetanchor.services.sync.status import StatusReader
from tests.integration.program import Program

TIMES = LoopTimes()
Fault = Callable[[Program], Callable[[], object]]


def unshare(program: Program) -> Callable[[], object]:
    """The boss takes the account off the list of editors, and puts it there again."""
    file = program.world.drive.files[program.book.spreadsheet_id]
    file.private = True
    return lambda: setattr(file, "private", False)


def delete(program: Program) -> Callable[[], object]:
    """The file is deleted for good, and a backup of the whole drive brings it back."""
    state = program.world.snapshot()
    program.world.delete_file(program.book.spreadsheet_id)
    return lambda: program.world.restore(state)


def fail(status: int, call: str) -> Fault:
    def begin(program: Program) -> Callable[[], object]:
        program.world.faults.fail(status, call, times=None)
        return program.world.faults.clear

    return begin


FAULTS: dict[str, tuple[Fault, str]] = {
    "unshared": (unshare, "HTTP 404: File not found"),
    "deleted": (delete, "HTTP 404: File not found"),
    "unreadable": (fail(403, "spreadsheets.get"), "HTTP 403: The caller does not have permission"),
    "unwritable": (fail(403, "spreadsheets.batchUpdate"), "HTTP 403: The caller does not have permission"),
    "no drive": (fail(404, "drive.files.get"), "HTTP 404: File not found"),
    "no sign-in": (fail(401, ""), "401"),
}
SHARE = "share it with the service account's address as an editor"
REMEDIES = {**dict.fromkeys(FAULTS, SHARE), "no sign-in": "check the service account's file"}


@pytest.fixture
def program(sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Program]:
    program = Program(sandbox, tmp_path, 1)
    program.engine.run_pass()
    program.engine.run_pass()
    yield program
    program.close()


@pytest.fixture(params=FAULTS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@contextmanager
def broken(program: Program, name: str) -> Iterator[None]:
    """A local write waits while it lasts."""
    program.write(1, 20)
    mend = FAULTS[name][0](program)
    yield
    mend()


def attempt(program: Program) -> None:
    with pytest.raises(OperatorError):
        program.engine.run_pass()


def log_of(program: Program) -> list[str]:
    entries = SqliteSyncLog(program.replica.database, program.clock).recent(9)
    return [entry.message for entry in entries if entry.status == "failed"]


def test_nothing_is_lost_and_it_goes_on_when_it_is_mended(program: Program, name: str) -> None:
    rows = program.replica.snapshot("table_0")
    with broken(program, name):
        for _ in range(3):
            attempt(program)
        left = program.replica.snapshot("table_0")
        assert {key: row.values for key, row in left.items() if key != (1,)} == {
            key: row.values for key, row in rows.items() if key != (1,)
        }
        assert left[(1,)].is_pending
    for _ in range(2):
        program.engine.run_pass()
    assert program.agrees()
    assert program.amounts()["1"] == "20"
    assert program.replica.conflicts(9) == ()


def test_status_and_log_say_what_google_said_and_what_to_do(program: Program, name: str) -> None:
    with broken(program, name):
        attempt(program)
        state = StatusReader(program.tables, program.replica).read()
        assert state.last_error is not None
        for text in (state.last_error, *log_of(program)):
            for part in (FAULTS[name][1], "Nothing was read or written", REMEDIES[name]):
                assert part in text
        assert state.tables[0].pending == 1
        assert len(log_of(program)) == 1
    program.engine.run_pass()
    program.engine.run_pass()
    assert StatusReader(program.tables, program.replica).read().last_error is None


def test_it_is_not_hammered(program: Program, name: str) -> None:
    with broken(program, name):
        assert sum(program.requests_of(lambda: attempt(program)).values()) <= 4


def test_the_loop_asks_seldom_and_comes_back_by_itself(program: Program, name: str) -> None:
    program.write(1, 20)
    mend = FAULTS[name][0](program)
    tries = 3

    def meanwhile() -> None:
        """It is mended while the loop waits after the last of the tries, and ends two passes later."""
        if len(program.wake.waits) == tries:
            mend()
        elif len(program.wake.waits) == tries + 2:
            program.wake.stop()

    program.wake.meanwhile = meanwhile
    SyncLoop(program.engine, program.clock, program.wake, TIMES, lambda: 1.0).run()
    assert program.wake.waits[:tries] == [TIMES.longest_backoff] * tries
    assert program.agrees()
    assert program.amounts()["1"] == "20"


def test_while_it_may_only_read_edits_of_people_still_reach_the_replica(program: Program) -> None:
    with broken(program, "unwritable"):
        attempt(program)
        program.book["Table 0"].type_at("B3", "77")
        attempt(program)
        assert program.replica.snapshot("table_0")[(2,)].values["amount"] == 77
        assert program.replica.state(facts.INTENT) is None


def test_a_short_429_is_waited_for_as_long_as_it_asks(program: Program) -> None:
    program.write(1, 20)
    program.world.faults.fail(429, "spreadsheets.batchUpdate", times=1, retry_after=20)
    started = program.clock.monotonic()
    program.engine.run_pass()
    assert program.clock.monotonic() - started >= 20
    assert program.amounts()["1"] == "20"


def test_a_long_429_is_left_to_the_loop_which_waits_as_long_as_it_asks(program: Program) -> None:
    program.write(1, 20)
    program.world.faults.fail(429, "spreadsheets.batchUpdate", times=1, retry_after=500)
    loop = SyncLoop(program.engine, program.clock, program.wake, TIMES, lambda: 1.0)
    delays: list[float] = []
    sent = program.requests_of(lambda: delays.append(loop.turn()))
    assert sent["spreadsheets.batchUpdate"] == 1
    assert delays == [500]
    assert program.replica.state(facts.LAST_ERROR) is not None
    assert loop.turn() == TIMES.watch
    assert program.amounts()["1"] == "20"
