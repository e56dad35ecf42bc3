"""Finding a column that was emptied, so that it is one thing to look at and not as many held rows."""

from collections.abc import Mapping

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.decode import DecodedTab
from sheetanchor.domain.sync.known_rows import known_rows
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.domain.tables.values import Key

_ENOUGH = 3
_FIRST_ROW = 1

_Base = Mapping[Key, BaseRow]


def blanked_column(sheet: DecodedTab, base: _Base) -> tuple[Column, int] | None:
    """The first column that held three values or more in rows that still stand, and holds none now.

    With it, how many values it held.
    """
    for column in sheet.table.columns:
        count = _blanked(sheet, base, column)
        if count >= _ENOUGH:
            return column, count
    return None


def _blanked(sheet: DecodedTab, base: _Base, column: Column) -> int:
    """How many values are gone, 0 where any is left.

    Without keys no row can be told from another, nor can an unreadable one of a list: then all rows count.
    """
    is_whole = sheet.table.is_whole
    if column.field in sheet.table.key or (is_whole and sheet.held):
        return _blanked_all_over(sheet, base, column)
    keys = {cell.key: cell.row - 1 for cell in sheet.held if cell.key is not None and cell.key in base}
    standing = [(before, row.place) for before, row in known_rows(sheet, base)]
    standing += [(base[key], place) for key, place in keys.items()]
    places = {place for before, place in standing if _was_filled(sheet.table, column, before)}
    return len(places) if all(_is_blank(sheet, column, place) for place in places) else 0


def _blanked_all_over(sheet: DecodedTab, base: _Base, column: Column) -> int:
    rows = range(_FIRST_ROW, sheet.end)
    if len(rows) < _ENOUGH or not all(_is_blank(sheet, column, place) for place in rows):
        return 0
    return sum(_was_filled(sheet.table, column, row) for row in base.values())


def _is_blank(sheet: DecodedTab, column: Column, place: int) -> bool:
    return sheet.tab.cell(place, sheet.columns[column.field]).is_empty


def _was_filled(table: Table, column: Column, row: BaseRow) -> bool:
    """A default in a blank cell is blank: what counts is what people would see."""
    return column.field in row.cells and not _was_blank(table, column, row)


def _was_blank(table: Table, column: Column, row: BaseRow) -> bool:
    """Whatever a blank cell meant while the table was declared otherwise, it held nothing."""
    cell = row.cells[column.field]
    is_as_declared = cell.value == column.default or row.fingerprint != table.fingerprint
    return is_as_declared and cell.cell.is_empty
