"""Guards: what looks less like an edit than like an accident, and pauses the table until a person says so.

The limits are those of the design: more than half of the rows gone, more than three gone from a table that
the program makes, more than half and at least ten rows changed in one column, a column blanked or shifted,
headers swapped, and a read that breaks off in the middle of a row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.blanked import blanked_column
from sheetanchor.domain.sync.broken_off import broken_off
from sheetanchor.domain.sync.decode import DecodedTab, SheetRow
from sheetanchor.domain.sync.known_rows import gone_keys, known_rows, named_rows
from sheetanchor.domain.sync.problems import Guard, Pause, TablePausedError
from sheetanchor.domain.sync.swapped import Swap, swapped_columns
from sheetanchor.domain.sync.tab import address, area
from sheetanchor.domain.tables.rows import Row, SyncStatus
from sheetanchor.domain.tables.values import Key, Value

_MANY_CHANGED = 10
_MANY_GONE = 3
_ENOUGH_TO_SHIFT = 4
_HEADER, _FIRST_ROW = 0, 1

_Base = Mapping[Key, BaseRow]


class _Finding(NamedTuple):
    """What looks like an accident, and where. ends: what ends it beside undoing it, or allowing it."""

    guard: Guard
    cell: str
    found: str
    ends: tuple[str, ...]
    may_be_meant: bool = True


class _Pair(NamedTuple):
    """One cell as agreed and as it stands, and its row in the grid."""

    place: int
    old: Value
    new: Value


_Columns = Mapping[str, Sequence[_Pair]]


def require_plausible(sheet: DecodedTab, base: _Base, local: Mapping[Key, Row] | None = None) -> None:
    """Raise TablePausedError for the first guard that the tab runs into; a table never agreed has none.

    What the sheet shows and the replica holds already is no accident, whatever the base says: an answer may
    have been lost. Nor is a row of which a person was asked. Without `local` nothing counts as held.
    """
    unforeseen = base if local is None else _unforeseen(sheet, base, local)
    if not unforeseen:
        return
    for look in (_emptied, _cut_short, _many_gone, _blanked, _swapped):
        finding = look(sheet, unforeseen)
        if finding is not None:
            raise _paused(sheet, finding)
    columns = _pairs(sheet, unforeseen)
    for look_at in (_shifted, _many_changed):
        finding = look_at(sheet, columns)
        if finding is not None:
            raise _paused(sheet, finding)


def _unforeseen(sheet: DecodedTab, base: _Base, local: Mapping[Key, Row]) -> _Base:
    if sheet.table.is_whole:
        is_same = {row.key: row.values for row in sheet.rows} == {key: local[key].values for key in local}
        return {} if is_same or any(_is_asked(row) for row in local.values()) else base
    return {
        key: _as_held(row, local[key], sheet.by_key.get(key))
        for key, row in base.items()
        if key in local and not _is_asked(local[key])
    }


def _is_asked(row: Row) -> bool:
    return row.status is SyncStatus.CONFLICT


def _as_held(base: BaseRow, local: Row, sheet: SheetRow | None) -> BaseRow:
    if sheet is None:
        return base
    same = {
        name: BaseCell(sheet.values[name], sheet.cells[name])
        for name in base.cells.keys() & sheet.values.keys()
        if base.cells[name].value != sheet.values[name] == local.values.get(name)
    }
    return replace(base, cells={**base.cells, **same}) if same else base


def _emptied(sheet: DecodedTab, base: _Base) -> _Finding | None:
    if sheet.end > _FIRST_ROW:
        return None
    where = _rows(sheet, _FIRST_ROW, len(base))
    return _Finding(Guard.EMPTIED, where, f"held {len(base)} rows and is empty now", _written_back(sheet))


def _cut_short(sheet: DecodedTab, base: _Base) -> _Finding | None:
    cut = broken_off(sheet, base)
    if cut is None:
        return None
    again = "wait for the next pass, which reads it again"
    return _Finding(Guard.CUT_SHORT, cut.cell, cut.said, (again, *_written_back(sheet)))


def _many_gone(sheet: DecodedTab, base: _Base) -> _Finding | None:
    gone = gone_keys(sheet, base)
    limit = len(base) / 2
    if sheet.table.made_by_program:
        limit = min(limit, _MANY_GONE)
    if len(gone) <= limit or len(base) == 1:
        return None
    where = _rows(sheet, _FIRST_ROW, sheet.end - 1)
    said = f"lost {len(gone)} of {len(base)} rows at once: {named_rows(sheet, base, gone)}"
    return _Finding(Guard.MANY_GONE, where, said, _written_back(sheet))


def _blanked(sheet: DecodedTab, base: _Base) -> _Finding | None:
    found = blanked_column(sheet, base)
    if found is None:
        return None
    column, count = found
    where = _cells(sheet, column.field, _FIRST_ROW, sheet.end - 1)
    said = f"(column {column.header!r}) held {count} values and is blank now"
    if column.field in sheet.table.key or (column.required and column.default is None):
        ends = (f"fill {sheet.tab.title}!{where} again, for every row needs a {column.header!r}",)
        return _Finding(Guard.COLUMN_BLANKED, where, said, ends, may_be_meant=False)
    return _Finding(Guard.COLUMN_BLANKED, where, said, _asked(sheet))


def _swapped(sheet: DecodedTab, base: _Base) -> _Finding | None:
    swap = swapped_columns(sheet, base)
    if swap is None:
        return None
    grid = [sheet.columns[field] for field in swap.sources]
    where = area(_HEADER, min(grid), _HEADER, max(grid))
    said = f"holds headers that seem swapped, as {swap.rows} of {swap.of} rows tell: {_below(sheet, swap)}"
    back = " and ".join(
        f"write {_header(sheet, source)!r} back into {address(_HEADER, sheet.columns[field])}"
        for field, source in swap.sources.items()
    )
    return _Finding(Guard.HEADERS_SWAPPED, where, said, (back, *_asked(sheet)))


def _below(sheet: DecodedTab, swap: Swap) -> str:
    return ", ".join(
        f"below {_header(sheet, field)!r} in {address(_HEADER, sheet.columns[field])} stand the values of "
        f"{_header(sheet, source)!r}"
        for field, source in swap.sources.items()
    )


def _shifted(sheet: DecodedTab, columns: _Columns) -> _Finding | None:
    for field, pairs in columns.items():
        moved = _shift(pairs)
        if moved:
            where = _cells(sheet, field, moved[0].place, moved[-1].place)
            said = f"(column {_header(sheet, field)!r}) seems shifted by a row against its keys"
            return _Finding(Guard.COLUMN_SHIFTED, where, said, _asked(sheet))
    return None


def _many_changed(sheet: DecodedTab, columns: _Columns) -> _Finding | None:
    for field, pairs in columns.items():
        changed = [pair.place for pair in pairs if pair.old != pair.new]
        if len(changed) >= _MANY_CHANGED and len(changed) > len(pairs) / 2:
            where = _cells(sheet, field, min(changed), max(changed))
            said = (
                f"(column {_header(sheet, field)!r}) changed in {len(changed)} of {len(pairs)} rows at once"
            )
            return _Finding(Guard.MANY_CHANGED, where, said, _asked(sheet))
    return None


def _pairs(sheet: DecodedTab, base: _Base) -> dict[str, list[_Pair]]:
    """Agreed and present values by field, in the order of the sheet, of rows that both know.

    Keys left out.
    """
    known = known_rows(sheet, base)
    fields = [column.field for column in sheet.table.columns if column.field not in sheet.table.key]
    return {
        field: [
            _Pair(row.place, before.cells[field].value, row.values[field])
            for before, row in known
            if field in before.cells
        ]
        for field in fields
    }


def _shift(pairs: Sequence[_Pair]) -> Sequence[_Pair]:
    """The values that stand one row higher or lower than agreed, from the first that differs to the last."""
    changed = [place for place, pair in enumerate(pairs) if pair.old != pair.new]
    if not changed:
        return ()
    moved = pairs[changed[0] : changed[-1] + 1]
    old, new = [pair.old for pair in moved], [pair.new for pair in moved]
    sides = [(old[1:], new[:-1]), (old[:-1], new[1:])]
    is_shifted = any(before == after and len(set(before)) >= _ENOUGH_TO_SHIFT for before, after in sides)
    return moved if is_shifted else ()


def _header(sheet: DecodedTab, field: str) -> str:
    return sheet.table.by_field[field].header


def _cells(sheet: DecodedTab, field: str, first: int, last: int) -> str:
    column = sheet.columns[field]
    return area(first, column, last, column)


def _rows(sheet: DecodedTab, first: int, last: int) -> str:
    columns = sheet.columns.values()
    return area(first, min(columns), last, max(columns))


def _written_back(sheet: DecodedTab) -> tuple[str, ...]:
    """A list has no rows of its own to be written back: it is asked about as a whole."""
    if sheet.table.is_whole:
        return _asked(sheet)
    name = sheet.table.name
    return (_UNDO, f"`sheetanchor resync {name}` writes the rows back and asks about other differences")


def _asked(sheet: DecodedTab) -> tuple[str, ...]:
    return (_UNDO, f"`sheetanchor resync {sheet.table.name}` asks about every difference")


_UNDO = "undo it in the sheet, if it was an accident"


def _paused(sheet: DecodedTab, finding: _Finding) -> TablePausedError:
    table, tab = sheet.table.name, sheet.tab.title
    cell, said, ends = finding.cell, finding.found, finding.ends
    return TablePausedError(Pause(table, tab, finding.guard, cell, said, ends, finding.may_be_meant))
