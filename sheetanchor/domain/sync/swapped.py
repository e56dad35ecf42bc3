"""Finding headers that were swapped in place: below each of them stand the values of another one.

By the header alone each cell would be an edit of its row, and a wage become a commission. Whoever moves a
column takes its header along, and changes nothing.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, SheetRow
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.values import Key, Value

_ENOUGH = 2

_Base = Mapping[Key, BaseRow]


class Swap(NamedTuple):
    """sources: each field with that whose values stand below its header. rows: how many tell so, of all."""

    sources: Mapping[str, str]
    rows: int
    of: int


class _Row(NamedTuple):
    """An agreed row where it stands; read None where a cell of it cannot be read, as of kinds swapped."""

    place: int
    agreed: BaseRow
    read: SheetRow | None


def swapped_columns(sheet: DecodedTab, base: _Base) -> Swap | None:
    """The first columns whose values changed places, two or more of them; None where none seem to have.

    That is so in more than half of the rows that tell, and in two at least. A row tells nothing where one of
    the cells was blank or all of them were equal.
    """
    rows = _standing(sheet, base)
    moved = [field for field in sheet.columns if _is_moved(sheet, rows, field)]
    sources = {field: source for field in moved if (source := _source(sheet, rows, field, moved))}
    for field in sources:
        ring = _ring(field, sources)
        swap = _told(sheet, rows, ring) if ring else None
        if swap is not None:
            return swap
    return None


def _standing(sheet: DecodedTab, base: _Base) -> list[_Row]:
    read = [_Row(row.place, base[row.key], row) for row in sheet.rows if row.key in base]
    held = {cell.key: cell.row - 1 for cell in sheet.held if cell.key is not None and cell.key in base}
    return [*read, *(_Row(place, base[key], None) for key, place in held.items())]


def _is_moved(sheet: DecodedTab, rows: Sequence[_Row], field: str) -> bool:
    """Whether enough cells of a column are not as agreed; a key tells which row it is."""
    if field in sheet.table.key:
        return False
    return sum(row.read is None or row.read.values[field] != _agreed(row, field) for row in rows) >= _ENOUGH


def _source(sheet: DecodedTab, rows: Sequence[_Row], field: str, moved: Sequence[str]) -> str | None:
    """The column most of whose values stand below this header, None where too few of any do."""
    counts = {
        other: sum(_tells(row, (field, other)) and _holds(sheet, row, field, other) for row in rows)
        for other in moved
        if other != field
    }
    best = max(counts, key=counts.__getitem__, default=None)
    return best if best is not None and counts[best] >= _ENOUGH else None


def _ring(first: str, sources: Mapping[str, str]) -> Mapping[str, str] | None:
    """The fields that follow from each other from one on until it comes again, None where it does not."""
    ring: dict[str, str] = {}
    field = first
    while field in sources and field not in ring:
        ring[field] = sources[field]
        field = sources[field]
    return ring if field == first else None


def _told(sheet: DecodedTab, rows: Sequence[_Row], ring: Mapping[str, str]) -> Swap | None:
    telling = [row for row in rows if _tells(row, tuple(ring))]
    moved = [row for row in telling if all(_holds(sheet, row, *pair) for pair in ring.items())]
    if len(moved) < _ENOUGH or len(moved) * 2 <= len(telling) or _are_marks(moved, ring):
        return None
    return Swap(ring, len(moved), len(telling))


def _are_marks(rows: Sequence[_Row], ring: Mapping[str, str]) -> bool:
    """Whether all rows hold the same yes and no: to turn those round is an edit like any other."""
    lines = {tuple(_agreed(row, field) for field in ring) for row in rows}
    return len(lines) == 1 and all(isinstance(value, bool) for line in lines for value in line)


def _tells(row: _Row, fields: Sequence[str]) -> bool:
    values = {_agreed(row, field) for field in fields}
    return None not in values and len(values) > 1


def _agreed(row: _Row, field: str) -> Value:
    cell = row.agreed.cells.get(field)
    return None if cell is None else cell.value


def _holds(sheet: DecodedTab, row: _Row, field: str, other: str) -> bool:
    """Whether what stands in one column is what was agreed for another one, read as that."""
    cell = sheet.tab.cell(row.place, sheet.columns[field])
    try:
        return not cell.is_empty and sheet.table.by_field[other].kind.read(cell) == _agreed(row, other)
    except CellRefusedError:
        return False
