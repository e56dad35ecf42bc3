"""The sheet's part of a plan: what is written, and what counts as confirmed when the answer has come."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import bind_columns
from sheetanchor.domain.sync.outcomes import RowInsert, RowUpdate, TablePlan
from sheetanchor.domain.sync.problems import TablePausedError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.rows import Row, SyncStatus
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Value
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sheet import RowInsertion, RowWrite, TabWrite, TabWritten
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync.report import TableReport


@dataclass(frozen=True, slots=True)
class Push:
    """What one table sends: its plan, and the rows as they stood in the replica when it was made."""

    table: Table
    plan: TablePlan
    rows: Mapping[Key, Row]
    row_count: int

    def write(self) -> TabWrite:
        """The request, in the port's words."""
        plan = self.plan
        return TabWrite(
            sheet_id=plan.sheet_id,
            width=max(plan.columns.values()) + 1,
            row_count=self.row_count,
            updates=tuple(RowWrite(update.place, update.cells) for update in plan.updates),
            inserts=tuple(RowInsertion(insert.before, insert.cells) for insert in plan.inserts),
            deletes=tuple(delete.place for delete in plan.deletes),
        )


def confirm(
    tx: Transaction, push: Push, written: TabWritten, report: TableReport, at: datetime
) -> TableReport:
    """Make what stands in the sheet now the base, cell by cell; what does not stand there stays pending."""
    plan = push.plan
    pairs: list[tuple[RowUpdate | RowInsert, Sequence[Cell]]] = [
        *zip(plan.updates, written.updates, strict=True),
        *zip(plan.inserts, written.inserts, strict=True),
    ]
    header_holds = _header_holds(push, written.header)
    confirmed = {
        change.key: agreed
        for change, cells in pairs
        if header_holds and (agreed := _agreed(push.table, plan.columns, change, cells)) is not None
    }
    if push.table.is_whole:
        unconfirmed = _confirm_whole(tx, push, len(confirmed) == len(pairs), at)
    else:
        unconfirmed = _confirm_rows(tx, push, confirmed, at)
    _log(tx, report.table, len(pairs) + len(plan.deletes), unconfirmed, at)
    return replace(
        report,
        updated=len(plan.updates),
        inserted=len(plan.inserts),
        deleted=len(plan.deletes),
        unconfirmed=unconfirmed,
    )


def _header_holds(push: Push, header: tuple[Cell, ...]) -> bool:
    """Whether the columns stand where they stood when the plan was made."""
    tab = Tab(push.plan.sheet_id, push.table.tab, push.row_count, len(header), (header,))
    try:
        return bind_columns(push.table, tab) == push.plan.columns
    except TablePausedError:
        return False


def _agreed(
    table: Table, columns: Mapping[str, int], change: RowUpdate | RowInsert, cells: Sequence[Cell]
) -> dict[str, BaseCell] | None:
    """The written cells as they stand, or None where the row or one of them is not what was written."""
    own_key = {} if table.is_whole else dict(zip(table.key, change.key, strict=True))
    expected = {**own_key, **change.values}
    found: dict[str, BaseCell] = {}
    for field, value in expected.items():
        place = columns[field]
        if field in change.values and place not in change.cells:
            continue
        cell = cells[place] if place < len(cells) else EMPTY
        if not _holds(table, field, cell, value):
            return None
        found[field] = BaseCell(value, cell)
    return found


def _holds(table: Table, field: str, cell: Cell, value: Value) -> bool:
    column = table.by_field[field]
    if cell.is_empty:
        return value is None or value == column.default
    try:
        return column.kind.read(cell) == value
    except CellRefusedError:
        return False


def _confirm_rows(
    tx: Transaction, push: Push, confirmed: Mapping[Key, Mapping[str, BaseCell]], at: datetime
) -> int:
    table = push.table
    base = tx.base(table.name)
    for key, cells in confirmed.items():
        before = base[key].cells if key in base else {}
        tx.put_base(table.name, BaseRow(key, {**before, **cells}, table.fingerprint))
    for delete in push.plan.deletes:
        tx.delete_base(table.name, delete.key)
    _settle(tx, push, confirmed, at)
    return len(push.plan.updates) + len(push.plan.inserts) - len(confirmed)


def _confirm_whole(tx: Transaction, push: Push, is_confirmed: bool, at: datetime) -> int:  # noqa: FBT001
    """A list is confirmed as a whole: its base becomes all the rows that were sent."""
    if not is_confirmed:
        return len(push.plan.updates) + len(push.plan.inserts)
    table = push.table.name
    for key in set(tx.base(table)) - push.rows.keys():
        tx.delete_base(table, key)
    for key, row in push.rows.items():
        cells = {field: BaseCell(value, EMPTY) for field, value in row.values.items()}
        tx.put_base(table, BaseRow(key, cells, push.table.fingerprint))
    _settle(tx, push, push.rows, at)
    return 0


def _settle(tx: Transaction, push: Push, keys: Iterable[Key], at: datetime) -> None:
    """Rows that nobody edited since are synced, or wait for a person."""
    table = push.table.name
    waiting = tx.open_conflicts(table)
    for key in keys:
        row = tx.row(table, key)
        if row is not None and row.version == push.rows[key].version:
            status = SyncStatus.CONFLICT if key in waiting else SyncStatus.SYNCED
            tx.put(table, replace(row, status=status, last_synced_at=at))


def _log(tx: Transaction, table: str, rows: int, unconfirmed: int, at: datetime) -> None:
    status = "unconfirmed" if unconfirmed else "ok"
    message = f"{unconfirmed} rows do not read back as written; they stay pending" if unconfirmed else ""
    tx.log(SyncLogEntry(at, table, "push", status, rows=rows, message=message))
