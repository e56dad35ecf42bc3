"""Everything that is wrong or waits for a person, where it stands and what settles it, until it is mended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.shown import shown_header, shown_key, shown_value
from sheetanchor.domain.tables.values import Values
from sheetanchor.ports.findings import Finding, Findings
from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync import facts, failing, memory, probe_findings
from sheetanchor.services.sync.conflict_ways import new_key, open_sides, ways
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.owed import Owed, owed_in
from sheetanchor.services.sync.pinned import PinnedCell, pinned_cells
from sheetanchor.services.sync.places import CellPlaces
from sheetanchor.services.sync.titles import Namesake, as_called, namesake_of

_ALL = 2**31


class ProblemKind(Enum):
    """What fails: all passes, a promise. What is held back: a whole table, a row, a decision, a row's sequel.

    A pinned cell is not what the program computes; what was overwritten unseen is to be put back. People may
    take a tab that is not read for the one that is.
    """

    FAILING = "failed passes"
    WEAKER = "weaker promise"
    PAUSED = "paused table"
    NAMESAKE = "tab not read"
    HELD = "held row"
    CONFLICT = "conflict"
    NEW_KEY = "new key"
    LEFT = "row to be mended"
    PINNED = "pinned cell"
    OWED = "to be put back"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing for a person. cell: such as B3, None where the whole tab is meant; row as people type it.

    table, tab: None where it concerns all of them.
    link opens a browser there, None while the tab was never found. settle: what ends it, one way each:
    a command or an edit. conflict: its number, where it is one; sides: those of it that can be kept.
    """

    kind: ProblemKind
    table: str | None
    tab: str | None
    cell: str | None
    row: str | None
    message: str
    link: str | None
    settle: tuple[str, ...]
    conflict: int | None = None
    sides: tuple[Source, ...] = ()


class ProblemReader:
    """Reads all problems; never changes anything. findings: of those who work with the rows."""

    def __init__(
        self,
        tables: Sequence[Table],
        replica: Replica,
        links: CellLinks,
        findings: Sequence[Findings] = (),
    ) -> None:
        self._tables = [table for table in tables if not table.is_local]
        self._replica = replica
        self._links = links
        self._places = CellPlaces(replica)
        self._findings = findings

    def read(self) -> tuple[Problem, ...]:
        """What concerns all tables, then table by table.

        Of a table: the pause, a tab taken for its own, held rows, what is to be put back, findings, pinned
        cells, conflicts by number.
        """
        return (*self._of_all(), *self._of_tables())

    def _of_all(self) -> Iterator[Problem]:
        failure = failing.failing(self._replica)
        if failure is not None:
            yield _everywhere(ProblemKind.FAILING, failure.message(), failing.SETTLE)
        for weaker in probe_findings.weaker_promises(self._replica):
            yield _everywhere(ProblemKind.WEAKER, weaker.message(), probe_findings.SETTLE)

    def _of_tables(self) -> Iterator[Problem]:
        pauses = self._replica.pauses()
        left = [finding for source in self._findings for finding in source.read()]
        waiting = self._replica.conflicts(_ALL, only_open=True)[::-1]
        for table in self._tables:
            yield from self._of_table(table, pauses.get(table.name), left, waiting)

    def _of_table(
        self, declared: Table, pause: str | None, left: Sequence[Finding], waiting: Sequence[KeptConflict]
    ) -> Iterator[Problem]:
        table, namesake = as_called(self._replica, declared), namesake_of(self._replica, declared)
        if pause is not None:
            yield self._paused(table, pause)
        if namesake is not None:
            yield self._namesake(table, namesake)
        debts = memory.debts(self._replica.state(facts.DEBTS))
        pinned = pinned_cells(table, self._replica.snapshot(table.name))
        yield from (self._held(table, cell) for cell in self._replica.held(table.name))
        yield from (self._owed(table, owed) for owed in owed_in(table, debts))
        yield from (self._left(table, finding) for finding in left if finding.table == table.name)
        yield from (self._pinned(table, cell) for cell in pinned)
        yield from (self._conflict(table, kept) for kept in waiting if kept.conflict.table == table.name)

    def _paused(self, table: Table, message: str) -> Problem:
        cell = self._replica.state(facts.paused_at(table.name))
        link = self._links.to(table.name, cell)
        ends = self._replica.state(facts.pause_ends(table.name)) or "mend the tab as the message says"
        told, settle = f"{message}{self._waiting(table)}", tuple(ends.split("\n"))
        return Problem(ProblemKind.PAUSED, table.name, table.tab, cell, None, told, link, settle)

    def _namesake(self, table: Table, found: Namesake) -> Problem:
        message, link = found.message(), self._links.to(table.name)
        return Problem(ProblemKind.NAMESAKE, table.name, table.tab, None, None, message, link, found.settle)

    def _waiting(self, table: Table) -> str:
        rows = self._replica.snapshot(table.name).values()
        count = sum(row.is_pending for row in rows)
        return f" Rows that wait to be sent: {count}." if count else ""

    def _held(self, table: Table, cell: HeldCell) -> Problem:
        row = None if cell.key is None else shown_key(table, cell.key)
        link = self._links.to(table.name, cell.address)
        settle = (cell.remedy,)
        return Problem(
            ProblemKind.HELD, table.name, cell.tab, cell.address, row, cell.message(), link, settle
        )

    def _left(self, table: Table, finding: Finding) -> Problem:
        row, field = shown_key(table, finding.key), finding.field
        cell = None if field is None else self._places.address(table.name, finding.key, field)
        link = self._links.to(table.name, cell)
        return Problem(
            ProblemKind.LEFT, table.name, table.tab, cell, row, finding.message, link, finding.settle
        )

    def _owed(self, table: Table, owed: Owed) -> Problem:
        link = self._links.to(table.name, owed.address)
        return Problem(
            ProblemKind.OWED, table.name, table.tab, owed.address, None, owed.message, link, owed.settle
        )

    def _pinned(self, table: Table, cell: PinnedCell) -> Problem:
        row, link = shown_key(table, cell.key), self._links.to(table.name, cell.address)
        settle = (f"clear {cell.place}: it is computed again", f"type {cell.computed} there: the same")
        return Problem(
            ProblemKind.PINNED, table.name, table.tab, cell.address, row, cell.message(), link, settle
        )

    def _conflict(self, table: Table, kept: KeptConflict) -> Problem:
        conflict = kept.conflict
        is_new_key = conflict.loss is Loss.REKEYED
        return Problem(
            kind=ProblemKind.NEW_KEY if is_new_key else ProblemKind.CONFLICT,
            table=table.name,
            tab=table.tab,
            cell=conflict.address,
            row=shown_key(table, conflict.key),
            message=_MESSAGES.get(conflict.loss, _conflict_message)(table, kept),
            link=self._links.to(table.name, conflict.address),
            settle=ways(table, kept),
            conflict=kept.number,
            sides=open_sides(table, kept),
        )


def _everywhere(kind: ProblemKind, message: str, settle: tuple[str, ...]) -> Problem:
    return Problem(kind, None, None, None, None, message, None, settle)


def _conflict_message(table: Table, kept: KeptConflict) -> str:
    conflict = kept.conflict
    place = table.tab if conflict.address is None else f"{table.tab}!{conflict.address}"
    return (
        f"conflict {kept.number}: {place}, row {shown_key(table, conflict.key)}, {conflict.loss.value}: "
        f"the sheet holds {_side(table, conflict.sheet)}, the program {_side(table, conflict.local)}. "
        "Both are left as they are."
    )


def _undecided_message(table: Table, kept: KeptConflict) -> str:
    plugin = f" of plugin {table.plugin!r}" if table.plugin else ""
    return f"{_conflict_message(table, kept)} The table's strategy{plugin} failed; the log tells how."


def _new_key_message(table: Table, kept: KeptConflict) -> str:
    old, new = shown_key(table, kept.conflict.key), new_key(table, kept)
    return (
        f"conflict {kept.number}: {table.tab}!{kept.conflict.address} holds the key {new} where all else is "
        f"as in row {old}, which is gone. Neither is the old row deleted nor the new one taken."
    )


def _overwritten_message(table: Table, kept: KeptConflict) -> str:
    conflict = kept.conflict
    place = table.tab if conflict.address is None else f"{table.tab}!{conflict.address}"
    did = "deleted" if conflict.local is None else f"wrote {_side(table, conflict.local) or 'something'} over"
    return (
        f"conflict {kept.number}: {place}, row {shown_key(table, conflict.key)}: the program {did} "
        f"{overwritten(table, conflict)}, which it had not seen and could not put back."
    )


def overwritten(table: Table | None, conflict: Conflict) -> str:
    """What was overwritten unseen, in words."""
    if conflict.typed is not None:
        return repr(conflict.typed)
    return _side(table, conflict.sheet) or "what nobody knows any more"


_MESSAGES = {
    Loss.REKEYED: _new_key_message,
    Loss.OVERWRITTEN: _overwritten_message,
    Loss.UNDECIDED: _undecided_message,
}


def _side(table: Table | None, values: Values | None) -> str:
    if values is None:
        return "no such row"
    return ", ".join(
        f"{shown_header(table, name)} {shown_value(table, name, value)!r}" for name, value in values.items()
    )
