"""Rows that the sheet refuses for good, found by halving: one protected cell must not stop all the others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sheetanchor.domain.sync.outcomes import RowDelete, RowInsert, RowUpdate, TablePlan
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.sync.tab import Tab, address
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key

#: A table's name and a row's key; None stands for all of a full-replace table.
Unit = tuple[str, Key | None]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was refused as it stood in this version; edited again it is tried again."""

    table: str
    key: Key | None
    version: int
    message: str


class Halving:
    """Which units the next batch may hold, until every culprit is found."""

    def __init__(self) -> None:
        self._allowed: frozenset[Unit] | None = None
        self._suspect: Unit | None = None

    @property
    def is_at_work(self) -> bool:
        """Whether only a part of what is pending is being sent."""
        return self._allowed is not None

    def allows(self, unit: Unit) -> bool:
        """Whether the next batch may hold it."""
        return self._allowed is None or unit in self._allowed

    def was_refused(self, units: Sequence[Unit]) -> Unit | None:
        """The culprit, where the refused batch held one unit alone for the second time.

        Else the next batch is half as large. A unit alone is sent once more, for its tab may just have gone.
        """
        if len(units) == 1 and units[0] == self._suspect:
            self.was_applied()
            return units[0]
        self._suspect = units[0] if len(units) == 1 else None
        self._allowed = frozenset(units[: max(1, len(units) // 2)])
        return None

    def was_applied(self) -> bool:
        """Whether that was all there is to send, not a half of it."""
        was_all, self._allowed, self._suspect = self._allowed is None, None, None
        return was_all


def units_of(table: Table, keys: Iterable[Key | None]) -> list[Unit]:
    """What can be sent apart."""
    return [(table.name, None)] if table.is_whole else [(table.name, key) for key in keys if key is not None]


def version_of(table: Table, key: Key | None, rows: Mapping[Key, Row]) -> int:
    """A number that changes with every edit of the unit; 0 for a row that is gone."""
    if table.is_whole or key is None:
        return sum(row.version for row in rows.values())
    return rows[key].version if key in rows else 0


def sendable(
    table: Table, plan: TablePlan, rows: Mapping[Key, Row], refused: Sequence[Refusal], halving: Halving
) -> TablePlan:
    """The plan without what is refused, and without what has to wait for its half."""
    known = {(each.table, each.key): each.version for each in refused}

    def is_sendable(change: RowUpdate | RowInsert | RowDelete) -> bool:
        key = None if table.is_whole else change.key
        unit = (table.name, key)
        return known.get(unit) != version_of(table, key, rows) and halving.allows(unit)

    return replace(
        plan,
        updates=tuple(filter(is_sendable, plan.updates)),
        inserts=tuple(filter(is_sendable, plan.inserts)),
        deletes=tuple(filter(is_sendable, plan.deletes)),
    )


def still_refused(
    table: Table, plan: TablePlan, rows: Mapping[Key, Row], refused: Sequence[Refusal]
) -> list[Refusal]:
    """The refusals of a table that still hold: the row still waits, as it was refused."""
    keys = _keys(plan)
    units = set(units_of(table, keys)) if keys else set()
    return [
        each
        for each in refused
        if (each.table, each.key) in units and each.version == version_of(table, each.key, rows)
    ]


def held_by_refusal(table: Table, plan: TablePlan, tab: Tab, refused: Sequence[Refusal]) -> list[HeldCell]:
    """For the list of problems: where the row stands or would stand, and what the sheet says."""
    places = {update.key: update.place for update in plan.updates}
    places |= {delete.key: delete.place for delete in plan.deletes}
    first = table.columns[0]
    column = plan.columns.get(first.field, 0)
    return [
        HeldCell(
            table=table.name,
            tab=tab.title,
            address=address(place, column),
            row=place + 1,
            header=first.header,
            shown=tab.cell(place, column).shown(),
            reason=f"the sheet refuses what the program wants to write: {each.message}",
            key=None if each.key is None else each.key,
        )
        for each in refused
        for place in [places.get(each.key, len(tab.rows)) if each.key is not None else 1]
    ]


def _keys(plan: TablePlan) -> set[Key]:
    written = {update.key for update in plan.updates} | {insert.key for insert in plan.inserts}
    return written | {delete.key for delete in plan.deletes}
