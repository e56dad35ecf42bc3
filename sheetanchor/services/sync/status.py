"""How synchronisation stands, read from the replica alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.rows import Row, SyncStatus
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.findings import Finding, Findings
from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.failing import failing
from sheetanchor.services.sync.pinned import PinnedCell, pinned_cells
from sheetanchor.services.sync.probe_findings import WeakerPromise, weaker_promises
from sheetanchor.services.sync.titles import Namesake, as_called, namesake_of


@dataclass(frozen=True, slots=True)
class TableStatus:
    """One table: rows in the replica, how many wait for what, and why it is paused if it is.

    pending: rows that the sheet has still to learn of, deleted ones too. left: rows that the program cannot
    work with until they are mended. pinned: derived cells that people typed over. paused_at: the cell or
    range because of which it is paused. tab: what it is called now. namesake: that another tab is called as
    the table declares it.
    """

    table: str
    tab: str
    rows: int
    pending: int
    conflicts: int
    held: tuple[HeldCell, ...]
    paused: str | None
    agreed_at: datetime | None
    left: tuple[Finding, ...] = ()
    pinned: tuple[PinnedCell, ...] = ()
    paused_at: str | None = None
    namesake: Namesake | None = None


@dataclass(frozen=True, slots=True)
class SyncState:
    """All tables. last_run_at: of the last pass that found or wrote something; None where none ever did.

    last_error: of the last pass or of what follows from it, None where all went well. failing_since: when the
    first of those failed that failed one after the other. weaker: what did not hold when it was probed last.
    """

    last_run_at: datetime | None
    last_fetch_at: datetime | None
    last_error: str | None
    tables: tuple[TableStatus, ...]
    failing_since: datetime | None = None
    weaker: tuple[WeakerPromise, ...] = ()


class StatusReader:
    """Reads the state of synchronisation; never changes anything."""

    def __init__(self, tables: Sequence[Table], replica: Replica, findings: Sequence[Findings] = ()) -> None:
        self._tables = [table for table in tables if not table.is_local]
        self._replica = replica
        self._findings = findings

    def read(self) -> SyncState:
        """The state as last committed by anyone."""
        pauses = self._replica.pauses()
        left = [finding for source in self._findings for finding in source.read()]
        failure = failing(self._replica)
        return SyncState(
            last_run_at=self._instant(facts.LAST_RUN_AT),
            last_fetch_at=self._instant(facts.LAST_FETCH_AT),
            last_error=None if failure is None else failure.error,
            tables=tuple(self._table(table, pauses.get(table.name), left) for table in self._tables),
            failing_since=None if failure is None else failure.since,
            weaker=weaker_promises(self._replica),
        )

    def _table(self, declared: Table, paused: str | None, left: Sequence[Finding]) -> TableStatus:
        table = as_called(self._replica, declared)
        rows = self._replica.snapshot(table.name)
        counts = Counter(row.status for row in rows.values())
        return TableStatus(
            table=table.name,
            tab=table.tab,
            rows=len(rows),
            pending=counts[SyncStatus.PENDING] + self._deletions(table, rows),
            conflicts=counts[SyncStatus.CONFLICT],
            held=self._replica.held(table.name),
            paused=paused,
            agreed_at=self._instant(facts.agreed_at(table.name)),
            left=tuple(finding for finding in left if finding.table == table.name),
            pinned=tuple(pinned_cells(table, rows)),
            paused_at=None if paused is None else self._replica.state(facts.paused_at(table.name)),
            namesake=namesake_of(self._replica, declared),
        )

    def _deletions(self, table: Table, rows: Mapping[Key, Row]) -> int:
        """Rows that the program deleted and that have still to go from the sheet."""
        if table.is_whole or not table.deletions.from_local:
            return 0
        return len(self._replica.base(table.name).keys() - rows.keys())

    def _instant(self, fact: str) -> datetime | None:
        text = self._replica.state(fact)
        return None if text is None else datetime.fromisoformat(text)
