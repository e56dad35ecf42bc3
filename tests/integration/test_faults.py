"""Google's bad days: what each costs, how it is told, and that it ends by itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sheetanchor.domain.errors import OperatorError, RemoteError, SheetanchorError
from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.world import World
from sheetanchor.services.sync import facts
from tests.integration.program import Program

Fault = Callable[[World, str, int], object]

FAULTS: dict[str, Fault] = {
    "429": lambda world, call, times: world.faults.fail(429, call, times=times),
    "500": lambda world, call, times: world.faults.fail(500, call, times=times),
    "500 after applying": lambda world, call, times: world.faults.fail(500, call, times=times, applied=True),
    "503": lambda world, call, times: world.faults.fail(503, call, times=times),
    "reset": lambda world, call, times: world.faults.reset(call, times=times),
    "reset after applying": lambda world, call, times: world.faults.reset(call, times=times, applied=True),
    "timeout": lambda world, call, times: world.faults.time_out(call, times=times),
    "timeout after applying": lambda world, call, times: world.faults.time_out(
        call, times=times, applied=True
    ),
    "truncated": lambda world, call, times: world.faults.truncate(call, times=times),
    "truncated, length kept": lambda world, call, times: world.faults.truncate(
        call, times=times, honest=True
    ),
    "html": lambda world, call, times: world.faults.html(call, status=200, times=times),
    "html 502 after applying": lambda world, call, times: world.faults.html(call, times=times, applied=True),
    "delivered late": lambda world, call, times: world.faults.delay_delivery(call, times=times),
    "delivered twice": lambda world, call, times: world.faults.duplicate(call, times=times),
}
CALLS = ("drive.files.get", "spreadsheets.get", "spreadsheets.batchUpdate")


@pytest.fixture
def program(sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Program]:
    program = Program(sandbox, tmp_path, 1, patience=3.0)
    program.engine.run_pass()
    program.engine.run_pass()
    yield program
    program.close()


def passes(program: Program, count: int) -> list[SheetanchorError]:
    """As many passes as told; the errors on the way."""
    errors: list[SheetanchorError] = []
    for _ in range(count):
        try:
            program.engine.run_pass()
        except RemoteError as error:
            errors.append(error)
    return errors


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", FAULTS)
def test_after_a_fault_both_sides_hold_everything_once(program: Program, fault: str, call: str) -> None:
    program.write(1, 20)
    program.write(1000, 30)
    FAULTS[fault](program.world, call, 1)
    passes(program, 3)
    program.world.faults.deliver_late()
    passes(program, 3)
    assert program.agrees()
    amounts = program.amounts()
    assert (amounts["1"], amounts["2"], amounts["1000"]) == ("20", "10.5", "30")
    assert len(amounts) == 41
    assert program.replica.state(facts.LAST_ERROR) is None
    assert program.replica.conflicts(10) == ()


@pytest.mark.parametrize("fault", ["429", "503", "reset", "truncated", "html"])
def test_a_long_fault_is_bounded_told_and_ends_by_itself(program: Program, fault: str) -> None:
    program.write(1, 20)
    FAULTS[fault](program.world, "", 100)
    sent = program.requests_of(lambda: passes(program, 1))
    assert sum(sent.values()) <= 5
    assert program.replica.state(facts.LAST_ERROR) is not None
    assert program.replica.snapshot("table_0")[(1,)].is_pending
    program.world.faults.clear()
    assert passes(program, 2) == []
    assert program.agrees()


def test_a_short_429_is_waited_for_within_one_pass(program: Program) -> None:
    program.write(1, 20)
    program.world.faults.fail(429, "spreadsheets.batchUpdate", times=2)
    assert passes(program, 1) == []
    assert program.amounts()["1"] == "20"


def test_an_expired_token_is_renewed_without_a_word(program: Program) -> None:
    program.world.tokens.revoke_issued()
    program.write(1, 20)
    assert passes(program, 2) == []
    assert program.agrees()


@pytest.mark.parametrize(("status", "call", "most"), [(403, "spreadsheets.get", 2), (401, "drive", 4)])
def test_refused_access_is_the_operators_and_is_not_hammered(
    program: Program, status: int, call: str, most: int
) -> None:
    program.write(1, 20)
    program.world.faults.fail(status, call, times=100)

    def attempt() -> None:
        with pytest.raises(OperatorError):
            program.engine.run_pass()

    assert sum(program.requests_of(attempt).values()) <= most
    program.world.faults.clear()
    assert passes(program, 2) == []
    assert program.agrees()


def test_a_person_who_edits_between_our_read_and_our_write_loses_nothing(program: Program) -> None:
    program.write(1, 20)
    sheet = program.book["Table 0"]
    program.world.faults.before("spreadsheets.batchUpdate", lambda: sheet.type_at("B2", "77"))
    passes(program, 3)
    assert program.agrees()
    assert program.amounts()["1"] == "77"
    assert len(program.replica.conflicts(10)) == 1


def test_a_sheet_sorted_between_our_read_and_our_write_is_put_right(program: Program) -> None:
    for row in range(1, 11):
        program.write(row, 100 + row)
    sheet = program.book["Table 0"]
    program.world.faults.before("spreadsheets.batchUpdate", lambda: sheet.insert_rows(1, 1))
    passes(program, 4)
    assert program.agrees()
    assert [program.amounts()[str(row)] for row in (1, 10, 11)] == ["101", "110", "10.5"]
    assert len(program.amounts()) == 40


def test_a_spreadsheet_restored_to_an_older_version_is_left_alone_until_a_person_decides(
    program: Program,
) -> None:
    before = program.world.snapshot()
    program.write(1, 20)
    passes(program, 2)
    newest = program.world.snapshot()
    program.world.restore(before)
    program.write(2, 30)
    passes(program, 4)
    assert program.replica.pauses().keys() == {"table_0"}
    assert (program.amounts()["1"], program.amounts()["2"]) == ("10.5", "10.5")
    assert program.replica.snapshot("table_0")[(1,)].values["amount"] == 20
    program.world.restore(newest)
    passes(program, 3)
    assert dict(program.replica.pauses()) == {}
    assert program.agrees()
    assert program.amounts()["2"] == "30"


def test_a_version_from_before_the_first_pass_is_left_alone_as_well(
    sandbox: RunningSandbox, tmp_path: Path
) -> None:
    program = Program(sandbox, tmp_path, 1)
    first = program.world.snapshot()
    passes(program, 2)
    program.write(1000, 5)
    passes(program, 2)
    newest = program.world.snapshot()
    program.world.restore(first)
    passes(program, 3)
    assert program.replica.pauses().keys() == {"table_0"}
    assert (1000,) in program.replica.snapshot("table_0")
    assert not any(sheet.hidden for sheet in program.book.sheets)
    program.world.restore(newest)
    passes(program, 3)
    assert dict(program.replica.pauses()) == {}
    assert program.agrees()
    program.close()


def test_a_restart_between_sending_and_confirming_doubles_nothing(program: Program) -> None:
    program.write(1000, 30)
    program.world.faults.reset("spreadsheets.batchUpdate", applied=True)
    passes(program, 1)
    program.restart()
    passes(program, 3)
    assert program.agrees()
    assert len(program.amounts()) == 41
