"""What a batch overwrote unseen and nobody can put back: kept as a question, so that a person can."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sheetanchor.domain.sync.debts import CellDebt, Line, RowDebt, line_of, row_cells, row_formulas
from sheetanchor.domain.sync.decode import readable_columns
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.sync.tab import Tab, address
from sheetanchor.domain.tables.cells import EMPTY, Cell
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.schema import Table, header_key
from sheetanchor.domain.tables.values import Key, Value, Values
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync.compose import OwingTab


def keep_what_is_left(tx: Transaction, table: Table, owing: OwingTab, at: datetime) -> None:
    """Keep what will not be written back any more; what had been read before is in the history."""
    for debt in (*owing.void, *owing.lost):
        if not debt.was_read:
            _keep(tx, LostCell(table, owing.tab, debt), at)
    for place, row in owing.back:
        for debt in _differences(table, owing.tab, place, row):
            lost = LostCell(table, owing.tab, debt)
            if not _is_agreed(tx, lost):
                _keep(tx, lost, at)


def _differences(table: Table, tab: Tab, place: int, debt: RowDebt) -> Iterator[CellDebt]:
    """Our cells in which a row that somebody else brought back is not the one that we took away unseen."""
    cells, formulas = row_cells(tab, debt), row_formulas(tab, debt)
    header, line = line_of(tab, 0, tab.column_count), line_of(tab, place, tab.column_count)
    for column in readable_columns(table, tab).values():
        owed, formula = cells.get(column, EMPTY).value, formulas.get(column)
        if owed != line[column] or (formula is not None and not tab.cell(place, column).is_formula):
            yield CellDebt(table.name, place, column, line[column], owed, line, header, formula=formula)


def _is_agreed(tx: Transaction, lost: "LostCell") -> bool:
    """Whether nobody had edited the cell that is owed."""
    agreed = None if lost.key is None else tx.base(lost.table.name).get(lost.key)
    if agreed is None or not lost.sheet or lost.debt.formula is not None:
        return False
    known = {name: cell.value for name, cell in agreed.cells.items()}
    return all(known.get(name) == value for name, value in lost.sheet.items())


def _keep(tx: Transaction, lost: "LostCell", at: datetime) -> None:
    """Somebody changed the row since it was overwritten, or what a formula names is elsewhere by now.

    It is kept as a conflict where it is known which row that was, and in the log as it was typed.
    """
    if lost.key is not None:
        tx.keep_conflict(lost.conflict(lost.key), at)
    message = (
        f"{lost.shown!r} was typed into {lost.address} while {Cell(lost.debt.wrote).shown()!r} was written "
        "there, and the row was changed again since. It was not put back; type it again where it belongs."
    )
    tx.log(SyncLogEntry(at, lost.table.name, "push", "overwritten", rows=1, message=message))


@dataclass(frozen=True)
class LostCell:
    """One cell that somebody wrote and nobody put back, as both sides of a conflict.

    is_known: whether it is known what stood there.
    """

    table: Table
    tab: Tab
    debt: CellDebt
    is_known: bool = True

    @property
    def address(self) -> str:
        """Where it stood."""
        return address(self.debt.place, self.debt.column)

    def conflict(self, key: Key) -> Conflict:
        """The question to a person; of a list the whole row, as in all its conflicts."""
        return Conflict(
            table=self.table.name,
            key=key,
            field=None if self.table.is_whole else self._field,
            loss=Loss.OVERWRITTEN,
            sheet=self.sheet,
            local=self._values(self.debt.line),
            winner=None,
            address=self.address,
            typed=self.shown if self.is_known and (self.debt.formula or not self.sheet) else None,
        )

    @property
    def shown(self) -> str:
        """What stood there as people see it: a formula by its text."""
        formula = self.debt.formula
        return Cell(self.debt.owed).shown() if formula is None else formula.text

    @cached_property
    def key(self) -> Key | None:
        """Of its row; None where that cannot be read."""
        if self.table.is_whole:
            return (self._number,)
        key = self._read(self.table.key, self.debt.line)
        return None if key is None or None in key.values() else tuple(key.values())

    @cached_property
    def sheet(self) -> Values:
        """What stood there by field; empty where that is no value, none of ours, or not known."""
        if not self.is_known or (self.debt.formula is not None and self.debt.formula.error is not None):
            return {}
        line = list(self.debt.line)
        line[self.debt.column] = self.debt.owed
        return self._values(tuple(line))

    def _values(self, line: Line) -> Values:
        fields = tuple(self.table.by_field) if self.table.is_whole else (self._field,)
        known = [field for field in fields if field is not None]
        return {} if self._field is None else self._read(known, line) or {}

    @property
    def _number(self) -> int:
        """Of a row of a list: how many rows stand above it."""
        ours = readable_columns(self.table, self.tab).values()
        above = range(1, self.debt.place)
        return sum(any(not self.tab.cell(place, column).is_empty for column in ours) for place in above)

    @property
    def _field(self) -> str | None:
        return next((name for name, column in self._columns.items() if column == self.debt.column), None)

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        """Our columns under the header row of the time."""
        places = {header_key(str(header)): column for column, header in enumerate(self.debt.header)}
        headers = {column.field: header_key(column.header) for column in self.table.columns}
        return {field: places[header] for field, header in headers.items() if header in places}

    def _read(self, fields: Sequence[str], line: Line) -> dict[str, Value] | None:
        """The values of a row, None where one of them means nothing."""
        try:
            return {field: self._value(field, line) for field in fields}
        except (CellRefusedError, KeyError):
            return None

    def _value(self, field: str, line: Line) -> Value:
        column, place = self.table.by_field[field], self._columns[field]
        cell = Cell(line[place] if place < len(line) else None, self.tab.cell(self.debt.place, place).format)
        return column.default if cell.is_empty else column.kind.read(cell)
