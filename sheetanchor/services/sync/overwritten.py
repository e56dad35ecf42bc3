"""What a batch overwrote unseen and nobody can put back: kept, so that a person can."""

from datetime import datetime

from sheetanchor.domain.sync.debts import CellDebt
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.sync.tab import address
from sheetanchor.domain.tables.cells import Cell, CellValue
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Column, Table, header_key
from sheetanchor.domain.tables.values import Value
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sync_log import SyncLogEntry


def keep_overwritten(tx: Transaction, table: Table, debt: CellDebt, at: datetime) -> None:
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
