"""The plan for a table whose whole tab is one value: a list of rows, found by their place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sheetanchor.domain.sync.alignment import differences
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
from sheetanchor.domain.sync.problems import Guard, Pause, TablePausedError
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.schema import Policy, Table
from sheetanchor.domain.tables.values import Key, Value, Values


def plan_full_replace(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> TablePlan:
    """What to do so that both lists are one; raises TablePausedError where any row cannot be read.

    A list with fewer rows than agreed is believed when two reads saw it. Lists never agreed were both empty.
    """
    _require_whole(sheet)
    base, local = dict(sorted(base.items(), key=_place)), dict(sorted(local.items(), key=_place))
    remote, ours = [row.values for row in sheet.rows], [row.values for row in local.values()]
    agreed = [_values(sheet.table, row) for row in base.values()]
    if remote == ours:
        return _agree(sheet, base, local)
    if agreed == ours:
        return _take_sheet(sheet, base, local)
    if agreed == remote:
        return _push(sheet, base, local)
    return _both_changed(sheet, base, local)


def _place(entry: tuple[Key, object]) -> int:
    (place,) = entry[0]
    assert isinstance(place, int)  # noqa: S101 - rows of a list are keyed by their place
    return place


def _require_whole(sheet: DecodedTab) -> None:
    if sheet.held:
        first = sheet.held[0]
        pause = Pause(
            sheet.table.name,
            sheet.tab.title,
            Guard.ROW_UNREADABLE,
            first.address,
            f"({first.header}) holds {first.shown!r}: {first.reason}; a list with a hole would be wrong",
            (f"mend {sheet.tab.title}!{first.address}",),
        )
        raise TablePausedError(pause)


def _values(table: Table, row: BaseRow) -> Values:
    """The agreed values; a column declared since was agreed to be blank."""
    return {
        column.field: row.cells[column.field].value if column.field in row.cells else column.default
        for column in table.columns
    }


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
        plan = _push(sheet, base, local)
        lost = _conflicts(sheet, base, local, Source.LOCAL) if plan.has_push else ()
        return replace(plan, conflicts=(*plan.conflicts, *lost))
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

    Equal rows stay where they are. What formulas compute is not written, and where only that differs the
    sheet's list is taken.
    """
    writes = _Writes(sheet, list(local.values()))
    if not writes.are_any:
        return replace(_take_sheet(sheet, base, local), conflicts=tuple(writes.lost))
    pending = tuple(
        StoreRow(row.key, row.values, from_sheet=False, is_pending=True)
        for row in local.values()
        if not row.is_pending
    )
    return replace(
        _plan(sheet),
        store=pending,
        base=tuple(replace(row, missing=0) for row in base.values() if row.missing),
        updates=tuple(writes.updates),
        inserts=tuple(writes.inserts),
        deletes=tuple(writes.deletes),
        conflicts=tuple(writes.lost),
    )


class _Writes:
    """What turns the sheet's list into ours, and the values that had to stay behind."""

    def __init__(self, sheet: DecodedTab, ours: Sequence[Row]) -> None:
        self._sheet = sheet
        self.updates: list[RowUpdate] = []
        self.inserts: list[RowInsert] = []
        self.deletes: list[RowDelete] = []
        self.lost: list[Conflict] = []
        fields = [column.field for column in sheet.table.columns]
        for theirs, mine in differences(_lines(fields, sheet.rows), _lines(fields, ours)):
            self._replace(sheet.rows[theirs.start : theirs.stop], ours[mine.start : mine.stop], theirs.stop)

    @property
    def are_any(self) -> bool:
        """Whether anything is to be written."""
        return bool(self.updates or self.inserts or self.deletes)

    def _replace(self, theirs: Sequence[SheetRow], ours: Sequence[Row], following: int) -> None:
        shared = min(len(theirs), len(ours))
        for remote, row in zip(theirs[:shared], ours[:shared], strict=True):
            self._update(remote, row)
        for row in ours[shared:]:
            self._insert(following, row)
        self.deletes.extend(RowDelete(row.key, row.place) for row in theirs[shared:])

    def _update(self, remote: SheetRow, ours: Row) -> None:
        protected = self._sheet.unwritable(remote.cells)
        changed = {name: value for name, value in ours.values.items() if remote.values[name] != value}
        written = {name: value for name, value in changed.items() if name not in protected}
        if written:
            cells = encoded(self._sheet, written, remote.place)
            self.updates.append(RowUpdate(ours.key, remote.place, written, cells))
        for name in sorted(changed.keys() & protected):
            self._lose(ours, name, remote.values[name])

    def _insert(self, following: int, ours: Row) -> None:
        rows = self._sheet.rows
        before = rows[following].place if following < len(rows) else self._sheet.end
        cells = encoded(self._sheet, ours.values, before - 1)
        self.inserts.append(RowInsert(ours.key, before, ours.values, cells))
        for name in sorted(self._sheet.read_only):
            if ours.values[name] is not None:
                self._lose(ours, name, None)

    def _lose(self, ours: Row, name: str, remote: Value) -> None:
        table, local = self._sheet.table.name, {name: ours.values[name]}
        loss, winner = Loss.NOT_WRITABLE, Source.SHEETS
        self.lost.append(Conflict(table, ours.key, name, loss, {name: remote}, local, winner))


def _lines(fields: Sequence[str], rows: Sequence[Row | SheetRow]) -> list[tuple[Value, ...]]:
    return [tuple(row.values[name] for name in fields) for row in rows]
