"""How many requests a pass sends, counted by the sandbox at the other end of the wire."""

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from sheetanchor import Column, Integer, Money, Table
from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.adapters.sheets.credentials import service_account_from_file
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.tables import LocalTables

ROWS = 40


def table(number: int) -> Table:
    columns = (Column("row_id", "Id", Integer(), required=True), Column("amount", "Amount", Money()))
    return Table(f"table_{number}", f"Table {number}", columns, key=("row_id",))


class Program:
    """A replica with any number of tables, and the real client to the sandbox."""

    def __init__(self, sandbox: RunningSandbox, folder: Path, tables: int) -> None:
        self._world = sandbox.world
        self.book = sandbox.world.create_spreadsheet("Counted")
        self.tables = tuple(table(number) for number in range(tables))
        for each in self.tables:
            self._fill(each)
        numbers, clock = count(1), FakeClock()
        self.replica = SqliteReplica(folder / "replica.db", self.tables, clock)
        key = service_account_from_file(sandbox.service_account(folder / "key.json"))
        self.sheet = GoogleSheet(self.book.spreadsheet_id, key, base_url=sandbox.url)
        self.engine = SyncEngine(
            self.tables, self.sheet, self.replica, clock, lambda: f"token{next(numbers)}"
        )
        self.local = LocalTables(self.tables, self.replica, clock, FakeWake(clock))

    def _fill(self, table: Table) -> None:
        sheet = self.book.add_sheet(table.tab)
        for column, header in enumerate(("Id", "Amount")):
            sheet.type_cell(0, column, header)
        for row in range(1, ROWS + 1):
            sheet.type_cell(row, 0, str(row))
            sheet.type_cell(row, 1, "10.50")

    def close(self) -> None:
        self.replica.close()
        self.sheet.close()

    def requests_of_a_pass(self) -> Mapping[str, int]:
        """By call; signing in is counted apart."""
        before = Counter(self._world.recorder.by_call())
        self.engine.run_pass()
        counted = Counter(self._world.recorder.by_call()) - before
        return {call: number for call, number in counted.items() if call != "token"}


@pytest.fixture(params=[1, 12])
def program(request: pytest.FixtureRequest, sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Program]:
    program = Program(sandbox, tmp_path, request.param)
    program.engine.run_pass()
    program.engine.run_pass()
    yield program
    program.close()


def test_nothing_changed_is_one_request_to_drive(program: Program) -> None:
    assert program.requests_of_a_pass() == {"drive.files.get": 1}


def test_a_changed_sheet_is_two_requests(program: Program) -> None:
    for each in program.tables:
        program.book[each.tab].type_at("B2", "11")
    assert program.requests_of_a_pass() == {"drive.files.get": 1, "spreadsheets.get": 1}
    for each in program.tables:
        assert program.replica.snapshot(each.name)[(1,)].values["amount"] == Decimal(11)


def test_pending_rows_are_at_most_four_requests_and_then_three(program: Program) -> None:
    for amount, most in ((20, 4), (21, 3)):
        for each in program.tables:
            for row in range(1, ROWS, 2):
                program.local.write(each.name, {"row_id": row, "amount": Decimal(amount)})
            program.local.write(each.name, {"row_id": 1000 + amount, "amount": Decimal(1)})
        sent = program.requests_of_a_pass()
        assert sent["spreadsheets.batchUpdate"] == 1
        assert sum(sent.values()) <= most
    for each in program.tables:
        assert program.book[each.tab].shown_at("B2") == "21"
        assert program.book[each.tab].shown_at("B3") == "10.5"
        assert not any(row.is_pending for row in program.replica.snapshot(each.name).values())
