"""A row that the sheet refuses for good is found and held, and never stops the others."""

from decimal import Decimal

import pytest

from sheetanchor.domain.tables.rows import SyncStatus
from tests.unit.services.sync.world import RATES, World

WAGE_COLUMN = 1


@pytest.fixture
def world() -> World:
    world = World()
    for worker in range(1003, 1011):
        world.settings.append_row(
            {"EmployeeId": Decimal(worker), "Hourly wage": "15", "Sales commission": "8"}
        )
    world.sync(2)
    return world


def raise_all(world: World) -> None:
    for worker in range(1001, 1011):
        world.local.write("employee_settings", {"employee_id": worker, "hourly_wage": Decimal(worker)})


def pending(world: World) -> list[object]:
    return [key[0] for key, row in world.rows().items() if row.status is SyncStatus.PENDING]


@pytest.mark.parametrize("culprits", [(1005,), (1001, 1010), (1002, 1003, 1004)])
def test_one_pass_finds_the_culprits_and_writes_all_the_others(
    world: World, culprits: tuple[int, ...]
) -> None:
    for culprit in culprits:
        world.sheet.refuse(world.settings.sheet_id, WAGE_COLUMN, Decimal(culprit))
    raise_all(world)
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(0), "percentage": Decimal(1)}])
    world.sync()
    assert pending(world) == list(culprits)
    assert len(world.rates.values()) == 2
    held = world.replica.held("employee_settings")
    assert [cell.key for cell in held] == [(culprit,) for culprit in culprits]
    assert "may not be written" in held[0].reason


def test_a_refused_row_is_not_tried_again_until_it_is_edited(world: World) -> None:
    world.sheet.refuse(world.settings.sheet_id, WAGE_COLUMN, Decimal(1005))
    raise_all(world)
    world.sync(3)
    pushes = world.sheet.calls["push"]
    world.sync(2)
    assert world.sheet.calls["push"] == pushes
    world.local.write("employee_settings", {"employee_id": 1005, "hourly_wage": Decimal(77)})
    world.sync()
    assert pending(world) == []
    world.sync()
    assert world.replica.held("employee_settings") == ()
    assert world.sheet_wage(1005) == Decimal(77)


def test_a_refused_list_is_held_as_a_whole(world: World) -> None:
    world.sheet.refuse(world.rates.sheet_id, 2, Decimal(9))
    world.local.replace(
        "dynamic_rates",
        [{"min_amount": Decimal(0), "percentage": Decimal(9)}, {"min_amount": Decimal(1), "percentage": 5}],
    )
    raise_all(world)
    world.sync()
    assert pending(world) == []
    assert len(world.rates.values()) == 4
    assert {row.status for row in world.rows(RATES).values()} == {SyncStatus.PENDING}
    assert len(world.replica.held("dynamic_rates")) == 1
