"""Both sides of a table, and what a plan does to them: the smallest thing that can sync."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, decode
from sheetanchor.domain.sync.full_replace import plan_full_replace
from sheetanchor.domain.sync.incremental import plan_incremental
from sheetanchor.domain.sync.outcomes import Conflict, RowInsert, RowUpdate, TablePlan
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellValue
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus, replaced_locally, written_locally
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Values

NOON = datetime(2025, 11, 1, 12, tzinfo=UTC)
FOREIGN = "Of the boss"


def held(value: CellValue, before: Cell = EMPTY) -> Cell:
    """A cell after a value was written: a number has become a double, the format stays."""
    shortest = Decimal(repr(float(value))) if isinstance(value, Decimal) else value
    return Cell(shortest, before.format)


@dataclass(eq=False)
class Line:
    """A row of the grid, which stays itself wherever it is moved."""

    cells: list[Cell] = field(default_factory=list)

    def at(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else EMPTY

    def put(self, column: int, cell: Cell) -> None:
        self.cells.extend([EMPTY] * (column + 1 - len(self.cells)))
        self.cells[column] = cell


class Sides:
    """A tab with a foreign column in its midst, a replica, and the base between them."""

    def __init__(self, table: Table) -> None:
        self.table = table
        headers = [column.header for column in table.columns]
        self.header = [headers[0], FOREIGN, *headers[1:]]
        self.lines: list[Line] = []
        self.local: dict[Key, Row] = {}
        self.base: dict[Key, BaseRow] = {}
        self.kept: list[Conflict] = []
        self.open: frozenset[Key] = frozenset()
        self._intent: tuple[TablePlan, dict[Key, Row]] | None = None

    def column(self, name: str) -> int:
        """The grid column of a field or of the foreign one."""
        headers = {column.field: column.header for column in self.table.columns}
        return self.header.index(headers.get(name, FOREIGN))

    def sheet(self) -> DecodedTab:
        """What the tab says now."""
        rows = (tuple(map(Cell, self.header)), *(tuple(line.cells) for line in self.lines))
        return decode(self.table, Tab(1, self.table.tab, 1000, 26, rows), self.base)

    def remote(self) -> dict[Key, Values]:
        return {row.key: row.values for row in self.sheet().rows}

    def mine(self) -> dict[Key, Values]:
        return {key: row.values for key, row in self.local.items()}

    def write(self, values: Mapping[str, object]) -> Row:
        """The program writes one row."""
        key = self.table.key_of(self.table.accept_key(values))
        self.local[key] = written_locally(self.table, self.local.get(key), values, NOON)
        return self.local[key]

    def replace(self, rows: Iterable[Mapping[str, object]]) -> None:
        """The program replaces a list."""
        after = replaced_locally(self.table, self.local, list(rows), NOON)
        self.local = {row.key: row for row in after}

    def plan(self) -> TablePlan:
        """The plan, guards aside."""
        strategy = plan_full_replace if self.table.is_whole else plan_incremental
        return strategy(self.sheet(), self.base, self.local)

    def resolve(self) -> None:
        """Find out that a batch without an answer was applied."""
        if self._intent is not None:
            self._confirm(*self._intent)
            self._intent = None

    def sync(self, *, is_applied: bool = True, is_answered: bool = True) -> TablePlan:
        """One pass. A batch may fail before it is applied, or its answer may be lost."""
        self.resolve()
        plan = self.plan()
        self._apply(plan)
        if is_applied and plan.has_push:
            self._push(plan)
            self._intent = (plan, dict(self.local))
            if is_answered:
                self.resolve()
        return plan

    def _apply(self, plan: TablePlan) -> None:
        for stored in plan.store:
            before = self.local.get(stored.key)
            version = 1 if before is None else before.version + (before.values != stored.values)
            self.local[stored.key] = Row(
                stored.key, stored.values, stored.status, Source.SHEETS, version, NOON
            )
        for key in plan.drop:
            del self.local[key]
        for key in plan.forget:
            self.base.pop(key, None)
        self.base |= {row.key: row for row in plan.base}
        self.kept += plan.conflicts
        self.open = frozenset(conflict.key for conflict in plan.conflicts if conflict.winner is None)

    def _push(self, plan: TablePlan) -> None:
        """Updates, then inserts and deletes; all places are those before the push."""
        lines = list(self.lines)
        for update in plan.updates:
            line = lines[update.place - 1]
            for column, value in update.cells.items():
                line.put(column, held(value, line.at(column)))
        gone = {id(lines[delete.place - 1]) for delete in plan.deletes}
        pushed: list[Line] = []
        for place in range(1, len(lines) + 2):
            pushed += [self._inserted(each, lines) for each in plan.inserts if each.before == place]
            pushed += [line for line in lines[place - 1 : place] if id(line) not in gone]
        self.lines = pushed

    def _inserted(self, insert: RowInsert, lines: Sequence[Line]) -> Line:
        """A new line with the formats of the one above, below the header with those of the one below."""
        below, model = Line(), Line()
        if lines:
            below = lines[0]
            model = lines[insert.before - 2] if insert.before > 1 else below
        line = Line([Cell(format=cell.format) for cell in model.cells])
        for column, value in insert.cells.items():
            line.put(column, held(value, line.at(column)))
        return line

    def _confirm(self, plan: TablePlan, sent: Mapping[Key, Row]) -> None:
        if self.table.is_whole:
            self.base = {key: self._whole_base(row) for key, row in sent.items()}
            self._settle(sent, sent)
            return
        changes: list[RowUpdate | RowInsert] = [*plan.updates, *plan.inserts]
        for change in changes:
            before = self.base[change.key].cells if change.key in self.base else {}
            cells = {**before, **_written(plan, change)}
            self.base[change.key] = BaseRow(change.key, cells, self.table.fingerprint)
            self._settle([change.key], sent)
        for delete in plan.deletes:
            self.base.pop(delete.key, None)

    def _whole_base(self, row: Row) -> BaseRow:
        cells = {name: BaseCell(value, EMPTY) for name, value in row.values.items()}
        return BaseRow(row.key, cells, self.table.fingerprint)

    def _settle(self, keys: Iterable[Key], sent: Mapping[Key, Row]) -> None:
        for key in keys:
            row = self.local.get(key)
            if row is not None and key in sent and row.version == sent[key].version:
                status = SyncStatus.CONFLICT if key in self.open else SyncStatus.SYNCED
                self.local[key] = replace(row, status=status)


def _written(plan: TablePlan, change: RowUpdate | RowInsert) -> dict[str, BaseCell]:
    """What both sides agree on now: the cells that were written, not those left to people."""
    return {
        name: BaseCell(value, held(change.cells[plan.columns[name]]))
        for name, value in change.values.items()
        if plan.columns[name] in change.cells
    }
