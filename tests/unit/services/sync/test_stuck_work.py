"""What waits and cannot go costs a look at the version and nothing else, and fills no log."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.services.sync.pending import PendingWork, SendableWork
from tests.unit.services.sync.world import RATES, World

NAME = "employee_settings"


def write(world: World, wage: int = 20, worker: int = 1001) -> None:
    world.local.write(NAME, {"employee_id": worker, "hourly_wage": Decimal(wage)})


def hold(world: World) -> None:
    world.settings.type(world.place(1001), "Sales commission", "about 5")


def refuse(world: World) -> None:
    world.sheet.refuse(world.settings.sheet_id, 1, Decimal(20))


def delete_tab(world: World) -> None:
    world.sheet.delete_tab("EmployeeSettings")


def rename_header(world: World) -> None:
    world.settings.set_at(0, 1, "Wage")


def double(world: World) -> None:
    world.settings.append_row({"EmployeeId": Decimal(1001), "Hourly wage": "11", "Sales commission": "3"})


def rekey(world: World) -> None:
    world.settings.type(world.place(1001), "EmployeeId", Decimal(2001))


HINDRANCES = [hold, refuse, delete_tab, rename_header, double, rekey]


@pytest.fixture
def world() -> World:
    world = World()
    for worker in range(1003, 1010):
        world.settings.append_row(
            {"EmployeeId": Decimal(worker), "Hourly wage": str(worker), "Sales commission": "8"}
        )
    world.sync(2)
    return world


def stuck(world: World, hinder: Callable[[World], None]) -> World:
    hinder(world)
    write(world)
    world.sync(3)
    return world


@pytest.mark.parametrize("hinder", HINDRANCES)
def test_a_row_that_cannot_go_costs_an_idle_pass_nothing(
    world: World, hinder: Callable[[World], None]
) -> None:
    stuck(world, hinder)
    before = dict(world.sheet.calls)
    lines = len(world.replica.sync_log.recent(999))
    world.sync(10)
    made = {name: count - before[name] for name, count in world.sheet.calls.items() if count != before[name]}
    assert made == {"version": 10}
    assert len(world.replica.sync_log.recent(999)) == lines


@pytest.mark.parametrize("hinder", HINDRANCES)
def test_full_reads_log_what_is_held_or_paused_once(world: World, hinder: Callable[[World], None]) -> None:
    stuck(world, hinder)
    for _ in range(5):
        world.engine.run_pass(full=True)
    told = [entry.status for entry in world.replica.sync_log.recent(999)]
    assert max(told.count("held"), told.count("paused")) <= 1


@pytest.mark.parametrize("hinder", HINDRANCES)
def test_another_row_goes_at_once_all_the_same(world: World, hinder: Callable[[World], None]) -> None:
    stuck(world, hinder)
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(0), "percentage": Decimal(1)}])
    world.sync()
    assert {row.status for row in world.rows(RATES).values()} == {SyncStatus.SYNCED}


def test_a_cell_that_is_mended_lets_the_row_go(world: World) -> None:
    stuck(world, hold)
    world.settings.type(world.place(1001), "Sales commission", "5")
    world.quiet()
    assert world.sheet_wage(1001) == Decimal(20)


def test_another_edit_of_the_row_is_looked_at(world: World) -> None:
    stuck(world, hold)
    write(world, 21)
    before = world.sheet.calls["fetch"]
    world.sync()
    assert world.sheet.calls["fetch"] == before + 1


def test_the_log_tells_when_another_row_is_held(world: World) -> None:
    stuck(world, hold)
    world.settings.insert_rows(1, 1)
    world.sync()
    world.settings.type(world.place(1003), "Sales commission", "about 6")
    world.sync()
    held = [entry.rows for entry in world.replica.sync_log.recent(99) if entry.status == "held"]
    assert held == [2, 1]


def test_a_batch_that_failed_is_work(world: World) -> None:
    sendable = SendableWork(world.tables, world.replica)
    assert not sendable()
    write(world)
    assert sendable()
    world.sync()
    assert not sendable()


def test_what_is_stuck_is_pending_still(world: World) -> None:
    stuck(world, hold)
    assert PendingWork(world.tables, world.replica)()
    assert not SendableWork(world.tables, world.replica)()
