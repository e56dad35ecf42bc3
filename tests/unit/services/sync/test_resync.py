"""Rebuilding the base: differences become questions, nothing is deleted."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.tables.rows import Source, SyncStatus
from sheetanchor.domain.tables.schema import Deletions, Policy, Strategy, Table, ValueRefusedError
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.resync import Resync
from tests.unit.services.sync.world import RATES, SETTINGS, World

WAGE = "hourly_wage"
NAME = "employee_settings"


@pytest.fixture
def world() -> World:
    world = World(replace(SETTINGS, deletions=Deletions.BOTH, policy=Policy.LOCAL_WINS), RATES)
    world.sync(2)
    return world


def resync(world: World, name: str = NAME) -> None:
    Resync(world.tables, world.replica, world.clock).request(name)


def waiting(world: World) -> list[object]:
    return [kept.conflict.key for kept in world.replica.conflicts(99, only_open=True)]


def test_where_both_sides_are_equal_nothing_is_asked_and_it_ends_at_once(world: World) -> None:
    resync(world)
    world.quiet()
    assert waiting(world) == []
    assert world.sheet.pushed == []
    assert world.replica.state(facts.resync(NAME)) is None


def test_every_difference_is_asked_whatever_the_policy_says(world: World) -> None:
    world.type_wage(1001, Decimal(17))
    world.local.write(NAME, {"employee_id": 1002, WAGE: Decimal(30)})
    resync(world)
    world.quiet()
    assert waiting(world) == [(1002,), (1001,)]
    assert {row.status for row in world.rows().values()} == {SyncStatus.CONFLICT}
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(15), Decimal(17))
    assert (world.wage(1002), world.sheet_wage(1002)) == (Decimal(30), Decimal(18))


def test_a_row_that_is_gone_from_the_sheet_comes_back_there(world: World) -> None:
    world.settings.delete_row(world.place(1001))
    resync(world)
    world.quiet()
    assert set(world.rows()) == {(1001,), (1002,)}
    assert world.sheet_wage(1001) == Decimal(15)


def test_policies_decide_again_once_every_question_is_settled(world: World) -> None:
    world.type_wage(1001, Decimal(17))
    world.type_wage(1002, Decimal(17))
    resync(world)
    world.quiet()
    conflicts = Conflicts(world.tables, world.replica, world.clock, world.wake)
    first, second = conflicts.waiting()
    conflicts.keep_sheet(first.number)
    world.quiet()
    assert world.replica.state(facts.resync(NAME)) is not None
    conflicts.keep_local(second.number)
    world.quiet()
    assert world.replica.state(facts.resync(NAME)) is None
    assert (world.wage(1002), world.sheet_wage(1001)) == (Decimal(17), Decimal(15))
    world.local.write(NAME, {"employee_id": 1001, WAGE: Decimal(40)})
    world.type_wage(1001, Decimal(50))
    world.quiet()
    assert world.replica.conflicts(1)[0].conflict.winner is Source.LOCAL


def test_a_row_that_cannot_be_read_is_asked_about_once_it_can(world: World) -> None:
    world.local.write(NAME, {"employee_id": 1001, WAGE: Decimal(20)})
    world.type_wage(1001, "abc")
    resync(world)
    world.quiet()
    world.type_wage(1001, Decimal(17))
    world.quiet()
    assert waiting(world) == [(1001,)]


def test_a_deletion_of_the_program_goes_on_its_way(world: World) -> None:
    world.local.delete(NAME, (1002,))
    resync(world)
    world.quiet()
    assert list(world.rows()) == [(1001,)]
    with pytest.raises(KeyError):
        world.place(1002)
    assert waiting(world) == []


def test_a_deletion_of_the_program_before_the_first_pass_goes_on_its_way_too(world: World) -> None:
    resync(world)
    world.local.delete(NAME, (1001,))
    world.quiet()
    assert set(world.rows()) == {(1002,)}
    assert [str(row[0]) for row in world.settings.values()[1:]] == ["1002"]
    assert waiting(world) == []


def test_a_row_that_the_program_deleted_and_the_boss_edited_stays_and_is_told(world: World) -> None:
    world.local.delete(NAME, (1002,))
    resync(world)
    world.type_wage(1002, Decimal(19))
    world.quiet()
    assert world.wage(1002) == Decimal(19)
    (kept,) = world.replica.conflicts(9)
    assert (kept.conflict.key, kept.conflict.local) == ((1002,), None)


def test_a_row_that_nobody_deleted_comes_back_from_the_sheet(world: World) -> None:
    """Its base was lost: that is what a resync is for."""
    with world.replica.transaction() as tx:
        tx.delete(NAME, (1002,), at=world.clock.now(), source=Source.SHEETS)
        tx.delete_base(NAME, (1002,))
    resync(world)
    world.quiet()
    assert (1002,) in world.rows()


def test_a_list_that_differs_is_asked_as_a_whole(world: World) -> None:
    world.rates.type(1, "Percentage", Decimal(9))
    resync(world, "dynamic_rates")
    world.quiet()
    assert waiting(world) == [(0,)]
    assert [row.values["percentage"] for row in world.rows(RATES).values()] == [0, 2, 4]


def test_it_ends_the_pause_of_a_guard(world: World) -> None:
    for worker in range(1003, 1010):
        world.settings.append_row(
            {"EmployeeId": Decimal(worker), "Hourly wage": "15", "Sales commission": "8"}
        )
    world.quiet()
    while len(world.settings.values()) > 2:
        world.settings.delete_row(2)
    world.sync(2)
    assert NAME in world.replica.pauses()
    resync(world)
    world.quiet()
    assert dict(world.replica.pauses()) == {}
    assert len(world.rows()) == len(world.settings.values()) - 1 == 9


def test_only_tables_with_a_tab_can_be_rebuilt(world: World) -> None:
    with pytest.raises(UnknownTableError):
        resync(world, "nix")
    local = Table("notes", "", SETTINGS.columns, key=SETTINGS.key, strategy=Strategy.LOCAL)
    with pytest.raises(ValueRefusedError, match="no tab"):
        resync(World(SETTINGS, local), "notes")
