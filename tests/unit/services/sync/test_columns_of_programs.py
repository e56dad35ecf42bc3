"""A column that only programs write: people's edits of it are undone, another program's are taken."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.errors import RemoteError
from sheetanchor.domain.sync.errors import OutcomeUnknownError
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Writer
from tests.unit.services.sync.world import SETTINGS, World

NAME = "employee_settings"
TABLE = replace(
    SETTINGS,
    columns=tuple(
        replace(column, writer=Writer.LOCAL) if column.field == "hourly_wage" else column
        for column in SETTINGS.columns
    ),
)


@pytest.fixture
def world() -> World:
    world = World(TABLE)
    world.sync(2)
    return world


def beside(world: World) -> World:
    other = World(*world.tables, beside=world)
    other.sync(2)
    return other


def write(world: World, wage: int, employee: int = 1001) -> None:
    world.local.write(NAME, {"employee_id": employee, "hourly_wage": Decimal(wage)})


def losses(world: World) -> list[tuple[Loss, Source | None]]:
    return [(kept.conflict.loss, kept.conflict.winner) for kept in reversed(world.replica.conflicts(99))]


def come_to_rest(*worlds: World) -> None:
    """Passes of all in turn; in the end nobody writes any more."""
    for _ in range(4):
        for world in worlds:
            world.sync()
    pushed = len(worlds[0].sheet.pushed)
    for world in worlds:
        world.engine.run_pass(full=True)
    assert len(worlds[0].sheet.pushed) == pushed


def test_what_one_program_writes_the_other_takes_and_both_come_to_rest(world: World) -> None:
    other = beside(world)
    write(world, 20)
    come_to_rest(world, other)
    write(other, 30)
    come_to_rest(world, other)
    assert [each.wage(1001) for each in (world, other)] == [Decimal(30)] * 2
    assert world.sheet_wage(1001) == Decimal(30)
    assert losses(world) == losses(other) == []


def test_where_both_write_the_policy_decides_and_the_loser_is_kept(world: World) -> None:
    other = beside(world)
    write(world, 20)
    write(other, 30)
    come_to_rest(world, other)
    assert [each.wage(1001) for each in (world, other)] == [Decimal(20)] * 2
    (kept,) = other.replica.conflicts(9)
    assert kept.conflict.local == {"hourly_wage": Decimal(30)}
    assert losses(other) == [(Loss.BOTH_CHANGED, Source.SHEETS)]


def test_what_a_person_types_there_is_undone_and_kept_with_two_programs_as_well(world: World) -> None:
    other = beside(world)
    write(other, 20)
    come_to_rest(other, world)
    world.type_wage(1001, Decimal(99))
    come_to_rest(world, other)
    assert [each.wage(1001) for each in (world, other)] == [Decimal(20)] * 2
    assert world.sheet_wage(1001) == Decimal(20)
    assert losses(world) == [(Loss.NOT_WRITABLE, Source.LOCAL)]
    assert losses(other) == []


def answer_lost(world: World) -> None:
    world.sheet.fail_next("push", OutcomeUnknownError("timeout"), is_applied=True)


def batch_lost(world: World) -> None:
    world.sheet.fail_next("push", OutcomeUnknownError("timeout"))


@pytest.mark.parametrize("trouble", [answer_lost, batch_lost])
def test_a_batch_of_its_own_is_nobody_elses_though_its_answer_was_lost(
    world: World, trouble: Callable[[World], None]
) -> None:
    trouble(world)
    write(world, 20, employee=1002)
    with suppress(RemoteError):
        world.sync()
    world.type_wage(1001, Decimal(99))
    come_to_rest(world)
    assert world.sheet_wage(1001) == Decimal(15)
    assert losses(world) == [(Loss.NOT_WRITABLE, Source.LOCAL)]


def test_a_restored_backup_takes_what_was_written_after_it(world: World) -> None:
    backup = world.replica._content
    write(world, 20)
    world.sync()
    world.replica._content = backup
    world.engine = world.new_engine()
    come_to_rest(world)
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(20), Decimal(20))
    assert losses(world) == []


def test_a_table_that_was_paused_meanwhile_takes_it_once_it_goes_on(world: World) -> None:
    other = beside(world)
    header = world.settings.cell(0, "Hourly wage").value
    write(other, 20)
    other.sync()
    world.settings.set_at(0, 1, "Pay")
    world.sync()
    assert world.replica.pauses().keys() == {NAME}
    world.settings.set_at(0, 1, header)
    come_to_rest(world, other)
    assert [each.wage(1001) for each in (world, other)] == [Decimal(20)] * 2
    assert losses(world) == []
