"""Keeps what each pass did in the log, where it did anything."""

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.ports.sync_log import PassEntry, SyncLog, TableMoves
from sheetanchor.services.sync.aftercare import AllowingPasses
from sheetanchor.services.sync.mandate import PlanChangedError
from sheetanchor.services.sync.report import PassReport, TableReport
from sheetanchor.services.sync.tally import RequestTally

_Standing = frozenset[tuple[str, int, str | None]]


class PassRecorder(AllowingPasses):
    """Runs passes and records each that moved a row, met a conflict, failed, or left a table otherwise.

    One that finds everything as it was writes nothing, to spare the SD card.
    """

    def __init__(self, passes: AllowingPasses, log: SyncLog, clock: Clock, tally: RequestTally) -> None:
        self._passes = passes
        self._log = log
        self._clock = clock
        self._tally = tally
        self._standing: _Standing = frozenset()

    def run_pass(self, *, full: bool = False, allow: str | None = None) -> PassReport:
        """As the passes within; raises ReplicaError as well where the log cannot be written."""
        started_at, began, before = self._clock.now(), self._clock.monotonic(), self._tally.so_far()

        def entry(tables: tuple[TableMoves, ...], error: str | None) -> PassEntry:
            requests = self._tally.so_far().since(before)
            return PassEntry(started_at, self._clock.monotonic() - began, requests, tables, error)

        try:
            report = self._passes.run_pass(full=full, allow=allow)
        except (ReplicaError, PlanChangedError):
            # The log is in the replica; and where the plan is another one nothing was done.
            raise
        except SheetanchorError as error:
            self._log.record_pass(entry((), str(error)))
            raise
        if self._is_news(report):
            self._log.record_pass(entry(moves_of(report), None))
        return report

    def _is_news(self, report: PassReport) -> bool:
        before, self._standing = self._standing, _standing(report, self._standing)
        return before != self._standing or any(_has_moved(table) for table in report.tables)


def moves_of(report: PassReport) -> tuple[TableMoves, ...]:
    """Of the tables in which something moved or is wrong."""
    return tuple(
        TableMoves(
            table=table.table,
            pulled=table.pulled + table.removed,
            pushed=table.pushed,
            conflicts=table.conflicts,
            held=table.held,
            unconfirmed=table.unconfirmed,
            paused=table.paused,
        )
        for table in report.tables
        if not table.is_quiet
    )


def _has_moved(table: TableReport) -> bool:
    return bool(table.pulled or table.removed or table.pushed or table.conflicts or table.unconfirmed)


def _standing(report: PassReport, before: _Standing) -> _Standing:
    """What is held or paused; a pass that read nothing tells nothing of it."""
    if not report.tables:
        return before
    return frozenset((one.table, one.held, one.paused) for one in report.tables if one.held or one.paused)
