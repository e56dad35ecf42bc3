"""Guards: what looks less like an edit than like an accident, and pauses the table until a person says so.

The limits are those of the design: more than half of the rows gone, more than three gone from a table that
the program makes, more than half and at least ten rows changed in one column, a column blanked or shifted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sheetanchor.domain.sync.alignment import pairs as matched
from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, SheetRow
from sheetanchor.domain.sync.problems import Guard, TablePausedError
from sheetanchor.domain.tables.rows import Row, SyncStatus
from sheetanchor.domain.tables.schema import Column
from sheetanchor.domain.tables.values import Key, Value

_MANY_CHANGED = 10
_MANY_GONE = 3
_ENOUGH_TO_SHIFT = 4
_ENOUGH_TO_BLANK = 3

_Base = Mapping[Key, BaseRow]
_Finding = tuple[Guard, str]


class _Pair(NamedTuple):
    """One cell as agreed and as it stands."""

    old: Value
    new: Value
    was_blank: bool
    is_blank: bool


_Columns = Mapping[str, Sequence[_Pair]]


def require_plausible(sheet: DecodedTab, base: _Base, local: Mapping[Key, Row] | None = None) -> None:
    """Raise TablePausedError for the first guard that the tab runs into; a table never agreed has none.

    What the sheet shows and the replica holds already is no accident, whatever the base says: an answer may
    have been lost. Nor is a row of which a person was asked. Without `local` nothing counts as held.
    """
    unforeseen = base if local is None else _unforeseen(sheet, base, local)
    if not unforeseen:
        return
    for look in (_emptied, _many_gone):
        finding = look(sheet, unforeseen)
        if finding is not None:
            raise _paused(sheet, *finding)
    columns = _pairs(sheet, unforeseen)
    for look_at in (_blanked, _shifted, _many_changed):
        finding = look_at(sheet, columns)
        if finding is not None:
            raise _paused(sheet, *finding)


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
    if sheet.end > 1:
        return None
    return Guard.EMPTIED, f"held {len(base)} rows and is empty now"


def _many_gone(sheet: DecodedTab, base: _Base) -> _Finding | None:
    gone = base.keys() - sheet.by_key.keys() - sheet.held_keys
    limit = len(base) / 2
    if sheet.table.made_by_program:
        limit = min(limit, _MANY_GONE)
    if sheet.keys_in_doubt or len(gone) <= limit or len(base) == 1:
        return None
    return Guard.MANY_GONE, f"lost {len(gone)} of {len(base)} rows at once"


def _blanked(sheet: DecodedTab, columns: _Columns) -> _Finding | None:
    for field, pairs in columns.items():
        filled = [pair for pair in pairs if not pair.was_blank]
        if len(filled) >= _ENOUGH_TO_BLANK and all(pair.is_blank for pair in filled):
            header = sheet.table.by_field[field].header
            return Guard.COLUMN_BLANKED, f"column {header!r} held {len(filled)} values and is blank now"
    return None


def _shifted(sheet: DecodedTab, columns: _Columns) -> _Finding | None:
    for field, pairs in columns.items():
        if _is_shifted(pairs):
            header = sheet.table.by_field[field].header
            return Guard.COLUMN_SHIFTED, f"column {header!r} seems shifted by a row against its keys"
    return None


def _many_changed(sheet: DecodedTab, columns: _Columns) -> _Finding | None:
    for field, pairs in columns.items():
        changed = sum(pair.old != pair.new for pair in pairs)
        if changed >= _MANY_CHANGED and changed > len(pairs) / 2:
            header = sheet.table.by_field[field].header
            return Guard.MANY_CHANGED, f"column {header!r} changed in {changed} of {len(pairs)} rows at once"
    return None


def _pairs(sheet: DecodedTab, base: _Base) -> dict[str, list[_Pair]]:
    """Agreed and present values by field, in the order of the sheet, of rows that both know.

    Keys left out.
    """
    known = _rows_of_list(sheet, base) if sheet.table.is_whole else _rows_by_key(sheet, base)
    return {
        column.field: [
            _pair(column, before.cells[column.field], row)
            for before, row in known
            if column.field in before.cells
        ]
        for column in sheet.table.columns
        if column.field not in sheet.table.key
    }


def _rows_by_key(sheet: DecodedTab, base: _Base) -> list[tuple[BaseRow, SheetRow]]:
    return [(base[row.key], row) for row in sheet.rows if row.key in base]


def _rows_of_list(sheet: DecodedTab, base: _Base) -> list[tuple[BaseRow, SheetRow]]:
    """Rows that belong together, for one inserted at the top moves all the others."""
    fields = [column.field for column in sheet.table.columns]
    before = [tuple(row.cells[name].value for name in fields if name in row.cells) for row in base.values()]
    after = [tuple(row.values[name] for name in fields) for row in sheet.rows]
    agreed = list(base.values())
    return [(agreed[old], sheet.rows[new]) for old, new in matched(before, after)]


def _pair(column: Column, before: BaseCell, row: SheetRow) -> _Pair:
    """A default in a blank cell is blank: what counts is what people would see."""
    was_blank = before.value == column.default and before.cell.is_empty
    return _Pair(before.value, row.values[column.field], was_blank, row.cells[column.field].is_empty)


def _is_shifted(pairs: Sequence[_Pair]) -> bool:
    """Whether values stand one row higher or lower than agreed from where they begin to differ to the end."""
    changed = [place for place, pair in enumerate(pairs) if pair.old != pair.new]
    if not changed:
        return False
    moved = pairs[changed[0] : changed[-1] + 1]
    old, new = [pair.old for pair in moved], [pair.new for pair in moved]
    sides = [(old[1:], new[:-1]), (old[:-1], new[1:])]
    return any(before == after and len(set(before)) >= _ENOUGH_TO_SHIFT for before, after in sides)


def _paused(sheet: DecodedTab, guard: Guard, what: str) -> TablePausedError:
    table, tab = sheet.table.name, sheet.tab.title
    return TablePausedError(
        table,
        tab,
        guard,
        f"table {table!r} is paused: tab {tab!r} {what}. Nothing of it was read or written, its local rows "
        "stay in use. If that was an accident, undo it in the sheet and it goes on by itself; if meant, "
        "`sheetanchor sync --dry-run` shows the plan and its hash, `sheetanchor sync --allow HASH` does it.",
    )
