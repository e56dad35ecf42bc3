"""Cells that nobody changed and that mean something else since the table is declared otherwise.

Such as blank ones of a column whose default is another one now, or wall-clock times after the time zone of
the settings was changed. What people see in the sheet stands, so what both sides hold of it is read anew; an
edit it is of nobody. What the program has changed meanwhile stands as it meant it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, SheetRow
from sheetanchor.domain.sync.outcomes import StoreRow, TablePlan
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.moments import DateTime
from sheetanchor.domain.tables.rows import Row, SyncStatus
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.domain.tables.values import Key


@dataclass(frozen=True, slots=True)
class Reread:
    """Both sides as they are to be merged.

    keys: rows of which the replica holds something else now; said: what of them, in words.
    """

    base: Mapping[Key, BaseRow]
    local: Mapping[Key, Row]
    keys: tuple[Key, ...] = ()
    said: str | None = None

    def noted(self, plan: TablePlan) -> TablePlan:
        """The plan with what was read anew to be stored, and told."""
        if not self.keys:
            return plan
        stored = {row.key: row for row in plan.store}
        for key in self.keys:
            stored[key] = replace(stored.get(key) or _as_it_is(self.local[key]), from_sheet=True)
        return replace(plan, store=tuple(stored.values()), reread=self.said)


def read_anew(sheet: DecodedTab, base: Mapping[Key, BaseRow], local: Mapping[Key, Row]) -> Reread:
    """Where nothing was agreed under another declaration, and that is nearly always, both as they are."""
    cells = dict(_changed(sheet, base))
    if not cells:
        return Reread(base, local)
    agreed = {key: replace(row, cells={**row.cells, **cells.get(key, {})}) for key, row in base.items()}
    rows = {key: _followed(row, base[key], cells[key]) for key, row in local.items() if key in cells}
    keys = tuple(key for key, row in rows.items() if row is not local[key])
    return Reread(agreed, {**local, **rows}, keys, _said(sheet.table, keys, local, rows))


def _followed(local: Row, agreed: BaseRow, cells: Mapping[str, BaseCell]) -> Row:
    """The row with what was read anew; a cell that the program has written since keeps what it means."""
    taken = {
        name: cell.value for name, cell in cells.items() if local.values.get(name) == agreed.cells[name].value
    }
    return replace(local, values={**local.values, **taken}) if taken else local


def _said(table: Table, keys: Iterable[Key], before: Mapping[Key, Row], now: Mapping[Key, Row]) -> str:
    changed = {
        column.field: sum(
            before[key].values.get(column.field) != now[key].values.get(column.field) for key in keys
        )
        for column in table.columns
    }
    parts = [f"{_named(table.by_field[field])} in {count} rows" for field, count in changed.items() if count]
    return (
        "the table is declared otherwise than before, or the settings name another time zone, so that this "
        f"was read anew: {', '.join(parts)}. Nobody edited it, and the sheet stands as it is"
    )


def _named(column: Column) -> str:
    zone = f" (times of {column.kind.zone})" if isinstance(column.kind, DateTime) else ""
    return f"{column.header!r}{zone}"


def _changed(sheet: DecodedTab, base: Mapping[Key, BaseRow]) -> Iterator[tuple[Key, dict[str, BaseCell]]]:
    for key, row in base.items():
        seen = sheet.by_key.get(key)
        if seen is not None and row.fingerprint != sheet.table.fingerprint:
            cells = dict(_reread(row, seen))
            if cells:
                yield key, cells


def _reread(agreed: BaseRow, seen: SheetRow) -> Iterator[tuple[str, BaseCell]]:
    for name, cell in seen.cells.items():
        before = agreed.cells.get(name)
        if before is not None and before.value != seen.values[name] and _stands(before.cell, cell):
            yield name, BaseCell(seen.values[name], cell)


def _stands(agreed: Cell, cell: Cell) -> bool:
    if agreed.is_empty or cell.is_empty:
        return agreed.is_empty and cell.is_empty
    return agreed == cell and type(agreed.value) is type(cell.value)


def _as_it_is(row: Row) -> StoreRow:
    awaits = row.status is SyncStatus.CONFLICT
    return StoreRow(
        row.key, row.values, from_sheet=True, is_pending=row.is_pending, awaits=awaits, pinned=row.pinned
    )
