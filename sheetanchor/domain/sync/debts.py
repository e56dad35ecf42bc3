"""Cells and rows of people that a batch of ours overwrote unseen, and that are owed back to them.

Between our read and our write a person may have edited a cell or moved its row. The copy that every batch
takes first shows it. What is owed is written back with the next batch, and until then every merge reads the
cell as it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellValue

Line = tuple[CellValue, ...]


@dataclass(frozen=True, slots=True)
class CellDebt:
    """A cell to write back. line is its row as our batch left it; wrote stands in `column` of it."""

    table: str
    place: int
    column: int
    wrote: CellValue
    owed: CellValue
    line: Line


@dataclass(frozen=True, slots=True)
class RowDebt:
    """A row to insert again before grid row `place`."""

    table: str
    place: int
    line: Line


@dataclass(frozen=True, slots=True)
class ScrapDebt:
    """A row of ours to take away again: its values stand under the wrong headers."""

    table: str
    place: int
    line: Line


Debt = CellDebt | RowDebt | ScrapDebt


def line_of(tab: Tab, place: int, width: int) -> Line:
    """The values of a row, as wide as asked."""
    return tuple(tab.cell(place, column).value for column in range(width))


def find_line(tab: Tab, debt: CellDebt | ScrapDebt) -> int | None:
    """Where the row of a debt stands now; None where a person changed the cell or the row since.

    First where it stood, then wherever one row alone is equal to it.
    """
    width = len(debt.line)
    if line_of(tab, debt.place, width) == debt.line:
        return debt.place
    found = [place for place in range(1, len(tab.rows)) if line_of(tab, place, width) == debt.line]
    return found[0] if len(found) == 1 else None


def find_row(tab: Tab, debt: RowDebt) -> bool:
    """Whether the row of a debt stands in the tab already."""
    return any(line_of(tab, place, len(debt.line)) == debt.line for place in range(1, len(tab.rows)))


def as_owed(tab: Tab, debts: Sequence[tuple[int, CellDebt]]) -> Tab:
    """The tab as people meant it; each debt with the place where it stands."""
    rows = [list(row) for row in tab.rows]
    for place, debt in debts:
        row = rows[place]
        row.extend([EMPTY] * (debt.column + 1 - len(row)))
        row[debt.column] = Cell(debt.owed, row[debt.column].format)
    return replace(tab, rows=tuple(tuple(row) for row in rows))
