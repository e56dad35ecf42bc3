"""The cells of one sheet, sparse: a list of rows, each a mapping of column to cell."""

from collections.abc import Iterator, Mapping

from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.cells import EMPTY, Cell
from sheetanchor.sandbox.sheets.shifts import Dimension, Shift

Row = dict[int, Cell]
_NO_ROW: Mapping[int, Cell] = {}


class Grid:
    """Zero-based; a cell never put, or put as EMPTY, is not kept. Sizes are the sheet's, not the data's."""

    def __init__(self, row_count: int, column_count: int) -> None:
        self.row_count = row_count
        self.column_count = column_count
        self._rows: list[Row] = []
        self._shared = False

    @property
    def whole(self) -> GridRange:
        """All of it."""
        return GridRange(0, 0, self.row_count, self.column_count)

    @property
    def used_rows(self) -> int:
        """Rows down to the last that keeps a cell, be it only a note or a format."""
        used = len(self._rows)
        while used and not self._rows[used - 1]:
            used -= 1
        return used

    @property
    def used_columns(self) -> int:
        """Columns up to the last that keeps a cell."""
        return max((max(row) + 1 for row in self._rows if row), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """The cell there, EMPTY where none is kept."""
        return self._rows[row].get(column, EMPTY) if row < len(self._rows) else EMPTY

    def row(self, row: int) -> Mapping[int, Cell]:
        """The kept cells of a row by column, in no order."""
        return self._rows[row] if row < len(self._rows) else _NO_ROW

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace a cell; the caller has checked that it lies in the grid."""
        self._own()
        if cell == EMPTY:
            if row < len(self._rows):
                self._rows[row].pop(column, None)
            return
        while len(self._rows) <= row:
            self._rows.append({})
        self._rows[row][column] = cell

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """All kept cells with row and column; they may be replaced while iterating."""
        for index, row in enumerate(self._rows):
            for column, cell in tuple(row.items()):
                yield index, column, cell

    def cells_in(self, area: GridRange) -> Iterator[tuple[int, int, Cell]]:
        """The kept cells of a rectangle, row by row, left to right."""
        for index in range(area.top, min(area.bottom, len(self._rows))):
            row = self._rows[index]
            for column in sorted(row):
                if area.left <= column < area.right:
                    yield index, column, row[column]

    def shift(self, dimension: Dimension, change: Shift) -> None:
        """Move cells along after an insertion, removal or move; the sizes are the caller's to change."""
        self._own()
        if dimension == "ROWS":
            self._shift_rows(change)
        else:
            self._rows = [_moved(row, change) for row in self._rows]

    def copy(self) -> "Grid":
        """An equal grid that changes on its own; the rows are copied by whichever changes first."""
        other = Grid(self.row_count, self.column_count)
        other._rows = self._rows
        other._shared = self._shared = True
        return other

    def trim(self) -> None:
        """Drop what lies outside the sizes, after they shrank."""
        self._own()
        del self._rows[self.row_count :]
        for row in self._rows:
            for column in [column for column in row if column >= self.column_count]:
                del row[column]

    def _own(self) -> None:
        if self._shared:
            self._rows = [dict(row) for row in self._rows]
            self._shared = False

    def _shift_rows(self, change: Shift) -> None:
        moved = {index: row for index, row in enumerate(self._rows) if row}
        self._rows = []
        placed = {new: row for old, row in moved.items() if (new := change.index(old)) is not None}
        self._rows = [placed.get(index, {}) for index in range(max(placed, default=-1) + 1)]


def _moved(row: Row, change: Shift) -> Row:
    return {new: cell for old, cell in row.items() if (new := change.index(old)) is not None}
