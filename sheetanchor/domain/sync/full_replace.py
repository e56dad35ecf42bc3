"""The plan for a table whose whole tab is one value: a list of rows, found by their place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, SheetRow
from sheetanchor.domain.sync.encode import encoded
from sheetanchor.domain.sync.incremental import READS_TO_BELIEVE
from sheetanchor.domain.sync.outcomes import (
    Conflict,
    Loss,
    RowDelete,
    RowInsert,
    RowUpdate,
    StoreRow,
    TablePlan,
)
from sheetanchor.domain.sync.problems import Guard, TablePausedError
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.schema import Policy
from sheetanchor.domain.tables.values import Key, Values

_FIRST_ROW = 1


def plan_full_replace(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> TablePlan:
    """What to do so that both lists are one; raises TablePausedError where any row cannot be read.

    A list with fewer rows than agreed is believed when two reads saw it.
    """
    _require_whole(sheet)
    remote, ours = [row.values for row in sheet.rows], [row.values for row in local.values()]
    agreed = [_values(row) for row in base.values()] if base else None
    if remote == ours:
        return _agree(sheet, base, local)
    if agreed is not None and agreed == ours:
        return _take_sheet(sheet, base, local)
    if agreed is not None and agreed == remote:
        return _push(sheet, base, local)
    if agreed is None and not ours:
        return _take_sheet(sheet, base, local)
    return _both_changed(sheet, base, local)


def _require_whole(sheet: DecodedTab) -> None:
    if sheet.held:
        first = sheet.held[0]
        raise TablePausedError(
            sheet.table.name,
            sheet.tab.title,
            Guard.ROW_UNREADABLE,
            f"table {sheet.table.name!r} is held as a whole, for a list with a hole would be a wrong one: "
            f"{sheet.tab.title}!{first.address} ({first.header}) holds {first.shown!r}: {first.reason}. "
            "Its last good rows stay in use; mend the cell.",
        )


def _values(row: BaseRow) -> Values:
    return {field: cell.value for field, cell in row.cells.items()}


def _base_rows(sheet: DecodedTab) -> tuple[BaseRow, ...]:
    fingerprint = sheet.table.fingerprint
    return tuple(
        BaseRow(
            row.key, {name: BaseCell(row.values[name], row.cells[name]) for name in row.values}, fingerprint
        )
        for row in sheet.rows
    )


def _plan(sheet: DecodedTab) -> TablePlan:
    return TablePlan(sheet.table.name, sheet.tab.sheet_id, sheet.columns)


def _agree(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> TablePlan:
    rows = _base_rows(sheet)
    unsettled = [row for row in local.values() if row.status is not SyncStatus.SYNCED]
    return replace(
        _plan(sheet),
        base=tuple(row for row in rows if base.get(row.key) != row),
        forget=tuple(key for key in base if key not in sheet.by_key),
        store=tuple(StoreRow(row.key, row.values, from_sheet=False, is_pending=False) for row in unsettled),
    )


def _take_sheet(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> TablePlan:
    if _is_first_sight_of_loss(sheet, base):
        seen = tuple(replace(row, missing=row.missing + 1) for row in base.values())
        return replace(_plan(sheet), base=seen, is_incomplete=True)
    return replace(
        _plan(sheet),
        base=_base_rows(sheet),
        forget=tuple(key for key in base if key not in sheet.by_key),
        drop=tuple(key for key in local if key not in sheet.by_key),
        store=tuple(_changed(sheet.rows, local)),
    )


def _is_first_sight_of_loss(sheet: DecodedTab, base: Mapping[Key, BaseRow]) -> bool:
    lost = [row for key, row in base.items() if key not in sheet.by_key]
    return any(row.missing + 1 < READS_TO_BELIEVE for row in lost)


def _changed(rows: Sequence[SheetRow], local: Mapping[Key, Row]) -> list[StoreRow]:
    return [
        StoreRow(row.key, row.values, from_sheet=True, is_pending=False)
        for row in rows
        if row.key not in local
        or local[row.key].values != row.values
        or local[row.key].status is not SyncStatus.SYNCED
    ]


def _both_changed(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> TablePlan:
    policy = sheet.table.policy
    if policy is Policy.SHEET_WINS:
        plan = _take_sheet(sheet, base, local)
        return (
            plan
            if plan.is_incomplete
            else replace(plan, conflicts=_conflicts(sheet, base, local, Source.SHEETS))
        )
    if policy is Policy.LOCAL_WINS:
        return replace(_push(sheet, base, local), conflicts=_conflicts(sheet, base, local, Source.LOCAL))
    waiting = tuple(
        StoreRow(row.key, row.values, from_sheet=False, is_pending=False, awaits=True)
        for row in local.values()
        if row.status is not SyncStatus.CONFLICT
    )
    return replace(_plan(sheet), store=waiting, conflicts=_conflicts(sheet, base, local, None))


def _conflicts(
    sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row], winner: Source | None
) -> tuple[Conflict, ...]:
    """One conflict per place where the lists differ, so that the losing list is kept row by row."""
    loss = Loss.BOTH_CHANGED if base else Loss.NEVER_AGREED
    places = dict.fromkeys((*sheet.by_key, *local))
    pairs = ((key, sheet.by_key.get(key), local.get(key)) for key in places)
    return tuple(
        Conflict(
            sheet.table.name,
            key,
            None,
            loss,
            None if remote is None else remote.values,
            None if ours is None else ours.values,
            winner,
        )
        for key, remote, ours in pairs
        if (remote.values if remote else None) != (ours.values if ours else None)
    )


def _push(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> TablePlan:
    """Row updates, inserts and deletes that turn the sheet's list into ours.

    Equal rows stay where they are.
    """
    updates: list[RowUpdate] = []
    inserts: list[RowInsert] = []
    deletes: list[RowDelete] = []
    ours = list(local.values())
    for theirs, mine in _differences(sheet, ours):
        shared = min(len(theirs), len(mine))
        after = theirs.start + shared
        pairs = zip(sheet.rows[theirs.start : after], (ours[i] for i in mine), strict=False)
        updates.extend(_update(sheet, remote, row) for remote, row in pairs)
        inserts.extend(_insert(sheet, after, ours[i]) for i in mine[shared:])
        deletes.extend(RowDelete(row.key, row.place) for row in sheet.rows[after : theirs.stop])
    pending = tuple(
        StoreRow(row.key, row.values, from_sheet=False, is_pending=True) for row in ours if not row.is_pending
    )
    return replace(
        _plan(sheet),
        store=pending,
        base=tuple(replace(row, missing=0) for row in base.values() if row.missing),
        updates=tuple(updates),
        inserts=tuple(inserts),
        deletes=tuple(deletes),
    )


def _differences(sheet: DecodedTab, ours: Sequence[Row]) -> list[tuple[range, range]]:
    """Stretches of the sheet's rows and of ours that differ, as a diff of two texts would find them."""
    fields = [column.field for column in sheet.table.columns]
    theirs = [tuple(row.values[field] for field in fields) for row in sheet.rows]
    mine = [tuple(row.values[field] for field in fields) for row in ours]
    codes = SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes()
    return [(range(i1, i2), range(j1, j2)) for tag, i1, i2, j1, j2 in codes if tag != "equal"]


def _update(sheet: DecodedTab, remote: SheetRow, ours: Row) -> RowUpdate:
    changed = {name: value for name, value in ours.values.items() if remote.values[name] != value}
    return RowUpdate(ours.key, remote.place, changed, encoded(sheet, changed, remote.place))


def _insert(sheet: DecodedTab, number: int, ours: Row) -> RowInsert:
    before = sheet.rows[number].place if number < len(sheet.rows) else sheet.end
    return RowInsert(ours.key, before, ours.values, encoded(sheet, ours.values, before - 1))
