"""A tab as one read saw it."""

from dataclasses import dataclass

from sheetanchor.domain.tables.cells import EMPTY, Cell


@dataclass(frozen=True, slots=True)
class Cut:
    """That a read was cut short. cell: from where on nothing is sure; said: how that shows."""

    cell: str
    said: str


@dataclass(frozen=True, slots=True)
class Tab:
    """The cells of a tab from A1 on; rows are ragged, and what lies beyond them is empty.

    row_count and column_count are the size of the grid, which may be larger. cut: why this cannot be all of
    the tab, None where it may be; then there are no rows.
    """

    sheet_id: int
    title: str
    row_count: int
    column_count: int
    rows: tuple[tuple[Cell, ...], ...]
    cut: Cut | None = None

    def cell(self, row: int, column: int) -> Cell:
        """The cell at 0-based coordinates, EMPTY beyond what was read."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return EMPTY
        return self.rows[row][column]


def address(row: int, column: int) -> str:
    """The A1 name of 0-based coordinates, such as AB7; columns go past Z."""
    letters = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return f"{letters}{row + 1}"


def area(top: int, left: int, bottom: int, right: int) -> str:
    """The A1 name of all cells between two corners, both included: C2:C41, or B1 for a single one."""
    first, last = address(top, left), address(bottom, right)
    return first if first == last else f"{first}:{last}"
