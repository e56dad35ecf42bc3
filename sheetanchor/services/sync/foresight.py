"""Planning before the write lock is taken, so that nobody who writes waits for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.orders import Orders
from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.sync.plan import plan_table
from sheetanchor.domain.sync.problems import TablePausedError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.keep_conflicts import awaited
from sheetanchor.services.sync.reading import Read
from sheetanchor.services.sync.titles import bound_to

_ALL = 2**31


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """All that a plan follows from."""

    tab: Tab | None
    base: Mapping[Key, BaseRow]
    rows: Mapping[Key, Row]
    orders: Orders

    def is_same(self, other: "PlanInputs") -> bool:
        """Whether these are the very same objects: rows and base are never changed, but replaced."""
        are_same = self.tab is other.tab and self.base is other.base and self.rows is other.rows
        return are_same and self.orders == other.orders


class Foresight:
    """Plans from what was committed last. Planning takes most of a pass's time."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica
        self._plans: dict[str, tuple[PlanInputs, TablePlan | TablePausedError]] = {}

    def look_ahead(self, read: Read, tables: Sequence[Table], *, is_meant: bool) -> None:
        """Plan all tables as they stand now."""
        self._plans.clear()
        waiting = self._replica.conflicts(_ALL, only_open=True)
        for table in tables:
            name = table.name
            asks = self._replica.state(facts.resync(name)) is not None
            orders = Orders(asks, is_meant, awaited(waiting, name), bound_to(self._replica, table))
            inputs = PlanInputs(
                read.fetched.tabs[name], self._replica.base(name), self._replica.snapshot(name), orders
            )
            try:
                self._plans[name] = (inputs, _plan(table, inputs))
            except TablePausedError as pause:
                self._plans[name] = (inputs, pause)

    def plan(self, table: Table, inputs: PlanInputs) -> TablePlan:
        """The plan, made anew where anything is not as it was; raises TablePausedError."""
        known = self._plans.get(table.name)
        if known is None or not known[0].is_same(inputs):
            return _plan(table, inputs)
        if isinstance(known[1], TablePausedError):
            raise known[1]
        return known[1]


def _plan(table: Table, inputs: PlanInputs) -> TablePlan:
    return plan_table(table, inputs.tab, inputs.base, inputs.rows, inputs.orders)
