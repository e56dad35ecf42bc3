"""A person protects cells: what that costs, who is blamed, and that it ends when the protection is lifted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox
from tests.integration.program import ROWS, Program


@pytest.fixture
def program(sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Program]:
    program = Program(sandbox, tmp_path, 2)
    for _ in range(2):
        program.engine.run_pass()
    yield program
    program.close()


def pending(program: Program, number: int = 0) -> list[object]:
    rows = program.replica.snapshot(f"table_{number}").items()
    return [key[0] for key, row in rows if row.is_pending]


def lift(program: Program, number: int = 0) -> None:
    """And type something elsewhere, for that moves the version on as well."""
    sheet = program.book[f"Table {number}"]
    sheet.state.protected_ranges.clear()
    sheet.type_at("D2", "lifted")


def test_a_protected_cell_is_found_by_one_refusal_and_named(program: Program) -> None:
    program.book["Table 0"].protect("B6:B6")
    for row in range(1, ROWS + 1):
        program.write(row, 100 + row)
        program.write(row, 100 + row, 1)
    sent = program.requests_of(program.engine.run_pass)
    assert sent["spreadsheets.batchUpdate"] <= 3
    assert (pending(program), pending(program, 1)) == ([5], [])
    (held,) = program.replica.held("table_0")
    assert (held.address, held.key) == ("B6", (5,))
    assert "'105' of the program: You are trying to edit a protected cell" in held.reason


def test_a_protected_column_costs_a_few_requests_a_pass_and_delays_no_other_table(program: Program) -> None:
    program.book["Table 0"].protect("B:B")
    for row in range(1, ROWS + 1):
        program.write(row, 100 + row)
    program.write(1, 7, 1)
    sent = program.requests_of(program.engine.run_pass)
    assert sum(sent.values()) <= 30
    assert program.agrees(1)
    for _ in range(6):
        program.engine.run_pass()
    assert len(program.replica.held("table_0")) == ROWS
    assert program.requests_of(program.engine.run_pass) == {"drive.files.get": 1}


def test_what_is_held_goes_on_its_way_when_the_protection_is_lifted(program: Program) -> None:
    program.book["Table 0"].protect("B:B")
    for row in range(1, ROWS + 1):
        program.write(row, 100 + row)
    for _ in range(6):
        program.engine.run_pass()
    lift(program)
    program.engine.run_pass(full=True)
    program.engine.run_pass()
    assert program.agrees()
    assert program.amounts()["40"] == "140"
    assert program.replica.held("table_0") == ()


def test_a_cell_that_is_owed_and_protected_stops_no_other(program: Program) -> None:
    sheet = program.book["Table 1"]
    program.write(1, 20, 1)
    program.world.faults.before("spreadsheets.batchUpdate", lambda: sheet.type_at("B2", "77"))
    program.world.faults.after("spreadsheets.batchUpdate", lambda: sheet.protect("B2:B2"))
    program.engine.run_pass()
    for row in (3, 7):
        program.write(row, 9, 1)
    program.write(5, 9)
    program.engine.run_pass()
    assert (pending(program), pending(program, 1)) == ([], [])
    (held,) = program.replica.held("table_1")
    assert (held.address, held.key) == ("B2", (1,))
    assert program.replica.held("table_0") == ()
    lift(program, 1)
    program.engine.run_pass(full=True)
    program.engine.run_pass()
    assert sheet.shown_at("B2") == "77"
    assert program.agrees(1)
