"""What a batch overwrote unseen and nobody can put back: kept, so that a person can."""

from collections.abc import Iterator
from datetime import datetime

from sheetanchor.domain.sync.debts import CellDebt, RowDebt, line_of, row_cells
from sheetanchor.domain.sync.decode import readable_columns
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.sync.tab import Tab, address
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellValue
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Column, Table, header_key
from sheetanchor.domain.tables.values import Value
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync.compose import OwingTab


def keep_what_is_left(tx: Transaction, table: Table, owing: OwingTab, at: datetime) -> None:
    """Keep what will not be written back any more."""
    for debt in owing.void:
        _keep_cell(tx, table, debt, at)
    for place, row in owing.back:
        for debt in _differences(table, owing.tab, place, row):
            if not _is_agreed(tx, table, debt):
                _keep_cell(tx, table, debt, at)


def _differences(table: Table, tab: Tab, place: int, debt: RowDebt) -> Iterator[CellDebt]:
    """Our cells in which a row that somebody else brought back is not the one that we took away unseen."""
    cells = row_cells(tab, debt)
    header, line = line_of(tab, 0, tab.column_count), line_of(tab, place, tab.column_count)
    for column in readable_columns(table, tab).values():
        owed = cells.get(column, EMPTY).value
        if owed != line[column]:
            yield CellDebt(table.name, place, column, line[column], owed, line, header)


def _is_agreed(tx: Transaction, table: Table, debt: CellDebt) -> bool:
    """Whether nobody had edited the cell that is owed."""
    conflict = _conflict(table, debt)
    if conflict is None or conflict.field is None:
        return False
    agreed = tx.base(table.name).get(conflict.key)
    return agreed is not None and conflict.sheet == {
        conflict.field: agreed.cells[conflict.field].value if conflict.field in agreed.cells else None
    }


def _keep_cell(tx: Transaction, table: Table, debt: CellDebt, at: datetime) -> None:
    """Somebody changed the row since it was overwritten, so that it cannot be told where the cell is now.

    It is kept as a conflict where its row and column are known, and in the log as it was typed.
    """
    conflict = _conflict(table, debt)
    if conflict is not None:
        tx.keep_conflict(conflict, at)
    message = (
        f"{debt.owed!r} was typed into {address(debt.place, debt.column)} while {debt.wrote!r} was written "
        "there, and the row was changed again since. It was not put back; type it again where it belongs."
    )
    tx.log(SyncLogEntry(at, table.name, "push", "overwritten", rows=1, message=message))


def _conflict(table: Table, debt: CellDebt) -> Conflict | None:
    columns = {header_key(str(header)): column for column, header in enumerate(debt.header)}
    by_field = {column.field: columns.get(header_key(column.header)) for column in table.columns}
    field = next((name for name, column in by_field.items() if column == debt.column), None)
    try:
        key = tuple(_read(table.by_field[name], debt.line, by_field[name]) for name in table.key)
        if field is None or not key or None in key:
            return None
        column = table.by_field[field]
        owed, wrote = _value(column, debt.owed), _value(column, debt.wrote)
    except CellRefusedError:
        return None
    return Conflict(table.name, key, field, Loss.BOTH_CHANGED, {field: owed}, {field: wrote}, Source.LOCAL)


def _read(column: Column, line: tuple[CellValue, ...], place: int | None) -> Value:
    return None if place is None else _value(column, line[place])


def _value(column: Column, value: CellValue) -> Value:
    return column.default if value is None else column.kind.read(Cell(value))
