"""Sorting rows as Google does: numbers before text before truth values before errors, blanks last."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.cells import EMPTY, Cell, Effective, ErrorValue, Formula
from sheetanchor.sandbox.sheets.formulas import references
from sheetanchor.sandbox.sheets.grid import Grid

Values = Callable[[int, int], Effective]
"""The value after calculation at a row and column."""


class SortKey(NamedTuple):
    """A column of the sheet and the direction."""

    column: int
    descending: bool = False


def sort_rows(grid: Grid, values: Values, area: GridRange, keys: Sequence[SortKey]) -> None:
    """Reorder the rows of `area`, whole cells with their formats and notes, nothing outside its columns."""
    bottom = min(area.bottom, grid.used_rows)
    order = list(range(area.top, bottom))
    for key in reversed(keys):
        order = _ordered(values, order, key)
    rows = [[grid.cell(row, column) for column in range(area.left, area.right)] for row in order]
    for row, (source, cells) in enumerate(zip(order, rows, strict=True), area.top):
        for column, cell in enumerate(cells, area.left):
            grid.put(row, column, _moved(cell, row - source))


def _ordered(values: Values, rows: list[int], key: SortKey) -> list[int]:
    found = {row: values(row, key.column) for row in rows}
    filled = [row for row in rows if found[row] is not None]
    blank = [row for row in rows if found[row] is None]
    return sorted(filled, key=lambda row: _rank(found[row]), reverse=key.descending) + blank


def _rank(value: Effective) -> tuple[int, float, str]:
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, float):
        return 0, value, ""
    if isinstance(value, ErrorValue):
        return 3, 0.0, value.shown
    return 1, 0.0, (value or "").casefold()


def _moved(cell: Cell, rows: int) -> Cell:
    if rows and cell is not EMPTY and isinstance(cell.entered, Formula):
        return cell.with_entered(Formula(references.copied(cell.entered.text, rows, 0)))
    return cell
