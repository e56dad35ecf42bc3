"""Carrying out the local part of a plan, inside one transaction."""

from datetime import datetime

from sheetanchor.domain.sync.outcomes import StoreRow, TablePlan
from sheetanchor.domain.sync.problems import Pause
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.journal import log_complaints
from sheetanchor.services.sync.keep_conflicts import keep_conflicts
from sheetanchor.services.sync.places import note_places
from sheetanchor.services.sync.report import TableReport


def apply_plan(tx: Transaction, plan: TablePlan, at: datetime) -> TableReport:
    """Store, drop, remember the base, keep conflicts, log: all of a plan but the push and what is held."""
    for stored in plan.store:
        tx.put(plan.table, stored_row(tx.row(plan.table, stored.key), stored, at))
    for key in plan.drop:
        tx.delete(plan.table, key, at=at, source=Source.SHEETS)
    _remember(tx, plan, at)
    log_complaints(tx, plan, at)
    conflicts = keep_conflicts(tx, plan, at)
    report = TableReport(
        table=plan.table,
        pulled=sum(stored.from_sheet for stored in plan.store),
        removed=len(plan.drop),
        conflicts=conflicts,
        held=len(plan.held),
    )
    _log(tx, report, at)
    if plan.reread is not None:
        tx.log(SyncLogEntry(at, plan.table, "pull", "reread", message=plan.reread))
    return report


def pause(tx: Transaction, why: Pause, at: datetime) -> TableReport:
    """Leave a table as it is and say why; the log gets a line when the reason is another one."""
    table, message = why.table, why.message()
    if tx.pause(table) != message:
        tx.set_pause(table, message)
        tx.set_state(facts.paused_at(table), why.cell)
        tx.set_state(facts.pause_ends(table), "\n".join(why.ways))
        tx.log(SyncLogEntry(at, table, "pull", "paused", message=message))
    return TableReport(table, paused=message)


def _resume(tx: Transaction, table: str) -> None:
    if tx.pause(table) is not None:
        tx.set_pause(table, None)
        tx.set_state(facts.paused_at(table), None)
        tx.set_state(facts.pause_ends(table), None)


def stored_row(before: Row | None, stored: StoreRow, at: datetime) -> Row:
    """The row as the replica takes it, its stamps kept true."""
    is_changed = before is None or before.values != stored.values
    version = 1 if before is None else before.version + is_changed
    synced_before = None if before is None else before.last_synced_at
    return Row(
        key=stored.key,
        values=stored.values,
        status=stored.status,
        source=Source.SHEETS if stored.from_sheet else Source.LOCAL if before is None else before.source,
        version=version,
        last_modified_at=at if is_changed or before is None else before.last_modified_at,
        last_synced_at=at if stored.status is SyncStatus.SYNCED else synced_before,
        pinned=stored.pinned,
    )


def _remember(tx: Transaction, plan: TablePlan, at: datetime) -> None:
    for key in plan.forget:
        tx.delete_base(plan.table, key)
    for row in plan.base:
        tx.put_base(plan.table, row)
    _resume(tx, plan.table)
    tx.set_state(facts.sheet_id(plan.table), str(plan.sheet_id))
    tx.set_state(facts.agreed_at(plan.table), at.isoformat())
    note_places(tx, plan)


def _log(tx: Transaction, report: TableReport, at: datetime) -> None:
    moved = report.pulled + report.removed
    if moved or report.conflicts:
        message = f"{report.conflicts} conflicts" if report.conflicts else ""
        tx.log(SyncLogEntry(at, report.table, "pull", "ok", rows=moved, message=message))
