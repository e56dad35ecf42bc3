"""Guards: what looks less like an edit than like an accident, and pauses the table until a person says so.

The limits are those of the design: more than half of the rows gone, more than three gone from a table that
the program makes, more than half and at least ten rows changed in one column, a column blanked or shifted.
"""

from collections.abc import Callable, Mapping, Sequence

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, SheetRow
from sheetanchor.domain.sync.problems import Guard, TablePausedError
from sheetanchor.domain.tables.values import Key, Value

_MANY_CHANGED = 10
_MANY_GONE = 3
_ENOUGH_TO_SHIFT = 4
_ENOUGH_TO_BLANK = 3

_Base = Mapping[Key, BaseRow]
_Finding = tuple[Guard, str]


def require_plausible(sheet: DecodedTab, base: _Base) -> None:
    """Raise TablePausedError for the first guard that the tab runs into; a table never agreed has none."""
    if not base:
        return
    for look in _LOOKS:
        finding = look(sheet, base)
        if finding is not None:
            raise _paused(sheet, *finding)


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


def _blanked(sheet: DecodedTab, base: _Base) -> _Finding | None:
    for field, pairs in _pairs(sheet, base).items():
        filled = [new for old, new in pairs if old is not None]
        if len(filled) >= _ENOUGH_TO_BLANK and all(new is None for new in filled):
            header = sheet.table.by_field[field].header
            return Guard.COLUMN_BLANKED, f"column {header!r} held {len(filled)} values and is blank now"
    return None


def _shifted(sheet: DecodedTab, base: _Base) -> _Finding | None:
    for field, pairs in _pairs(sheet, base).items():
        if _is_shifted(pairs):
            header = sheet.table.by_field[field].header
            return Guard.COLUMN_SHIFTED, f"column {header!r} seems shifted by a row against its keys"
    return None


def _many_changed(sheet: DecodedTab, base: _Base) -> _Finding | None:
    for field, pairs in _pairs(sheet, base).items():
        changed = sum(old != new for old, new in pairs)
        if changed >= _MANY_CHANGED and changed > len(pairs) / 2:
            header = sheet.table.by_field[field].header
            return Guard.MANY_CHANGED, f"column {header!r} changed in {changed} of {len(pairs)} rows at once"
    return None


_LOOKS: Sequence[Callable[[DecodedTab, _Base], _Finding | None]] = (
    _emptied,
    _many_gone,
    _blanked,
    _shifted,
    _many_changed,
)


def _pairs(sheet: DecodedTab, base: _Base) -> dict[str, list[tuple[Value, Value]]]:
    """Agreed and present values by field, in the order of the sheet, of rows that both know.

    Keys left out.
    """
    known: list[tuple[BaseRow, SheetRow]] = [(base[row.key], row) for row in sheet.rows if row.key in base]
    return {
        column.field: [
            (before.cells[column.field].value, row.values[column.field])
            for before, row in known
            if column.field in before.cells
        ]
        for column in sheet.table.columns
        if column.field not in sheet.table.key
    }


def _is_shifted(pairs: Sequence[tuple[Value, Value]]) -> bool:
    """Whether each value stands one row higher or lower than agreed, over enough different values to tell."""
    old, new = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if old == new:
        return False
    moved = [(old[1:], new[:-1]), (old[:-1], new[1:])]
    return any(before == after and len(set(before)) >= _ENOUGH_TO_SHIFT for before, after in moved)


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
