"""Nobody who writes waits while a pass plans, and what was written meanwhile is planned for all the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.domain.sync.plan import plan_table
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.services.sync import foresight
from sheetanchor.services.sync.engine import SyncEngine
from sheetanchor.services.tables import LocalTables
from tests.unit.services.sync.world import RANKS, RATES, SETTINGS, World

NAME = "employee_settings"
TABLES = (SETTINGS, RATES, RANKS)


class Watched:
    """A replica that knows whether its lock is held, and lets somebody act just before it is taken."""

    def __init__(self, replica: MemoryReplica | SqliteReplica) -> None:
        self.is_locked = False
        self.before: Callable[[], None] | None = None
        self._transaction = replica.transaction

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        act, self.before = self.before, None
        if act is not None:
            act()
        with self._transaction() as tx:
            self.is_locked = True
            yield tx
            self.is_locked = False


class Office:
    """A world whose engine works on a watched replica. planned: whether under the lock, table by table."""

    def __init__(self, replica: MemoryReplica | SqliteReplica, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world = World(*TABLES)
        self.replica: Replica = replica
        self.watched = Watched(replica)
        monkeypatch.setattr(replica, "transaction", self.watched.transaction)
        numbers = iter(range(999))
        self.engine = SyncEngine(
            TABLES, self.world.sheet, replica, self.world.clock, lambda: f"mark{next(numbers)}"
        )
        self.local = LocalTables(TABLES, replica, self.world.clock, self.world.wake)
        self.planned: list[tuple[str, bool]] = []
        monkeypatch.setattr(foresight, "plan_table", self._plan)
        self.engine.run_pass()
        self.engine.run_pass()
        self.planned.clear()

    def write(self, wage: int) -> None:
        self.local.write(NAME, {"employee_id": 1001, "hourly_wage": Decimal(wage)})

    def wage(self) -> object:
        return self.replica.snapshot(NAME)[(1001,)].values["hourly_wage"]

    def under_lock(self) -> list[str]:
        return [name for name, is_locked in self.planned if is_locked]

    def _plan(self, *arguments: object) -> object:
        self.planned.append((arguments[0].name, self.watched.is_locked))  # type: ignore[attr-defined]
        return plan_table(*arguments)  # type: ignore[arg-type]


@pytest.fixture(params=["memory", "sqlite"])
def office(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    if request.param == "memory":
        yield Office(MemoryReplica(TABLES), monkeypatch)
        return
    replica = SqliteReplica(tmp_path / "replica.db", TABLES, FakeClock())
    yield Office(replica, monkeypatch)
    replica.close()


def test_a_pass_plans_each_table_once_and_not_under_the_lock(office: Office) -> None:
    office.write(20)
    office.world.type_wage(1002, Decimal(19))
    office.engine.run_pass()
    assert [name for name, _ in office.planned] == [table.name for table in TABLES]
    assert office.under_lock() == []
    assert office.world.sheet_wage(1001) == Decimal(20)


def test_what_is_written_between_planning_and_the_lock_is_planned_for(office: Office) -> None:
    office.world.type_wage(1001, Decimal(17))
    office.watched.before = lambda: office.write(20)
    office.engine.run_pass()
    assert office.under_lock() == [NAME]
    assert office.wage() == Decimal(17)
    (kept,) = office.replica.conflicts(9)
    assert kept.conflict.local == {"hourly_wage": Decimal(20)}


def test_a_write_between_planning_and_the_lock_goes_with_the_same_pass(office: Office) -> None:
    office.world.type_wage(1002, Decimal(19))
    office.watched.before = lambda: office.write(20)
    office.engine.run_pass()
    assert office.world.sheet_wage(1001) == Decimal(20)


def test_a_cell_that_is_owed_is_planned_as_it_is_meant(office: Office) -> None:
    office.write(20)
    office.world.sheet.interrupt_next("push", lambda: office.world.type_wage(1001, Decimal(77)))
    office.engine.run_pass()
    assert NAME in office.under_lock()
    assert (office.wage(), office.world.sheet_wage(1001)) == (Decimal(77), Decimal(77))


def test_a_table_is_paused_without_planning_under_the_lock(office: Office) -> None:
    office.world.settings.set_at(0, 1, "Wage")
    office.engine.run_pass()
    assert office.replica.pauses().keys() == {NAME}
    assert office.under_lock() == []
