"""values.append: which table a range means, and the row below it.

Recorded from Google: an empty cell ends a table, and of several tables in the range the last one counts.
"""

from typing import NamedTuple

from sheetanchor.sandbox.sheets import structure
from sheetanchor.sandbox.sheets.a1 import AskedRange, GridRange
from sheetanchor.sandbox.sheets.references import exceeds_grid, within
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.shifts import Insertion


class Landing(NamedTuple):
    """The table found, if any, and the cell to write from."""

    table: GridRange | None
    row: int
    column: int


def landing(sheet: Sheet, asked: AskedRange) -> Landing:
    """Where an append to that range goes; raises InvalidArgument for a range outside the grid."""
    area = within(sheet, asked)
    last = _last_filled(sheet, area)
    if last is None:
        return Landing(None, area.top, area.left)
    table = _table_around(sheet, *last)
    return Landing(table, table.bottom, table.left)


def make_room(sheet: Sheet, target: GridRange, *, insert_rows: bool) -> None:
    """Rows for the data: new ones before what stands there, or at the grid's end as far as it lacks them.

    Columns are never added: raises InvalidArgument for data wider than the grid.
    """
    rows, columns = sheet.size
    if target.right > columns:
        raise exceeds_grid(sheet, target)
    if insert_rows and target.top < rows:
        structure.insert(sheet, "ROWS", Insertion(target.top, target.height), inherit_before=target.top > 0)
    elif target.bottom > rows:
        structure.resize(sheet, "ROWS", target.bottom)


def _filled(sheet: Sheet, row: int, column: int) -> bool:
    return row >= 0 and column >= 0 and sheet.grid.cell(row, column).entered is not None


def _last_filled(sheet: Sheet, area: GridRange) -> tuple[int, int] | None:
    for row in range(min(area.bottom, sheet.grid.used_rows) - 1, area.top - 1, -1):
        columns = [column for column in sheet.grid.row(row) if area.left <= column < area.right]
        filled = [column for column in columns if _filled(sheet, row, column)]
        if filled:
            return row, max(filled)
    return None


def _table_around(sheet: Sheet, row: int, column: int) -> GridRange:
    """The block of filled cells, grown as long as a filled cell touches it, corners included."""
    table = GridRange(row, column, row + 1, column + 1)
    while True:
        grown = _grown(sheet, table)
        if grown == table:
            return table
        table = grown


def _grown(sheet: Sheet, table: GridRange) -> GridRange:
    across = range(table.left - 1, table.right + 1)
    down = range(table.top - 1, table.bottom + 1)
    return GridRange(
        table.top - any(_filled(sheet, table.top - 1, column) for column in across),
        table.left - any(_filled(sheet, row, table.left - 1) for row in down),
        table.bottom + any(_filled(sheet, table.bottom, column) for column in across),
        table.right + any(_filled(sheet, row, table.right) for row in down),
    )
