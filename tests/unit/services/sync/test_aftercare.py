"""What follows a pass: every conflict is told once."""

from decimal import Decimal

import pytest

from sheetanchor.domain.errors import RemoteError
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.services.sync.aftercare import AttendedPasses
from sheetanchor.services.sync.telling import ConflictTelling
from tests.unit.services.sync.world import World


def both_change(world: World, employee: int) -> None:
    world.local.write("employee_settings", {"employee_id": employee, "hourly_wage": Decimal(20)})
    world.type_wage(employee, Decimal(17))


@pytest.fixture
def world() -> World:
    world = World()
    world.sync()
    return world


def test_every_conflict_is_told_once_in_order_by_the_pass_that_found_it(world: World) -> None:
    told: list[KeptConflict] = []
    passes = AttendedPasses(world.engine, [ConflictTelling(world.replica, told.append)])
    both_change(world, 1001)
    both_change(world, 1002)
    passes.run_pass()
    assert [kept.conflict.key for kept in told] == [(1001,), (1002,)]
    passes.run_pass(full=True)
    passes.run_pass()
    assert len(told) == 2


def test_one_that_was_not_noted_is_told_again(world: World) -> None:
    told: list[KeptConflict] = []

    def stumble(kept: KeptConflict) -> None:
        told.append(kept)
        if len(told) == 1:
            raise KeyboardInterrupt

    telling = ConflictTelling(world.replica, stumble)
    both_change(world, 1001)
    world.sync()
    with pytest.raises(KeyboardInterrupt):
        telling()
    telling()
    assert [kept.number for kept in told] == [1, 1]


def test_a_pass_that_fails_leaves_its_chores_to_the_next(world: World) -> None:
    done: list[str] = []
    passes = AttendedPasses(world.engine, [lambda: done.append("chore")])
    world.sheet.fail_next("version", RemoteError("503"))
    with pytest.raises(RemoteError):
        passes.run_pass()
    assert done == []
    passes.run_pass()
    assert done == ["chore"]
