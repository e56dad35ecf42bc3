"""A key gone while a new key stands in an otherwise equal row: both are held until a person decides."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.domain.tables.schema import Deletions
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.problems import ProblemKind, ProblemReader
from sheetanchor.services.sync.settlement import CannotKeepError
from tests.unit.services.sync.world import RATES, SETTINGS, World

NAME = "employee_settings"


def type_key(world: World, old: int, new: Decimal) -> None:
    world.settings.type(world.place(old), "EmployeeId", new)


@pytest.fixture
def world() -> World:
    """The boss typed 2002 over 1002, whose wage is 18 and whose commission is 10."""
    world = World(replace(SETTINGS, deletions=Deletions.BOTH), RATES)
    world.sync(2)
    type_key(world, 1002, Decimal(2002))
    world.sync(3)
    return world


def only(world: World) -> KeptConflict:
    (kept,) = world.replica.conflicts(10)
    return kept


def conflicts(world: World) -> Conflicts:
    return Conflicts(world.tables, world.replica, world.clock, world.wake)


def keys(world: World) -> list[str]:
    return [str(row[0]) for row in world.settings.values()[1:]]


def test_the_old_row_is_not_deleted_and_the_new_one_not_taken(world: World) -> None:
    world.quiet()
    assert set(world.rows()) == {(1001,), (1002,)}
    assert keys(world) == ["1001", "2002"]
    assert world.rows()[(1002,)].status is SyncStatus.CONFLICT
    kept = only(world)
    assert (kept.is_waiting, kept.conflict.loss, kept.conflict.address) == (True, Loss.REKEYED, "A3")


def test_it_is_reported_with_the_command_and_the_edit_that_settle_it(world: World) -> None:
    links = CellLinks("1Sheet", world.replica)
    (problem,) = ProblemReader(world.tables, world.replica, links).read()
    assert (problem.kind, problem.cell, problem.row) == (ProblemKind.NEW_KEY, "A3", "1002")
    assert "EmployeeSettings!A3 holds the key 2002" in problem.message
    assert "row 1002, which is gone" in problem.message
    command, edit = problem.settle
    assert "`sheetanchor conflicts keep-sheet 1` gives row 1002 the key 2002 here as well" in command
    assert "typing 1002 into EmployeeSettings!A3 again" in edit


def test_the_new_key_can_be_taken(world: World) -> None:
    conflicts(world).keep_sheet(1)
    world.quiet()
    assert set(world.rows()) == {(1001,), (2002,)}
    assert keys(world) == ["1001", "2002"]
    assert not only(world).is_waiting


def test_an_edit_of_the_old_row_here_waits_for_the_decision_and_its_status_says_so(world: World) -> None:
    world.local.write(NAME, {"employee_id": 1002, "hourly_wage": Decimal(30)})
    assert world.rows()[(1002,)].status is SyncStatus.PENDING
    world.sync()
    assert world.rows()[(1002,)].status is SyncStatus.CONFLICT
    assert [(table.pending, table.conflicts) for table in world.status.read().tables] == [(0, 1), (0, 0)]
    type_key(world, 2002, Decimal(1002))
    world.quiet()
    assert (world.rows()[(1002,)].status, world.sheet_wage(1002)) == (SyncStatus.SYNCED, Decimal(30))


def test_an_edit_of_the_old_row_here_goes_with_it_to_the_new_key(world: World) -> None:
    world.local.write(NAME, {"employee_id": 1002, "hourly_wage": Decimal(30)})
    conflicts(world).keep_sheet(1)
    world.quiet()
    assert (world.wage(2002), world.sheet_wage(2002)) == (Decimal(30), Decimal(30))
    assert not only(world).is_waiting


def test_what_the_sheet_was_given_meanwhile_is_merged_under_the_new_key(world: World) -> None:
    world.local.write(NAME, {"employee_id": 1002, "sales_commission": Decimal(12)})
    conflicts(world).keep_sheet(1)
    world.type_wage(2002, Decimal(31))
    world.quiet()
    row = world.rows()[(2002,)].values
    assert (row["hourly_wage"], row["sales_commission"]) == (Decimal(31), Decimal(12))


def test_where_a_row_has_the_new_key_already_nothing_is_moved(world: World) -> None:
    world.local.write(NAME, {"employee_id": 2002, "hourly_wage": Decimal(1), "sales_commission": Decimal(1)})
    with pytest.raises(CannotKeepError, match="others meanwhile"):
        conflicts(world).keep_sheet(1)
    assert set(world.rows()) == {(1001,), (1002,), (2002,)}


def test_typing_the_old_key_again_ends_it(world: World) -> None:
    type_key(world, 2002, Decimal(1002))
    world.quiet()
    assert set(world.rows()) == {(1001,), (1002,)}
    assert not only(world).is_waiting
    assert world.rows()[(1002,)].status is SyncStatus.SYNCED


def test_keeping_the_old_key_by_a_command_says_what_to_type(world: World) -> None:
    with pytest.raises(CannotKeepError, match="type the key 1002 into A3"):
        conflicts(world).keep_local(1)
    assert only(world).is_waiting


def test_where_the_new_row_is_changed_further_it_is_another_row(world: World) -> None:
    world.type_wage(2002, Decimal(99))
    world.quiet()
    assert set(world.rows()) == {(1001,), (2002,)}
    assert not only(world).is_waiting


def test_once_they_are_two_rows_neither_is_written_over_the_other(world: World) -> None:
    world.settings.type(world.place(2002), "Hourly wage", Decimal(30))
    world.sync(3)
    before = world.rows()
    for keep in (conflicts(world).keep_sheet, conflicts(world).keep_local):
        with pytest.raises(CannotKeepError, match="two by now"):
            keep(1)
    assert world.rows() == before


def test_an_edit_of_the_old_row_here_waits_with_it_and_is_not_lost(world: World) -> None:
    world.local.write(NAME, {"employee_id": 1002, "hourly_wage": Decimal(30)})
    world.sync(2)
    assert world.wage(1002) == Decimal(30)
    assert only(world).is_waiting
    type_key(world, 2002, Decimal(1002))
    world.quiet()
    assert (world.wage(1002), world.sheet_wage(1002)) == (Decimal(30), Decimal(30))


def test_a_row_that_is_gone_and_another_that_differs_are_two_rows() -> None:
    world = World(replace(SETTINGS, deletions=Deletions.BOTH))
    world.sync(2)
    type_key(world, 1002, Decimal(2002))
    world.type_wage(2002, Decimal(19))
    world.quiet()
    assert set(world.rows()) == {(1001,), (2002,)}
    assert world.replica.conflicts(10) == ()


def test_of_several_equal_rows_each_is_proposed_once() -> None:
    world = World()
    for employee, wage in ((1003, "18"), (1004, "1"), (1006, "2")):
        world.settings.append_row(
            {"EmployeeId": Decimal(employee), "Hourly wage": wage, "Sales commission": "10"}
        )
    world.sync(2)
    type_key(world, 1002, Decimal(2002))
    type_key(world, 1003, Decimal(2003))
    world.settings.append_row({"EmployeeId": Decimal(2004), "Hourly wage": "18", "Sales commission": "10"})
    world.settings.append_row({"EmployeeId": Decimal(1005), "Hourly wage": "5", "Sales commission": "5"})
    world.quiet()
    assert set(world.rows()) == {(1001,), (1002,), (1003,), (1004,), (1005,), (1006,), (2004,)}
    assert [kept.conflict.key for kept in world.replica.conflicts(10)] == [(1003,), (1002,)]
