"""Headers that are gone, renamed or doubled: where their columns seem to stand, and what puts them right.

A column that seems to have got another header is only proposed: which header a column has is the table's
declaration, and a guess that was wrong would give every value of the column another meaning.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.problems import Guard, Pause, TablePausedError
from sheetanchor.domain.sync.tab import Tab, address, area
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.domain.tables.values import Key, Value

_HEADER, _FIRST_ROW = 0, 1

_Base = Mapping[Key, BaseRow]
_Places = Mapping[str, Sequence[int]]


def require_headers(table: Table, tab: Tab, places: _Places, base: _Base) -> None:
    """Raise TablePausedError unless every field has one column.

    places: the columns of every field by its header.
    """
    missing = [table.by_field[field] for field, columns in places.items() if not columns]
    doubled = {table.by_field[field].header: columns for field, columns in places.items() if len(columns) > 1}
    if missing:
        raise TablePausedError(_missing(table, tab, missing, _Search(table, tab, places, base)))
    if doubled:
        raise TablePausedError(_doubled(table, tab, doubled))


def header_row(table: Table) -> str:
    """Where the headers of a table stand in a tab of its own."""
    return area(_HEADER, 0, _HEADER, len(table.columns) - 1)


def _missing(table: Table, tab: Tab, missing: Sequence[Column], search: "_Search") -> Pause:
    found = {column.header: search.column_of(column) for column in missing}
    named = ", ".join(map(repr, found))
    place = next(iter(found.values())) if len(found) == 1 else None
    now = "" if place is None else _name(tab.cell(_HEADER, place))
    back = tuple(_write_back(header, column) for header, column in found.items())
    if place is None or not now:
        cell = _whole_row(table, tab) if place is None else address(_HEADER, place)
        return Pause(
            table.name, tab.title, Guard.HEADER_MISSING, cell, f"does not hold {named}", (" and ".join(back),)
        )
    said = f"does not hold {named}: that column seems to be called {now!r} now"
    ends = (*back, f"have the table declare {now!r}, if the new name is to stay")
    return Pause(table.name, tab.title, Guard.HEADER_RENAMED, address(_HEADER, place), said, ends)


def _name(header: Cell) -> str:
    """What a header calls its column; an error calls it nothing."""
    return "" if header.error else header.shown()


def _doubled(table: Table, tab: Tab, doubled: Mapping[str, Sequence[int]]) -> Pause:
    named = [f"{header!r} more than once, in {_cells(columns)}" for header, columns in doubled.items()]
    ends = [f"keep {header!r} in only one of {_cells(columns)}" for header, columns in doubled.items()]
    cell = address(_HEADER, next(iter(doubled.values()))[-1])
    return Pause(
        table.name,
        tab.title,
        Guard.HEADER_DOUBLED,
        cell,
        f"is one too many: row 1 holds {', '.join(named)}",
        (" and ".join(ends),),
    )


def _write_back(header: str, column: int | None) -> str:
    where = "row 1 above its column" if column is None else address(_HEADER, column)
    return f"write {header!r} back into {where}"


def _cells(columns: Iterable[int]) -> str:
    return " and ".join(address(_HEADER, column) for column in columns)


def _whole_row(table: Table, tab: Tab) -> str:
    width = max(len(table.columns), len(tab.rows[_HEADER]) if tab.rows else 0)
    return area(_HEADER, 0, _HEADER, width - 1)


class _Search:
    """Looks among the columns that no header claims for the one that lost its own."""

    def __init__(self, table: Table, tab: Tab, places: _Places, base: _Base) -> None:
        self._table = table
        self._tab = tab
        self._base = base
        claimed = {column for columns in places.values() for column in columns}
        width = max((len(row) for row in tab.rows), default=0)
        self._free = [column for column in range(width) if column not in claimed]

    def column_of(self, column: Column) -> int | None:
        """By the values below it, where both sides ever agreed on some, else by its place.

        None where that leaves none, or more than one.
        """
        agreed = Counter(self._agreed(column))
        if not agreed:
            return self._at_its_place(column)
        alike = [place for place in self._free if self._is_alike(column, place, agreed)]
        return alike[0] if len(alike) == 1 else None

    def _agreed(self, column: Column) -> list[Value]:
        cells = [row.cells[column.field] for row in self._base.values() if column.field in row.cells]
        return [cell.value for cell in cells if cell.value is not None]

    def _is_alike(self, column: Column, place: int, agreed: Counter[Value]) -> bool:
        """Whether more than half of what was agreed stands there; a formula may copy another column."""
        cells = (self._tab.cell(row, place) for row in range(_FIRST_ROW, len(self._tab.rows)))
        standing = Counter(_read(column, cell) for cell in cells if not (cell.is_empty or cell.is_formula))
        return (standing & agreed).total() * 2 > agreed.total()

    def _at_its_place(self, column: Column) -> int | None:
        """Where it is declared, if that is the only header in the row that is nobody's."""
        place = self._table.columns.index(column)
        strange = [free for free in self._free if not self._tab.cell(_HEADER, free).is_empty]
        return place if strange == [place] else None


def _read(column: Column, cell: Cell) -> Value:
    """The value, None where it is none of the column's kind."""
    try:
        return column.kind.read(cell)
    except CellRefusedError:
        return None
