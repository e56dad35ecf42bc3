"""What people type while a batch is on its way, at the other end of a real wire."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.domain.errors import RemoteError
from sheetanchor.domain.sync.fence import FenceStep
from sheetanchor.ports.sheet import TabWrite, TabWritten
from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.sheets.cells import Formula
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.tables import LocalTables
from tests.integration.program import Program

PUSH = "spreadsheets.batchUpdate"


@pytest.fixture
def program(sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Program]:
    program = Program(sandbox, tmp_path, 1, patience=3.0)
    program.engine.run_pass()
    program.engine.run_pass()
    yield program
    program.close()


@pytest.fixture
def tab(program: Program) -> Sheet:
    return program.book["Table 0"]


@pytest.fixture
def other(program: Program, tmp_path: Path) -> Iterator[tuple[SyncEngine, LocalTables]]:
    """Another program with a replica of its own at the same spreadsheet."""
    replica = SqliteReplica(tmp_path / "other.db", program.tables, program.clock)
    engine = SyncEngine(program.tables, program.sheet, replica, program.clock, program.new_token)
    engine.run_pass()
    yield engine, LocalTables(program.tables, replica, program.clock, program.wake)
    replica.close()


def test_an_edit_is_not_lost_where_the_answer_is_and_another_program_wrote_since(
    program: Program, tab: Sheet, other: tuple[SyncEngine, LocalTables]
) -> None:
    engine, local = other
    program.write(1, 20)
    program.world.faults.before(PUSH, lambda: tab.type_at("B2", "77"))
    program.world.faults.reset(PUSH, applied=True)
    with pytest.raises(RemoteError):
        program.engine.run_pass()
    for row in range(2, 6):
        local.write("table_0", {"row_id": row, "amount": Decimal(33)})
        engine.run_pass()
    program.engine.run_pass()
    program.engine.run_pass()
    assert tab.shown_at("B2") == "77"
    assert program.replica.snapshot("table_0")[(1,)].values["amount"] == Decimal(77)
    assert program.replica.conflicts(10)[0].conflict.local == {"amount": Decimal(20)}
    assert program.agrees()


def formula_at(tab: Sheet, row: int) -> str | None:
    """What was entered in column B, where it is a formula."""
    entered = tab.grid.cell(row - 1, 1).entered
    return entered.text if isinstance(entered, Formula) else None


def passes(program: Program, count: int = 4) -> None:
    for _ in range(count):
        program.engine.run_pass()


@pytest.mark.parametrize(
    ("typed", "shown"), [("=70+7", "77"), ("=A2*3", "3"), ("=SUM(B4:B5)+$A$3", "23"), ("=1/0", "#DIV/0!")]
)
def test_a_formula_typed_over_stands_again_as_it_was(
    program: Program, tab: Sheet, typed: str, shown: str
) -> None:
    program.write(1, 20)
    program.world.faults.before(PUSH, lambda: tab.type_at("B2", typed))
    passes(program)
    assert (formula_at(tab, 2), tab.shown_at("B2")) == (typed, shown)


def test_a_formula_in_a_row_that_moved_under_our_write_stands_again(program: Program, tab: Sheet) -> None:
    tab.type_at("B10", "=A10*5")
    passes(program)
    program.write(5, 55)
    program.world.faults.before(PUSH, lambda: tab.delete_rows(5, 4))
    passes(program, 6)
    assert (tab.shown_at("A6"), formula_at(tab, 6), tab.shown_at("B6")) == ("9", "=A6*5", "45")
    assert program.replica.snapshot("table_0")[(9,)].values["amount"] == Decimal(45)
    assert program.replica.conflicts(10, only_open=True) == ()


def test_a_formula_whose_rows_are_elsewhere_by_now_is_told_to_a_person(program: Program, tab: Sheet) -> None:
    program.write(1, 20)
    program.world.faults.before(PUSH, lambda: tab.type_at("B2", "=SUM(B4:B5)"))
    push, faults = program.sheet.push, program.world.faults

    def then_insert(writes: Sequence[TabWrite], step: FenceStep) -> tuple[TabWritten, ...]:
        written = push(writes, step)
        program.sheet.push = push  # type: ignore[method-assign]
        faults.before("spreadsheets.get", lambda: tab.insert_rows(1, 1))
        return written

    program.sheet.push = then_insert  # type: ignore[method-assign]
    passes(program, 6)
    assert (formula_at(tab, 3), tab.shown_at("B3")) == (None, "21")
    (kept,) = program.replica.conflicts(10, only_open=True)
    assert (kept.conflict.typed, kept.conflict.address) == ("=SUM(B4:B5)", "B3")
