"""What a pass leaves behind for people: how it went, and lines in the log."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.sync.outcomes import Loss, TablePlan
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.sent import SentTable
from sheetanchor.services.sync.settle import Settled

_LOG = logging.getLogger(__name__)


def note_success(tx: Transaction, at: datetime) -> None:
    """The pass went well so far."""
    tx.set_state(facts.LAST_RUN_AT, at.isoformat())
    tx.set_state(facts.LAST_ERROR, None)
    tx.set_state(facts.FAILING_SINCE, None)


def forget_failure(replica: Replica, at: datetime) -> None:
    """A pass that finds nothing new writes nothing, to spare the SD card, unless it ends a failure."""
    if replica.state(facts.LAST_ERROR) is not None:
        with replica.transaction() as tx:
            note_success(tx, at)


def note_failure(replica: Replica, at: datetime, error: SheetanchorError) -> None:
    """The pass ended here."""
    with replica.transaction() as tx:
        tx.set_state(facts.LAST_ERROR, f"{type(error).__name__}: {error}")
        if tx.state(facts.FAILING_SINCE) is None:
            tx.set_state(facts.FAILING_SINCE, at.isoformat())
    log_failure(replica, at, "pass", error)


def log_failure(replica: Replica, at: datetime, operation: str, error: SheetanchorError) -> None:
    """A line of the log."""
    with replica.transaction() as tx:
        tx.log(SyncLogEntry(at, None, operation, "failed", message=str(error)))


def is_held_otherwise(tx: Transaction, plan: TablePlan) -> bool:
    """Whether other cells than before cannot be read; what the sheet refuses changes nothing of the rows."""
    return plan.held != tuple(cell for cell in tx.held(plan.table) if not cell.is_refused)


def list_held(tx: Transaction, table: str, held: Sequence[HeldCell], at: datetime) -> None:
    """Replace the list of what is held back; the log gets a line for other rows or reasons."""
    before = tx.held(table)
    if tuple(held) == before:
        return
    tx.set_held(table, held)
    if held and _why(held) != _why(before):
        tx.log(SyncLogEntry(at, table, "pull", "held", rows=len(held)))


def _why(held: Iterable[HeldCell]) -> set[tuple[object, ...]]:
    """Rows may move meanwhile."""
    return {(cell.key, cell.header, cell.shown, cell.reason) for cell in held}


def log_complaints(tx: Transaction, plan: TablePlan, at: datetime) -> None:
    """What a plugin's strategy could not decide, once while it waits; before its conflicts are kept."""
    waiting = tx.open_conflicts(plan.table) if plan.complaints else ()
    known = {kept.conflict.key for kept in waiting if kept.conflict.loss is Loss.UNDECIDED}
    for complaint in plan.complaints:
        if complaint.key not in known:
            _LOG.error("%s", complaint.message)
            tx.log(SyncLogEntry(at, plan.table, "merge", "undecided", rows=1, message=complaint.message))


def log_push(tx: Transaction, sent: SentTable, settled: Settled, at: datetime) -> None:
    """What was written to one tab, and what of it did not go as planned."""
    rows = sum(bool(row.cells) for row in sent.write.updates) + len(sent.inserts) + len(sent.deletes)
    notes = []
    if settled.unconfirmed:
        notes.append(f"{settled.unconfirmed} rows changed meanwhile and stay pending")
    if settled.debts:
        notes.append(f"{len(settled.debts)} cells or rows of people are put right")
    status = "repair" if settled.debts else "unconfirmed" if settled.unconfirmed else "ok"
    tx.log(SyncLogEntry(at, sent.table, "push", status, rows=rows, message="; ".join(notes)))
