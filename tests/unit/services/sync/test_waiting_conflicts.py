"""Conflicts that wait for a person: one number each, and an end of their own where both sides agree."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.tables.rows import Source, SyncStatus
from sheetanchor.domain.tables.schema import Policy
from tests.unit.services.sync.world import RATES, SETTINGS, World

WAGE = "hourly_wage"


def asking() -> World:
    """Both sides changed one wage of a table whose policy is to ask."""
    world = World(replace(SETTINGS, policy=Policy.ASK), replace(RATES, policy=Policy.ASK))
    world.sync()
    world.local.write("employee_settings", {"employee_id": 1001, WAGE: Decimal(20)})
    world.type_wage(1001, Decimal(17))
    world.sync()
    return world


@pytest.fixture
def world() -> World:
    return asking()


def only(world: World) -> KeptConflict:
    (kept,) = world.replica.conflicts(10)
    return kept


def test_a_waiting_conflict_shows_in_the_row_and_leaves_both_sides(world: World) -> None:
    world.quiet()
    kept = only(world)
    assert kept.is_waiting
    assert (kept.conflict.sheet, kept.conflict.local) == ({WAGE: Decimal(17)}, {WAGE: Decimal(20)})
    assert kept.conflict.address == "B2"
    assert world.rows()[(1001,)].status is SyncStatus.CONFLICT
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(20), Decimal(17))


def test_it_keeps_its_number_while_values_and_places_change(world: World) -> None:
    first = only(world)
    world.type_wage(1001, Decimal(18))
    world.settings.sort("Sales commission")
    world.sync()
    later = only(world)
    assert (later.number, later.at) == (first.number, first.at)
    assert later.conflict.sheet == {WAGE: Decimal(18)}
    assert later.conflict.address == "B3"


def test_it_is_counted_and_logged_once(world: World) -> None:
    world.clock.advance(60)
    reports = [world.engine.run_pass(full=True).tables[0] for _ in range(2)]
    assert [report.conflicts for report in reports] == [0, 0]
    assert [entry.message for entry in world.replica.sync_log.recent(20)].count("1 conflicts") == 1


def test_other_cells_of_the_row_go_on(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "sales_commission": Decimal(9)})
    world.quiet()
    assert world.settings.cell(1, "Sales commission").value == Decimal(9)
    assert world.rows()[(1001,)].status is SyncStatus.CONFLICT
    assert only(world).is_waiting


@pytest.mark.parametrize(
    ("typed", "winner"), [(Decimal(20), Source.LOCAL), (Decimal(15), Source.LOCAL)], ids=["local", "base"]
)
def test_it_is_over_where_the_boss_takes_our_value_or_takes_the_edit_back(
    world: World, typed: Decimal, winner: Source
) -> None:
    world.type_wage(1001, typed)
    world.quiet()
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(20), Decimal(20))
    assert (only(world).conflict.winner, only(world).is_waiting) == (winner, False)
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED


def test_it_is_over_where_the_program_takes_the_value_of_the_sheet(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, WAGE: Decimal(17)})
    world.quiet()
    assert only(world).conflict.winner is Source.SHEETS
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED


def test_it_is_over_without_a_winner_where_both_agree_on_a_third_value(world: World) -> None:
    world.type_wage(1001, Decimal(19))
    world.local.write("employee_settings", {"employee_id": 1001, WAGE: Decimal(19)})
    world.quiet()
    kept = only(world)
    assert (kept.conflict.winner, kept.is_waiting) == (None, False)


def test_a_row_that_cannot_be_read_keeps_its_conflict(world: World) -> None:
    world.type_wage(1001, "abc")
    world.quiet()
    assert only(world).is_waiting


def test_a_list_waits_as_a_whole_and_ends_where_both_lists_are_one(world: World) -> None:
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(0), "percentage": Decimal(9)}])
    world.rates.type(1, "Percentage", Decimal(1))
    world.sync()
    waiting = world.replica.conflicts(10, only_open=True)
    assert [kept.conflict.key for kept in waiting if kept.conflict.table == "dynamic_rates"] == [
        (2,),
        (1,),
        (0,),
    ]
    sheet = [row.values for row in world.replica.snapshot("dynamic_rates").values()]
    assert {row.status for row in world.rows(RATES).values()} == {SyncStatus.CONFLICT}
    assert len(sheet) == 1
    world.rates.delete_row(3)
    world.rates.delete_row(2)
    world.rates.type(1, "Max Amount", None)
    world.rates.type(1, "Percentage", Decimal(9))
    world.quiet()
    left = world.replica.conflicts(10, only_open=True)
    assert [kept.conflict.table for kept in left] == ["employee_settings"]
    assert {row.status for row in world.rows(RATES).values()} == {SyncStatus.SYNCED}
