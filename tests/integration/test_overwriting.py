"""What people type while a batch is on its way, at the other end of a real wire."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.domain.errors import RemoteError
from sheetanchor.sandbox.pytest import RunningSandbox
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
