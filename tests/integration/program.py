"""A program on a real wire: engine, SQLite replica and Google client against a sandbox."""

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import count
from pathlib import Path

from sheetanchor import Column, Integer, Money, Table
from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.adapters.sheets.client import Timeouts
from sheetanchor.adapters.sheets.credentials import service_account_from_file
from sheetanchor.adapters.sheets.sheet import GoogleSheet
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.bot.sheet import spending
from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.services.sync.budget import CallBudget, PushFirst
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.sync.pending import SendableWork
from sheetanchor.services.sync.tally import RequestTally
from sheetanchor.services.tables import LocalTables

ROWS = 40


def table(number: int) -> Table:
    columns = (Column("row_id", "Id", Integer(), required=True), Column("amount", "Amount", Money()))
    return Table(f"table_{number}", f"Table {number}", columns, key=("row_id",))


class Program:
    """A replica with any number of tables, each of ROWS rows in its tab. Waiting takes no time."""

    def __init__(
        self,
        sandbox: RunningSandbox,
        folder: Path,
        tables: int,
        *,
        patience: float = 60.0,
        is_thrifty: bool = False,
    ) -> None:
        """patience: seconds until an answer that does not come is given up. is_thrifty: keeps a budget."""
        self._patience, self._is_thrifty = patience, is_thrifty
        self.world = sandbox.world
        self.book = sandbox.world.create_spreadsheet("Counted")
        self.tables = tuple(table(number) for number in range(tables))
        for each in self.tables:
            self._fill(each)
        self._folder, self._sandbox = folder, sandbox
        self._tokens = count(1)
        self.clock = FakeClock()
        self.wake = FakeWake(self.clock)
        self._open()

    def _open(self) -> None:
        self.replica = SqliteReplica(self._folder / "replica.db", self.tables, self.clock)
        key = service_account_from_file(self._sandbox.service_account(self._folder / "key.json"))
        self.budget = CallBudget(self.replica, self.clock)
        self.sheet = GoogleSheet(
            self.book.spreadsheet_id,
            key,
            base_url=self._sandbox.url,
            timeouts=Timeouts(connect=10.0, read=self._patience),
            sleep=self.clock.advance,
            monotonic=self.clock.monotonic,
            spend=spending(self.budget, RequestTally()) if self._is_thrifty else lambda _: None,
        )
        first = PushFirst(self.sheet, SendableWork(self.tables, self.replica))
        self.engine = SyncEngine(self.tables, first, self.replica, self.clock, self.new_token)
        self.local = LocalTables(self.tables, self.replica, self.clock, self.wake)

    def new_token(self) -> str:
        return f"token{next(self._tokens)}"

    def _fill(self, table: Table) -> None:
        sheet = self.book.add_sheet(table.tab)
        for column, header in enumerate(("Id", "Amount")):
            sheet.type_cell(0, column, header)
        for row in range(1, ROWS + 1):
            sheet.type_cell(row, 0, str(row))
            sheet.type_cell(row, 1, "10.50")

    def restart(self) -> None:
        """As after a kill: what was not committed is gone, all else is opened anew."""
        self.close()
        self._open()

    def close(self) -> None:
        self.replica.close()
        self.sheet.close()

    def write(self, row_id: int, amount: int, number: int = 0) -> None:
        self.local.write(self.tables[number].name, {"row_id": row_id, "amount": Decimal(amount)})

    def amounts(self, number: int = 0) -> dict[str, str]:
        """What the sheet shows, by id."""
        sheet = self.book[self.tables[number].tab]
        lines = [(sheet.shown_at(f"A{row}"), sheet.shown_at(f"B{row}")) for row in range(2, ROWS + 12)]
        return {name: amount for name, amount in lines if name}

    def agrees(self, number: int = 0) -> bool:
        """Whether nothing is pending and both sides hold the same."""
        rows = self.replica.snapshot(self.tables[number].name).values()
        local = {str(row.values["row_id"]): Decimal(str(row.values["amount"])) for row in rows}
        sheet = {name: Decimal(amount) for name, amount in self.amounts(number).items()}
        return local == sheet and not any(row.is_pending for row in rows)

    def requests_of(self, action: Callable[[], object]) -> Mapping[str, int]:
        """By call; signing in is counted apart."""
        before = Counter(self.world.recorder.by_call())
        action()
        counted = Counter(self.world.recorder.by_call()) - before
        return {call: number for call, number in counted.items() if call != "token"}
