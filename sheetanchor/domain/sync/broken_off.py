"""Finding a read that breaks off: its last row ends in the middle, and rows known below it are not there.

People who empty the end of a tab leave the same behind: the next read tells, which is whole again, or
somebody who says that it was meant.
"""

from collections.abc import Mapping
from typing import NamedTuple

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.decode import DecodedTab
from sheetanchor.domain.sync.known_rows import gone_keys, named_rows
from sheetanchor.domain.sync.tab import Cut, area
from sheetanchor.domain.tables.values import Key

_Base = Mapping[Key, BaseRow]


class _Last(NamedTuple):
    """The last row that holds anything: where it stands, and what was agreed about it."""

    place: int
    agreed: BaseRow


def broken_off(sheet: DecodedTab, base: _Base) -> Cut | None:
    """Where the tab breaks off, None where nothing looks so."""
    gone = gone_keys(sheet, base)
    last = _last(sheet, base) if gone else None
    if last is None:
        return None
    columns = sorted(sheet.columns, key=sheet.columns.__getitem__)
    end = next(
        number for number in range(len(columns), 0, -1) if not _is_empty(sheet, last, columns[number - 1])
    )
    lost = [field for field in columns[end:] if _is_lost(sheet, last, field)]
    if not lost or not all(_stands(sheet, last, field) for field in columns[:end]):
        return None
    cells = area(last.place, sheet.columns[lost[0]], last.place, sheet.columns[lost[-1]])
    below = f"known rows are missing: {named_rows(sheet, base, gone)}"
    return Cut(cells, f"and all below it is blank, as if the reading broke off there; {below}")


def _last(sheet: DecodedTab, base: _Base) -> _Last | None:
    """None where that row was never agreed."""
    place = sheet.end - 1
    keys = [row.key for row in sheet.rows if row.place == place]
    keys += [cell.key for cell in sheet.held if cell.row - 1 == place and cell.key is not None]
    return next((_Last(place, base[key]) for key in keys if key in base), None)


def _is_empty(sheet: DecodedTab, last: _Last, field: str) -> bool:
    return sheet.tab.cell(last.place, sheet.columns[field]).is_empty


def _is_lost(sheet: DecodedTab, last: _Last, field: str) -> bool:
    """Whether a blank cell means something else than was agreed; a blank one may mean a default as well."""
    agreed, row = last.agreed.cells.get(field), sheet.by_key.get(last.agreed.key)
    if agreed is None:
        return False
    return agreed.value is not None if row is None else row.values[field] != agreed.value


def _stands(sheet: DecodedTab, last: _Last, field: str) -> bool:
    """Whether the cell is as it was agreed; one that was only confirmed is known by its value."""
    agreed, row = last.agreed.cells.get(field), sheet.by_key.get(last.agreed.key)
    if agreed is None:
        return _is_empty(sheet, last, field)
    is_same_cell = agreed.cell == sheet.tab.cell(last.place, sheet.columns[field])
    return is_same_cell or (row is not None and row.values[field] == agreed.value)
