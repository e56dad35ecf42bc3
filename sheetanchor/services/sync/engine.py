"""One deterministic pass: read what changed, merge, write what is pending.

When to do it is the loop's business.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.sync.plan import plan_table
from sheetanchor.domain.sync.problems import TablePausedError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.ports.sheet import Sheet, TabRef
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.apply import apply_plan, pause
from sheetanchor.services.sync.push import Push, confirm
from sheetanchor.services.sync.report import Outcome, PassReport, TableReport


class SyncEngine:
    """Brings a spreadsheet and a replica together.

    One engine at a time works on a replica: its owner holds the lock. Nothing here waits or retries.
    """

    def __init__(self, tables: Sequence[Table], sheet: Sheet, replica: Replica, clock: Clock) -> None:
        self._tables = [table for table in tables if not table.is_local]
        self._sheet = sheet
        self._replica = replica
        self._clock = clock

    def run_pass(self, *, full: bool = False) -> PassReport:
        """One pass; full reads the sheet whatever its version says.

        Raises what the ports raise; then the failure is in the sync log, every table is as a whole pass
        left it, and what was pending still is.
        """
        started_at, started = self._clock.now(), self._clock.monotonic()
        try:
            tables = self._pass(started_at, full=full)
        except SheetanchorError as error:
            self._note_failure(error)
            raise
        outcome = Outcome.UNCHANGED if tables is None else Outcome.DONE
        return PassReport(outcome, started_at, self._clock.monotonic() - started, tuple(tables or ()))

    def has_pending(self) -> bool:
        """Whether the sheet has still to learn of a row."""
        return any(
            row.is_pending for table in self._tables for row in self._replica.snapshot(table.name).values()
        )

    def _pass(self, at: datetime, *, full: bool) -> list[TableReport] | None:
        version = self._sheet.version()
        is_same = version == self._replica.state(facts.SHEET_VERSION)
        if is_same and not full and not self.has_pending():
            self._forget_failure(at)
            return None
        tabs = self._sheet.fetch([self._ref(table) for table in self._tables])
        reports, pushes = self._merge(tabs, version, at)
        if pushes:
            reports.update(self._push(pushes, reports))
        return list(reports.values())

    def _ref(self, table: Table) -> TabRef:
        known = self._replica.state(facts.sheet_id(table.name))
        return TabRef(table.name, table.tab, None if known is None else int(known))

    def _merge(
        self, tabs: Mapping[str, Tab | None], version: str, at: datetime
    ) -> tuple[dict[str, TableReport], list[Push]]:
        """Everything local, in one transaction with no network in it."""
        reports: dict[str, TableReport] = {}
        pushes: list[Push] = []
        is_complete = True
        with self._replica.transaction() as tx:
            for table in self._tables:
                tab = tabs[table.name]
                try:
                    plan = plan_table(table, tab, tx.base(table.name), tx.rows(table.name))
                except TablePausedError as error:
                    reports[table.name] = pause(tx, table.name, str(error), at)
                    continue
                reports[table.name] = apply_plan(tx, plan, at)
                is_complete = is_complete and not plan.is_incomplete
                if plan.has_push and tab is not None:
                    pushes.append(Push(table, plan, dict(tx.rows(table.name)), tab.row_count))
            is_settled = is_complete and not pushes
            tx.set_state(facts.SHEET_VERSION, version if is_settled else None)
            tx.set_state(facts.LAST_FETCH_AT, at.isoformat())
            self._note_success(tx, at)
        return reports, pushes

    def _push(self, pushes: Sequence[Push], reports: Mapping[str, TableReport]) -> dict[str, TableReport]:
        written = self._sheet.push([push.write() for push in pushes])
        at = self._clock.now()
        with self._replica.transaction() as tx:
            return {
                push.table.name: confirm(tx, push, answer, reports[push.table.name], at)
                for push, answer in zip(pushes, written, strict=True)
            }

    def _note_success(self, tx: Transaction, at: datetime) -> None:
        tx.set_state(facts.LAST_RUN_AT, at.isoformat())
        tx.set_state(facts.LAST_ERROR, None)

    def _forget_failure(self, at: datetime) -> None:
        """A pass that finds nothing new writes nothing, to spare the SD card, unless it ends a failure."""
        if self._replica.state(facts.LAST_ERROR) is not None:
            with self._replica.transaction() as tx:
                self._note_success(tx, at)

    def _note_failure(self, error: SheetanchorError) -> None:
        at = self._clock.now()
        with self._replica.transaction() as tx:
            tx.set_state(facts.LAST_ERROR, f"{type(error).__name__}: {error}")
            tx.log(SyncLogEntry(at, None, "pass", "failed", message=str(error)))
