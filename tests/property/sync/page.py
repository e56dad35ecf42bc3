"""A tab as people see it: by field whatever a header says now, by meaning, and by what is not ours.

It reads cells on its own, so that a fault of the engine's reading does not hide itself.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from sheetanchor import Integer, Percent, Table, Text
from sheetanchor.adapters.memory.tab import MemoryTab
from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.domain.tables.schema import Column
from sheetanchor.domain.tables.values import Value
from tests.property.sync.declarations import IDENT

RENAMED = " (old)"


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that means nothing, as it stands."""

    text: CellValue


Meaning = Value | Unread


def meaning(column: Column, cell: Cell) -> Meaning:
    """What a cell means, or that it means nothing."""
    value = cell.value
    if cell.error is not None:
        return Unread(cell.error)
    if value is None or value == "":
        is_missing = column.required and column.default is None
        return Unread(None) if is_missing else column.default
    if isinstance(column.kind, Text):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    number = _number(value)
    if number is None:
        return Unread(value)
    if isinstance(column.kind, Percent) and cell.format is CellFormat.PERCENT:
        number *= 100
    return int(number) if isinstance(column.kind, Integer) else number


def _number(value: CellValue) -> Decimal | None:
    if isinstance(value, Decimal):
        return value
    try:
        return Decimal(str(value).removeprefix("$").removesuffix(" USD").replace(",", "."))
    except InvalidOperation:
        return None


class Page:
    """One tab. Places are 0-based grid rows, as in MemoryTab."""

    def __init__(self, table: Table, tab: MemoryTab) -> None:
        self.table = table
        self.tab = tab

    def column(self, field: str) -> int:
        """The first grid column under the field's header, be it renamed."""
        return next(self._columns(field))

    def places(self) -> list[int]:
        """The rows that hold anything at all."""
        return [place for place, row in enumerate(self.tab.read().rows) if place and row]

    def cell(self, place: int, field: str) -> Cell:
        return self.tab.line(place)[self.column(field)]

    def meaning(self, place: int, field: str) -> Meaning:
        return meaning(self.table.by_field[field], self.cell(place, field))

    def row(self, place: int) -> dict[str, Meaning]:
        """All fields of a row by what they mean."""
        return {field: self.meaning(place, field) for field in self.table.by_field}

    def rows(self) -> list[dict[str, Meaning]]:
        """The rows that hold anything of ours."""
        return [self.row(place) for place in self.places() if self.is_ours(place)]

    def is_ours(self, place: int) -> bool:
        return any(self.cell(place, field).value not in (None, "") for field in self.table.by_field)

    def key(self, place: int) -> Meaning:
        """The key of a row of a table that has one."""
        return self.meaning(place, self.table.key[0])

    def ident(self, place: int) -> CellValue:
        """By what people know the row, None for one of the program."""
        return self.tab.cell(place, IDENT).value

    def foreign(self, lines: Iterable[list[Cell]] | None = None) -> Counter[tuple[CellValue, CellValue]]:
        """How often what stands in columns that are not ours, by header; in all rows or in some."""
        ours = {column for field in self.table.by_field for column in self._columns(field)}
        header = self.tab.line(0)
        return Counter(
            (header[column].value, cell.value)
            for line in (self.tab.lines()[1:] if lines is None else lines)
            for column, cell in enumerate(line)
            if column not in ours and cell.value is not None
        )

    def others(self) -> list[int]:
        """The grid columns under headers that are not ours, but the one by which rows are known."""
        ours = {column for field in self.table.by_field for column in self._columns(field)}
        header = self.tab.line(0)
        return [
            column
            for column, cell in enumerate(header)
            if column not in ours and cell.value not in (None, IDENT)
        ]

    def _columns(self, field: str) -> Iterator[int]:
        header = self.table.by_field[field].header
        for column, cell in enumerate(self.tab.line(0)):
            if cell.value in (header, header + RENAMED):
                yield column
