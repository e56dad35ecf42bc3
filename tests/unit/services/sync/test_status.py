"""What the status counts as waiting for the sheet."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.errors import RemoteError
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.domain.tables.schema import Deletions, Policy
from tests.unit.services.sync.world import RATES, SETTINGS, World

NAME = "employee_settings"


def world_of(deletions: Deletions = Deletions.BOTH, policy: Policy = Policy.ASK) -> World:
    world = World(replace(SETTINGS, deletions=deletions, policy=policy), RATES)
    world.sync(2)
    return world


def pending(world: World) -> list[int]:
    return [table.pending for table in world.status.read().tables]


def test_a_deletion_that_has_still_to_go_is_pending() -> None:
    world = world_of()
    world.local.delete(NAME, (1002,))
    world.sheet.fail_next("push", RemoteError("503"))
    with suppress(RemoteError):
        world.sync()
    assert pending(world) == [1, 0]
    world.sync()
    assert pending(world) == [0, 0]


def take_row_away(world: World) -> None:
    world.settings.delete_row(world.place(1002))


def shorten_list(world: World) -> None:
    world.rates.delete_row(3)


@pytest.mark.parametrize("act", [take_row_away, shorten_list])
def test_a_deletion_that_came_from_the_sheet_is_not(act: Callable[[World], None]) -> None:
    world = world_of()
    act(world)
    world.sync(3)
    assert pending(world) == [0, 0]


def test_a_list_that_the_program_shortened_counts_by_its_rows() -> None:
    world = world_of()
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(0), "percentage": Decimal(1)}])
    assert pending(world) == [0, 1]


def test_a_cell_that_waits_for_a_person_is_a_conflict_however_often_it_is_written() -> None:
    world = world_of()
    for wage in (20, 21):
        world.local.write(NAME, {"employee_id": 1001, "hourly_wage": Decimal(wage)})
        world.type_wage(1001, Decimal(17))
        world.sync()
        assert world.rows()[(1001,)].status is SyncStatus.CONFLICT
    assert [table.conflicts for table in world.status.read().tables] == [1, 0]


def test_beside_a_waiting_cell_another_one_is_pending_until_it_stands_in_the_sheet() -> None:
    world = world_of()
    world.local.write(NAME, {"employee_id": 1001, "hourly_wage": Decimal(20)})
    world.type_wage(1001, Decimal(17))
    world.sync()
    world.local.write(NAME, {"employee_id": 1001, "sales_commission": Decimal(3)})
    assert pending(world) == [1, 0]
    world.sync(2)
    assert world.settings.cell(1, "Sales commission").value == Decimal(3)
    assert world.rows()[(1001,)].status is SyncStatus.CONFLICT


def test_a_paused_table_names_the_cells_that_it_is_paused_for() -> None:
    world = world_of()
    world.rates.set_at(0, 2, "Share")
    world.sync()
    settings, rates = world.status.read().tables
    assert (settings.paused_at, rates.paused_at) == (None, "C1")
    world.rates.set_at(0, 2, "Percentage")
    world.sync()
    assert [table.paused_at for table in world.status.read().tables] == [None, None]
