"""One deterministic pass: read what changed, merge, write what is pending.

When to do it is the loop's business.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock

from sheetanchor.domain.errors import OperatorError, SheetanchorError
from sheetanchor.domain.sync.debts import Debt
from sheetanchor.domain.sync.errors import (
    FenceLostError,
    QuotaError,
    ServiceUnavailableError,
    WriteRefusedError,
)
from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.sync.problems import Guard, TablePausedError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.ports.sheet import Applied, Sheet, TabWritten
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync import facts, journal, memory, numbering, old_version, others, titles
from sheetanchor.services.sync.apply import apply_plan, pause
from sheetanchor.services.sync.compose import OwingTab, compose, find_debts
from sheetanchor.services.sync.fence_seen import note_applied
from sheetanchor.services.sync.follow_ups import FollowUps, note_due
from sheetanchor.services.sync.foresight import Foresight, PlanInputs, orders_for
from sheetanchor.services.sync.mandate import (
    ORDINARY,
    Allowed,
    Considered,
    Mandate,
    PlanChangedError,
    PlanUnknownError,
    Rehearsal,
    RehearsedError,
)
from sheetanchor.services.sync.numbering import Found, part_twins
from sheetanchor.services.sync.other_spreadsheet import reasons_to_wait
from sheetanchor.services.sync.overwritten import keep_what_is_left
from sheetanchor.services.sync.pending import SendableWork, note_stuck
from sheetanchor.services.sync.preview import Preview
from sheetanchor.services.sync.reading import Read, SheetReader
from sheetanchor.services.sync.refusals import Offer
from sheetanchor.services.sync.report import Outcome, PassReport, TableReport, combined, pushed
from sheetanchor.services.sync.resync import end_if_settled, is_rebuilding
from sheetanchor.services.sync.round import End, Round
from sheetanchor.services.sync.sent import Intent
from sheetanchor.services.sync.settle import settle
from sheetanchor.services.sync.sieve import Sieve

#: How many rounds of a kind one pass makes at most; what is left over is for the next pass.
_DISTURBED, _REFUSED, _ROUNDS = 5, 10, 40


class SyncEngine:
    """Brings a spreadsheet and a replica together.

    One engine at a time works on a replica: its owner holds the lock; several on one spreadsheet are kept
    apart by the fence. Nothing here waits. new_token: a text that was never used before, letters and
    digits. spreadsheet: its id, so that another one is not taken for it.
    """

    def __init__(
        self,
        tables: Sequence[Table],
        sheet: Sheet,
        replica: Replica,
        clock: Clock,
        new_token: Callable[[], str],
        *,
        follow_ups: Sequence[Callable[[], object]] = (),
        spreadsheet: str | None = None,
    ) -> None:
        self._all_tables = tables
        self._tables = [table for table in tables if not table.is_local]
        self._sheet = sheet
        self._replica = replica
        self._clock = clock
        self._reader = SheetReader(self._tables, sheet, replica, new_token, spreadsheet)
        self._has_pending = SendableWork(tables, replica)
        self._follow_ups = FollowUps(replica, clock, follow_ups)
        self._foresight = Foresight(replica)
        self._sieve = Sieve(replica)
        self._alone = Lock()

    def run_pass(self, *, full: bool = False, allow: str | None = None) -> PassReport:
        """One pass; full reads the sheet whatever its version says.

        allow: the hash of a preview; the pass does exactly that or raises PlanChangedError.
        Where somebody wrote between our reading and our writing it begins anew, a few times at most. Raises
        what the ports raise; then the failure is in the sync log, and what was pending still is. Whoever
        asks during a pass waits for its end.
        """
        with self._alone:
            return self._pass(full=full, allow=allow)

    def _pass(self, *, full: bool, allow: str | None) -> PassReport:
        started_at, started = self._clock.now(), self._clock.monotonic()
        try:
            if allow is None:
                # What an earlier pass left undone needs no network.
                self._follow_ups.run()
            reports = self._rounds(
                started_at, full=full, mandate=ORDINARY if allow is None else Allowed(allow)
            )
            if reports is not None and self._follow_ups.run():
                reports = self._send_what_followed(reports, started_at)
        except PlanChangedError:
            raise
        except SheetanchorError as error:
            journal.note_failure(self._replica, self._clock.now(), error)
            raise
        outcome = Outcome.UNCHANGED if reports is None else Outcome.DONE
        tables = () if reports is None else tuple(reports.values())
        return PassReport(outcome, started_at, self._clock.monotonic() - started, tables)

    def preview(self) -> Preview:
        """What a pass would do were all of it meant; nothing is changed on either side.

        Raises what the ports raise, and PlanUnknownError while a batch is unanswered.
        """
        try:
            with self._alone:
                self._rehearse()
        except RehearsedError as end:
            return end.preview
        raise PlanUnknownError

    def _rehearse(self) -> None:
        if self._replica.state(facts.INTENT) is not None:
            raise PlanUnknownError
        self._round(self._sheet.version(), self._clock.now(), Rehearsal())

    def _send_what_followed(self, reports: Mapping[str, TableReport], at: datetime) -> dict[str, TableReport]:
        later = self._rounds(at, full=False, mandate=ORDINARY) if self._has_pending() else None
        return {
            name: combined(report, later[name]) if later and name in later else report
            for name, report in reports.items()
        }

    def _rounds(self, at: datetime, *, full: bool, mandate: Mandate) -> dict[str, TableReport] | None:
        version = self._sheet.version()
        is_same = version == self._replica.state(facts.SHEET_VERSION) and mandate is ORDINARY
        if is_same and not full and not self._has_pending():
            journal.forget_failure(self._replica, at)
            return None
        self._sieve.begin_pass(tries_again=full)
        reports: dict[str, TableReport] = {}
        ends: Counter[End] = Counter()
        while ends[End.DISTURBED] < _DISTURBED and ends[End.REFUSED] < _REFUSED and ends.total() < _ROUNDS:
            done, end = self._round(version, at, mandate)
            reports |= {name: combined(reports.get(name), report) for name, report in done.items()}
            if end is End.SETTLED:
                break
            ends[end] += 1
        return reports

    def _round(self, version: str, at: datetime, mandate: Mandate) -> tuple[dict[str, TableReport], End]:
        """Read, merge, write."""
        read = self._reader.read(version, at)
        if read is not None:
            self._foresight.look_ahead(read, self._tables, is_meant=mandate.waives)
        work = None if read is None else self._merge(read, mandate)
        if work is None:
            return {}, End.DISTURBED
        if work.intent is None:
            return work.reports, End.SETTLED if self._sieve.was_applied() else End.PARTIAL
        reports, end = self._write(work, work.intent)
        return reports, End.PARTIAL if work.is_deferred and end is End.SETTLED else end

    def _write(self, work: Round, intent: Intent) -> tuple[dict[str, TableReport], End]:
        try:
            written = self._sheet.push(intent.writes, intent.step)
        except FenceLostError:
            # The request may have come twice, and this be the answer to the second: the intent stays open.
            return work.reports, End.DISTURBED
        except WriteRefusedError as error:
            self._sieve.was_refused(intent, error)
            self._forget(intent)
            return work.reports, End.REFUSED
        except (OperatorError, QuotaError, ServiceUnavailableError):
            # It was turned away or never sent, so that reading may go on while writing cannot.
            self._forget(intent)
            raise
        reports, is_settled = self._confirm(intent, written, work.reports)
        is_all = self._sieve.was_applied() and len(work.sent) == len(intent.tables)
        if not is_settled:
            return reports, End.DISTURBED
        return reports, End.SETTLED if is_all else End.PARTIAL

    def _merge(self, read: Read, mandate: Mandate) -> Round | None:
        """Everything local, in one transaction with no network in it.

        None where another worker of this replica came in between, so that what was read is out of date.
        """
        with self._replica.transaction() as tx:
            if tx.state(facts.TURN) != read.turn:
                return None
            memory.take_turn(tx)
            if read.left_open is not None:
                self._close_intent(tx, read.left_open, read.found, read.fetched.tabs, read.at)
            work = Round(mandate, memory.debts(tx.state(facts.DEBTS)))
            titles.note(tx, self._tables, read.fetched, read.at)
            if read.other_than is None or mandate.waives:
                others.look(tx, read.fetched.fence)
                numbering.note_taken(tx, self._tables, read.fetched)
            work.waiting = reasons_to_wait(tx, read, self._tables, is_meant=mandate.waives)
            for table in self._tables:
                self._merge_table(tx, table, read.fetched.tabs[table.name], work, read)
            memory.keep_debts(tx, work.left_debts)
            fence = read.fetched.fence
            if work.sent or (fence is None and not self._is_all_waiting(work)):
                # Without a fence nothing is safe against coming twice: it is set up alone.
                step = self._reader.step(tx, fence)
                work.intent = Intent(step, () if fence is None else tuple(work.sent))
                memory.keep_intent(tx, work.intent)
            is_unsent = work.intent is not None or work.is_deferred or self._sieve.is_open
            is_settled = work.is_complete and not is_unsent and read.other_than is None
            tx.set_state(facts.SHEET_VERSION, read.version if is_settled else None)
            if not is_unsent:
                note_stuck(tx, self._tables)
            tx.set_state(facts.LAST_FETCH_AT, read.at.isoformat())
            journal.note_success(tx, read.at)
            mandate.conclude(fence)
        return work

    def _is_all_waiting(self, work: Round) -> bool:
        """Whether the whole spreadsheet is left as it is, so that another one may take its place."""
        return len(work.waiting) == len(self._tables) and not work.mandate.waives

    def _merge_table(self, tx: Transaction, table: Table, tab: Tab | None, work: Round, read: Read) -> None:
        at = read.at
        if table.name in work.waiting and not work.mandate.waives:
            work.reports[table.name] = pause(tx, work.waiting[table.name], at)
            work.left_debts += [debt for debt in work.debts if debt.table == table.name]
            return
        if tab is None:
            self._plan(tx, table, None, work, read)
            work.left_debts += [debt for debt in work.debts if debt.table == table.name]
            return
        owing = find_debts(table, tab, work.debts)
        if owing.rows or owing.scraps:
            plan = None
            self._await_rows(tx, table, owing, work, at)
        else:
            plan = self._plan(tx, table, owing.meant, work, read)
        work.left_debts += owing.waiting
        keep_what_is_left(tx, table, owing, at)
        rows = dict(tx.rows(table.name))
        sifted = self._sieve.sift(tx, Offer(table, plan, owing, rows), at)
        work.left_debts += sifted.left
        work.reports[table.name] = replace(work.reports[table.name], held=sifted.held)
        sent = compose(table, sifted.plan, sifted.owing, rows)
        if sent is not None:
            work.sent.append(sent)
            work.left_debts += sent.debts

    def _await_rows(self, tx: Transaction, table: Table, owing: OwingTab, work: Round, at: datetime) -> None:
        """Rows that we took away or put there by mistake would look as if somebody had done it."""
        reason = "rows that were overwritten are put right"
        work.mandate.note(Considered(table, owing.tab, {}, {}, None, reason))
        stuck = self._sieve.stuck_rows(tx, Offer(table, None, owing, tx.rows(table.name)), at)
        if stuck is None:
            work.reports[table.name] = TableReport(table.name)
            work.is_deferred = True
        else:
            work.reports[table.name] = pause(tx, stuck, at)

    def _plan(
        self, tx: Transaction, table: Table, tab: Tab | None, work: Round, read: Read
    ) -> TablePlan | None:
        """The plan, its local part done; None where the table is paused."""
        asks, mandate, at = is_rebuilding(tx, table), work.mandate, read.at
        twins = 0
        if table.numbered and tab is not None and not asks:
            twins = part_twins(tx, Found(self._all_tables, table, tab, read.fetched.fence, at))
            # What referred to them may have been planned before them, so that it goes with another batch.
            work.is_deferred = work.is_deferred or bool(twins)
        base, rows = tx.base(table.name), tx.rows(table.name)
        try:
            orders = orders_for(tx, read, table, tx.open_conflicts(table.name), is_meant=mandate.waives)
            plan = self._foresight.plan(table, PlanInputs(tab, base, rows, orders))
        except TablePausedError as error:
            mandate.note(Considered(table, tab, base, rows, None, str(error)))
            # What was read short is read again at once; what is so again is as the sheet is.
            is_new = error.pause.guard is Guard.CUT_SHORT and tx.pause(table.name) != str(error)
            work.is_complete = work.is_complete and not is_new
            work.reports[table.name] = pause(tx, error.pause, at)
            return None
        if table.name in work.waiting:
            plan = old_version.taken(tx, table, plan, work.waiting[table.name])
        mandate.note(Considered(table, tab, base, rows, plan))
        is_first = tx.state(facts.agreed_at(table.name)) is None
        report = apply_plan(tx, plan, at)
        others.note_merged(tx, table.name, read.fetched.fence)
        work.reports[table.name] = replace(report, conflicts=report.conflicts + twins)
        if is_first or report.pulled or report.removed or journal.is_held_otherwise(tx, plan):
            note_due(tx)
        if asks:
            end_if_settled(tx, table, plan)
        work.is_complete = work.is_complete and not plan.is_incomplete
        return plan

    def _forget(self, intent: Intent) -> None:
        with self._replica.transaction() as tx:
            memory.forget_intent(tx, intent)

    def _close_intent(
        self,
        tx: Transaction,
        intent: Intent,
        found: Applied | None,
        tabs: Mapping[str, Tab | None],
        at: datetime,
    ) -> None:
        """Settle the batch that was left open; the fence is past it, so that it cannot come any more."""
        if found is not None:
            self._settle(tx, intent, found, tabs, at)
        memory.forget_intent(tx, intent)

    def _settle(
        self, tx: Transaction, intent: Intent, found: Applied, tabs: Mapping[str, Tab | None], at: datetime
    ) -> None:
        by_name = {table.name: table for table in self._tables}
        known = [(number, sent) for number, sent in enumerate(intent.tables) if sent.table in by_name]
        settled = [
            settle(
                tx,
                by_name[sent.table],
                sent,
                at,
                before=None if found.before is None else found.before[number],
                tab=tabs.get(sent.table),
                is_sure=found.is_sure,
            )
            for number, sent in known
        ]
        if not found.is_sure:
            return
        note_applied(tx, intent.step.after)
        memory.exchange_debts(tx, intent, [debt for each in settled for debt in each.debts])
        tx.log(SyncLogEntry(at, None, "push", "ok", message="an unanswered batch was found applied"))

    def _confirm(
        self, intent: Intent, written: Sequence[TabWritten], reports: Mapping[str, TableReport]
    ) -> tuple[dict[str, TableReport], bool]:
        at = self._clock.now()
        by_name = {table.name: table for table in self._tables}
        done: dict[str, TableReport] = dict(reports)
        debts: list[Debt] = []
        with self._replica.transaction() as tx:
            if not memory.is_open(tx, intent):
                return done, False
            memory.take_turn(tx)
            for sent, answer in zip(intent.tables, written, strict=True):
                settled = settle(tx, by_name[sent.table], sent, at, before=answer.before, written=answer)
                debts.extend(settled.debts)
                done[sent.table] = pushed(done[sent.table], sent.write, settled.unconfirmed)
                journal.log_push(tx, sent, settled, at)
            note_applied(tx, intent.step.after)
            memory.exchange_debts(tx, intent, debts)
            memory.forget_intent(tx, intent)
        return done, not debts
