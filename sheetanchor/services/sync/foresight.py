"""Planning before the write lock is taken, so that nobody who writes waits for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.orders import Orders
from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.sync.plan import plan_table
from sheetanchor.domain.sync.problems import TablePausedError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync import facts, others
from sheetanchor.services.sync.keep_conflicts import awaited
from sheetanchor.services.sync.reading import Read
from sheetanchor.services.sync.resync import agreed_derived
from sheetanchor.services.sync.titles import Remembers, bound_to

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


def orders_for(
    memory: Remembers, read: Read, table: Table, waiting: Iterable[KeptConflict], *, is_meant: bool
) -> Orders:
    """What is known about a table for this read; waiting: conflicts, its own among them."""
    state = memory.state
    return Orders(
        asks=state(facts.resync(table.name)) is not None,
        is_meant=is_meant,
        awaited=awaited(waiting, table.name),
        known_tab=bound_to(memory, table),
        derived=agreed_derived(state, table.name),
        others_wrote=others.have_written(state, table.name, read.fetched.fence),
    )


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
            orders = orders_for(self._replica, read, table, waiting, is_meant=is_meant)
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
