"""A conflict that the program won is kept once, however often its value fails to get into the sheet."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.errors import RemoteError
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.tables.schema import Policy, Table, Writer
from sheetanchor.services.sync.telling import ConflictTelling
from tests.unit.services.sync.world import RATES, SETTINGS, World

NAME = "employee_settings"
OURS = replace(SETTINGS, policy=Policy.LOCAL_WINS)
OUR_COLUMN = replace(
    SETTINGS,
    columns=tuple(
        replace(column, writer=Writer.LOCAL) if column.field == "hourly_wage" else column
        for column in SETTINGS.columns
    ),
)
OUR_LIST = replace(RATES, policy=Policy.LOCAL_WINS)


def write(world: World, wage: int) -> None:
    world.local.write(NAME, {"employee_id": 1001, "hourly_wage": Decimal(wage)})


def percentages(world: World, *values: int) -> None:
    rows = [
        {"min_amount": Decimal(number), "percentage": Decimal(value)} for number, value in enumerate(values)
    ]
    world.local.replace("dynamic_rates", rows)


def disagree(world: World) -> None:
    write(world, 20)
    world.type_wage(1001, Decimal(17))


def type_over(world: World) -> None:
    world.type_wage(1001, Decimal(17))


def disagree_about_a_list(world: World) -> None:
    percentages(world, 9, 8)
    world.rates.set_at(1, 2, Decimal(3))


def refuse(world: World) -> None:
    for wage in (20, 15):
        world.sheet.refuse(world.settings.sheet_id, 1, Decimal(wage))
    world.sheet.refuse(world.rates.sheet_id, 2, Decimal(9))


def fail(world: World) -> None:
    world.sheet.fail_next("push", RemoteError("503"), times=99)


def passes(world: World, count: int) -> None:
    for _ in range(count):
        world.clock.advance(60)
        with suppress(RemoteError):
            world.engine.run_pass(full=True)


@pytest.mark.parametrize("hinder", [refuse, fail])
@pytest.mark.parametrize(
    ("tables", "differ", "count"),
    [
        ((OURS,), disagree, 1),
        ((OUR_COLUMN,), type_over, 1),
        ((SETTINGS, OUR_LIST), disagree_about_a_list, 3),
    ],
)
def test_it_is_kept_and_told_once_while_the_value_cannot_go(
    tables: tuple[Table, ...],
    differ: Callable[[World], None],
    count: int,
    hinder: Callable[[World], None],
) -> None:
    world = World(*tables)
    world.sync(2)
    told: list[KeptConflict] = []
    telling = ConflictTelling(world.replica, told.append)
    hinder(world)
    differ(world)
    for _ in range(6):
        passes(world, 1)
        telling()
    assert len(world.replica.conflicts(99)) == len(told) == count


@pytest.fixture
def world() -> World:
    world = World(OURS, OUR_LIST)
    world.sync(2)
    return world


def test_another_value_on_either_side_is_another_conflict(world: World) -> None:
    refuse(world)
    disagree(world)
    passes(world, 2)
    world.type_wage(1001, Decimal(18))
    passes(world, 2)
    write(world, 15)
    passes(world, 2)
    sides = [(kept.conflict.sheet, kept.conflict.local) for kept in world.replica.conflicts(9)]
    wages = [(dict(sheet or {})["hourly_wage"], dict(local or {})["hourly_wage"]) for sheet, local in sides]
    assert wages == [(18, 20), (17, 20)]


def test_the_same_conflict_after_both_sides_had_agreed_is_a_new_one(world: World) -> None:
    disagree(world)
    passes(world, 2)
    assert world.sheet_wage(1001) == Decimal(20)
    world.type_wage(1001, Decimal(15))
    passes(world, 2)
    disagree(world)
    passes(world, 2)
    assert len(world.replica.conflicts(9)) == 2


def test_a_list_that_changed_in_one_place_is_kept_as_a_whole_again(world: World) -> None:
    refuse(world)
    disagree_about_a_list(world)
    passes(world, 2)
    first = world.replica.conflicts(99)
    world.rates.set_at(2, 2, Decimal(5))
    passes(world, 3)
    later = world.replica.conflicts(99)[: -len(first)]
    assert {kept.conflict.key for kept in later} == {kept.conflict.key for kept in first}
    assert len({kept.at for kept in later}) == 1


def test_a_pass_that_finds_it_again_reports_no_new_conflict(world: World) -> None:
    refuse(world)
    disagree(world)
    reports = [world.engine.run_pass(full=True).tables[0].conflicts for _ in range(3)]
    assert reports == [1, 0, 0]
