"""A tab in memory, with what people do to it by hand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat, CellValue, Formula, Written

_HEADER = 0


class MemoryTab:
    """A grid of cells. Places are 0-based grid rows, the header row is 0; a column is named by its header.

    on_change is called before every change.
    """

    def __init__(
        self,
        sheet_id: int,
        title: str,
        rows: Iterable[Sequence[Cell | CellValue]],
        size: tuple[int, int],
        on_change: Callable[[], None],
    ) -> None:
        self.sheet_id = sheet_id
        self.title = title
        self._rows = [[_cell(cell) for cell in row] for row in rows]
        self._column_count = max([size[1], *(len(row) for row in self._rows)])
        self._on_change = on_change
        for row in self._rows:
            row.extend([EMPTY] * (self._column_count - len(row)))
        self._rows.extend(self._blank_row() for _ in range(size[0] - len(self._rows)))

    @property
    def row_count(self) -> int:
        """How many rows the grid has."""
        return len(self._rows)

    def read(self) -> Tab:
        """The tab as a fetch sees it: blank cells at the ends are cut."""
        rows = [_cut(row) for row in self._rows]
        while rows and not rows[-1]:
            rows.pop()
        return Tab(self.sheet_id, self.title, self.row_count, self._column_count, tuple(rows))

    def line(self, place: int) -> list[Cell]:
        """The row itself, which stays the same object wherever it goes."""
        return self._rows[place]

    def lines(self) -> list[list[Cell]]:
        """All rows themselves."""
        return list(self._rows)

    def restore(self, lines: Iterable[list[Cell]]) -> None:
        """Put rows in the place of all there are."""
        self._on_change()
        self._rows = list(lines)

    def values(self) -> list[list[CellValue]]:
        """All values, blank cells at the ends cut."""
        return [[cell.value for cell in row] for row in self.read().rows]

    def cell(self, place: int, header: str) -> Cell:
        """One cell."""
        return self._rows[place][self.column(header)]

    def column(self, header: str) -> int:
        """The 0-based grid column; raises KeyError where the header row does not hold the header once."""
        found = [column for column, cell in enumerate(self._rows[_HEADER]) if cell.value == header]
        if len(found) != 1:
            raise KeyError(f"tab {self.title!r} holds the header {header!r} {len(found)} times")
        return found[0]

    def find(self, header: str, value: CellValue) -> int:
        """The place of the first row with this value; raises KeyError where there is none."""
        column = self.column(header)
        for place, row in enumerate(self._rows):
            if place > _HEADER and row[column].value == value:
                return place
        raise KeyError(f"tab {self.title!r} holds no {value!r} under {header!r}")

    def type(self, place: int, header: str, value: Cell | Written) -> None:
        """Type into a cell: a value or formula keeps the cell's format, a Cell replaces all of it."""
        self.set_at(place, self.column(header), value)

    def type_formula(self, place: int, header: str, result: CellValue, text: str = "=1") -> None:
        """Type a formula with this result; it shows the same wherever it goes."""
        self.type(place, header, Formula(text, result))

    def set_format(self, place: int, header: str, fmt: CellFormat) -> None:
        """Give a cell a number format; its value stays."""
        self.type(place, header, replace(self.cell(place, header), format=fmt))

    def set_at(self, place: int, column: int, value: Cell | Written) -> None:
        """Type into a cell by its grid column, headers included."""
        self._on_change()
        fmt = self._rows[place][column].format
        if isinstance(value, Cell):
            self._rows[place][column] = value
        elif isinstance(value, Formula):
            cell = Cell(value.shows, fmt, is_formula=True, error=value.error, formula=value.text)
            self._rows[place][column] = cell
        else:
            self._rows[place][column] = Cell(None if value == "" else value, fmt)

    def insert_row(self, before: int, cells: Mapping[str, Cell | CellValue] | None = None) -> None:
        """Insert a row, with cells by header."""
        self.insert_rows(before, 1)
        for header, value in (cells or {}).items():
            self.type(before, header, value)

    def append_row(self, cells: Mapping[str, Cell | CellValue]) -> int:
        """Type a row below the last one that holds anything; its place."""
        self._on_change()
        place = len(self.read().rows)
        if place == self.row_count:
            self.add_rows(1)
        for header, value in cells.items():
            self.type(place, header, value)
        return place

    def insert_rows(self, before: int, count: int) -> None:
        """Insert rows with the formats of the row above, except a header's: then of the row below."""
        self._on_change()
        if not 0 <= before < self.row_count:
            raise IndexError(f"tab {self.title!r} has no row {before + 1} to insert before")
        model = self._rows[before - 1 if before - 1 > _HEADER else before]
        self._rows[before:before] = [[Cell(format=cell.format) for cell in model] for _ in range(count)]

    def add_rows(self, count: int) -> None:
        """Blank rows at the end of the grid."""
        self._on_change()
        self._rows.extend(self._blank_row() for _ in range(count))

    def delete_row(self, place: int) -> None:
        """Delete a row; those below move up."""
        self._on_change()
        del self._rows[place]

    def move_row(self, place: int, to: int) -> None:
        """Take a row out and put it where it then is row `to`."""
        self._on_change()
        self._rows.insert(to, self._rows.pop(place))

    def sort(self, header: str, *, descending: bool = False) -> None:
        """Sort all rows below the header: numbers before text before checkboxes, blank cells last."""
        self._on_change()
        column = self.column(header)
        body = self._rows[1:]
        filled = [row for row in body if row[column].value is not None]
        blank = [row for row in body if row[column].value is None]
        filled.sort(key=lambda row: _order(row[column].value), reverse=descending)
        self._rows[1:] = filled + blank

    def insert_column(self, before: int, header: str = "") -> None:
        """Insert a column by its 0-based place."""
        self._on_change()
        for place, row in enumerate(self._rows):
            row.insert(before, Cell(header or None) if place == _HEADER else EMPTY)
        self._column_count += 1

    def move_column(self, header: str, to: int) -> None:
        """Take a column out and put it where it then is column `to`."""
        self._on_change()
        column = self.column(header)
        for row in self._rows:
            row.insert(to, row.pop(column))

    def delete_column(self, header: str) -> None:
        """Delete a column."""
        self._on_change()
        column = self.column(header)
        for row in self._rows:
            del row[column]
        self._column_count -= 1

    def _blank_row(self) -> list[Cell]:
        return [EMPTY] * self._column_count


def _cell(value: Cell | CellValue) -> Cell:
    return value if isinstance(value, Cell) else Cell(None if value == "" else value)


def _cut(row: list[Cell]) -> tuple[Cell, ...]:
    end = len(row)
    while end and row[end - 1] == EMPTY:
        end -= 1
    return tuple(row[:end])


def _order(value: CellValue) -> tuple[int, Decimal, str]:
    if isinstance(value, bool):
        return 2, Decimal(value), ""
    if isinstance(value, Decimal):
        return 0, value, ""
    return 1, Decimal(0), str(value).casefold()
