"""A spreadsheet, a replica and an engine between them, all in memory."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.adapters.memory.tab import MemoryTab
from sheetanchor.adapters.memory.wake import FakeWake
from sheetanchor.domain.sync.fence import next_step
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from sheetanchor.plugins import dynamic_rates, employee_settings, ranks
from sheetanchor.ports.sheet import Sheet
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.sync.report import PassReport, TableReport
from sheetanchor.services.sync.status import StatusReader
from sheetanchor.services.tables import LocalTables

NOON = datetime(2025, 11, 1, 12, tzinfo=UTC)
SETTINGS = employee_settings.TABLE
RATES = dynamic_rates.TABLE
RANKS = ranks.TABLE


class World:
    """The three reference tables, filled as a boss would have filled them."""

    def __init__(
        self, *tables: Table, sheet: MemorySheet | None = None, beside: "World | None" = None
    ) -> None:
        """sheet: instead of a plain one. beside: another program with the same spreadsheet."""
        self.tables = tables or (SETTINGS, RATES, RANKS)
        self.clock = FakeClock(NOON)
        self._tokens: Iterator[int] = count(1) if beside is None else beside._tokens
        if beside is None:
            self.sheet = sheet or MemorySheet()
            self.settings = self._add(
                SETTINGS, [["1001", "15.00", "8.0"], [Decimal(1002), Decimal(18), Decimal(10)]]
            )
            self.rates = self._add(
                RATES, [["0", "499.99", "0"], ["500", "999.99", "2"], ["1000", "999999", "4"]]
            )
            self.ranks = self._add(
                RANKS, [["Rookie", "0", "1999.99", "", "none"], ["Hustler", "2000", "999999"]]
            )
            self.sheet.push([], next_step(None, "setup"))
            self.sheet.calls.clear()
            self.sheet.pushed.clear()
        else:
            self.sheet, self.settings = beside.sheet, beside.settings
            self.rates, self.ranks = beside.rates, beside.ranks
        self.replica = MemoryReplica(self.tables)
        self.wake = FakeWake(self.clock)
        self.engine = self.new_engine()
        self.local = LocalTables(self.tables, self.replica, self.clock, self.wake)
        self.status = StatusReader(self.tables, self.replica)

    def new_engine(
        self,
        sheet: Sheet | None = None,
        follow_ups: Sequence[Callable[[], object]] = (),
        spreadsheet: str | None = None,
    ) -> SyncEngine:
        """Another worker on the same replica and the same sheet, or on what wraps it."""
        numbers, name = self._tokens, next(self._tokens)
        return SyncEngine(
            self.tables,
            sheet or self.sheet,
            self.replica,
            self.clock,
            lambda: f"token{name}x{next(numbers)}",
            follow_ups=follow_ups,
            spreadsheet=spreadsheet,
        )

    def _add(self, table: Table, rows: list[list[Any]]) -> MemoryTab:
        return self.sheet.add_tab(table.tab, [[column.header for column in table.columns], *rows])

    def sync(self, passes: int = 1) -> PassReport:
        """As many passes as told, a second after each other; the last one's report."""
        for _ in range(passes - 1):
            self.engine.run_pass()
            self.clock.advance(1)
        return self.engine.run_pass()

    def report(self, table: Table = SETTINGS) -> TableReport:
        """What one pass does to a table."""
        return next(report for report in self.sync().tables if report.table == table.name)

    def rows(self, table: Table = SETTINGS) -> Mapping[Key, Row]:
        return self.replica.snapshot(table.name)

    def wage(self, employee_id: int) -> Decimal:
        """The wage in the replica."""
        value = self.rows()[(employee_id,)].values["hourly_wage"]
        assert isinstance(value, Decimal)
        return value

    def place(self, employee_id: int) -> int:
        """The grid row of an employee."""
        for place, row in enumerate(self.settings.values()):
            if row and str(row[0]) == str(employee_id):
                return place
        raise KeyError(employee_id)

    def type_wage(self, employee_id: int, value: Any) -> None:
        """The boss types a wage."""
        self.settings.type(self.place(employee_id), "Hourly wage", value)

    def sheet_wage(self, employee_id: int) -> Any:
        return self.settings.cell(self.place(employee_id), "Hourly wage").value

    def quiet(self) -> None:
        """Passes until the sheet is as it was read; then two more that must not write."""
        self.sync(4)
        pushes = len(self.sheet.pushed)
        self.sync(2)
        assert len(self.sheet.pushed) == pushes
