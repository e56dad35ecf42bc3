"""What became of a row, and bringing it back."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Deletions, Strategy, Table
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.services.sync.history import CannotRestoreError, RowHistory
from sheetanchor.services.sync.retention import HistoryRetention
from tests.unit.services.sync.world import NOON, RATES, SETTINGS, World

WAGE = "hourly_wage"


@pytest.fixture
def world() -> World:
    """One change per hour: 15 from the sheet, 16 by the program, 17 from the sheet."""
    world = World(replace(SETTINGS, deletions=Deletions.BOTH), RATES)
    world.quiet()
    world.clock.advance(3600)
    world.local.write("employee_settings", {"employee_id": 1001, WAGE: Decimal(16)})
    world.quiet()
    world.clock.advance(3600)
    world.type_wage(1001, Decimal(17))
    world.quiet()
    world.clock.advance(3600)
    return world


def history(world: World) -> RowHistory:
    return RowHistory(world.tables, world.replica, world.clock, world.wake)


def hour(number: float) -> datetime:
    """Half way between two changes."""
    return NOON + timedelta(hours=number, minutes=30)


def test_changes_of_both_sides_are_told_the_newest_first(world: World) -> None:
    changes = history(world).changes("employee_settings", (1001,))
    told = [(change.side, change.after and change.after[WAGE]) for change in changes]
    assert told == [(Source.SHEETS, 17), (Source.LOCAL, 16), (Source.SHEETS, 15)]
    assert [change.before and change.before[WAGE] for change in changes] == [16, 15, None]
    assert len(history(world).changes("employee_settings", (1001,), limit=2)) == 2


@pytest.mark.parametrize(("number", "wage"), [(0, 15), (1, 16)])
def test_a_row_is_brought_back_as_it_stood_and_syncs(world: World, number: int, wage: int) -> None:
    assert history(world).restore("employee_settings", (1001,), hour(number))
    assert world.rows()[(1001,)].is_pending
    world.quiet()
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(wage), Decimal(wage))


def test_what_stands_so_already_is_not_written(world: World) -> None:
    before = world.rows()
    assert not history(world).restore("employee_settings", (1001,), hour(2))
    assert world.rows() == before


def test_a_deleted_row_is_brought_back(world: World) -> None:
    world.settings.delete_row(world.place(1001))
    world.quiet()
    assert (1001,) not in world.rows()
    assert history(world).restore("employee_settings", (1001,), hour(1))
    world.quiet()
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(16), Decimal(16))


def test_of_a_table_without_history_nothing_is_brought_back() -> None:
    drafts = Table(
        "drafts", "", SETTINGS.columns[:2], key=SETTINGS.key, strategy=Strategy.LOCAL, keeps_history=False
    )
    world = World(drafts)
    world.local.write("drafts", {"employee_id": 1001, WAGE: Decimal(16)})
    assert history(world).changes("drafts") == ()
    with pytest.raises(CannotRestoreError, match="keeps no history"):
        history(world).restore("drafts", (1001,), hour(1))


def test_a_row_that_was_not_there_is_not_deleted_by_restoring(world: World) -> None:
    for key, at in (((1001,), NOON - timedelta(days=1)), ((7,), hour(1))):
        with pytest.raises(CannotRestoreError, match="no such row"):
            history(world).restore("employee_settings", key, at)
    assert (1001,) in world.rows()


def test_a_list_is_brought_back_as_a_whole(world: World) -> None:
    before = [row.values for row in world.rows(RATES).values()]
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(0), "percentage": Decimal(9)}])
    world.quiet()
    world.clock.advance(3600)
    with pytest.raises(CannotRestoreError, match="as a whole"):
        history(world).restore("dynamic_rates", (0,), hour(1))
    assert history(world).restore_list("dynamic_rates", hour(1))
    world.quiet()
    assert [row.values for row in world.rows(RATES).values()] == before
    assert len(world.rates.values()) == 4


def test_rows_are_not_brought_back_as_a_list_nor_from_before_there_were_any(world: World) -> None:
    with pytest.raises(CannotRestoreError, match="one by one"):
        history(world).restore_list("employee_settings", hour(1))
    with pytest.raises(CannotRestoreError, match="no rows"):
        history(world).restore_list("dynamic_rates", NOON - timedelta(days=1))


def test_the_clock_may_jump_back_the_order_is_that_of_the_changes(world: World) -> None:
    world.clock.set(hour(0))
    world.local.write("employee_settings", {"employee_id": 1001, WAGE: Decimal(18)})
    world.clock.advance(3600)
    assert not history(world).restore("employee_settings", (1001,), world.clock.now())


def test_an_unknown_table_is_named(world: World) -> None:
    with pytest.raises(UnknownTableError, match="'nix'"):
        history(world).changes("nix")


def test_old_changes_are_forgotten_once_a_day_and_not_restored(world: World) -> None:
    retention = HistoryRetention(world.replica, world.clock, days=30)
    retention()
    assert len(history(world).changes("employee_settings", (1001,))) == 3
    world.clock.advance(30 * 24 * 3600 - 5400)
    retention()
    assert [change.side for change in history(world).changes("employee_settings", (1001,))] == [Source.SHEETS]
    world.clock.advance(3600)
    retention()
    assert len(history(world).changes("employee_settings", (1001,))) == 1
    with pytest.raises(CannotRestoreError, match="older changes are forgotten"):
        history(world).restore("employee_settings", (1001,), hour(0))


def test_with_them_go_decided_conflicts_and_lines_of_the_log_but_nothing_that_waits(world: World) -> None:
    def conflict(winner: Source | None) -> Conflict:
        values = {WAGE: Decimal(1)}
        return Conflict("employee_settings", (1001,), WAGE, Loss.BOTH_CHANGED, values, values, winner)

    with world.replica.transaction() as tx:
        tx.keep_conflict(conflict(Source.LOCAL), world.clock.now())
        tx.keep_conflict(conflict(None), world.clock.now())
    retention = HistoryRetention(world.replica, world.clock, days=30)
    retention()
    assert (len(world.replica.conflicts(9)), bool(world.replica.sync_log.recent(9))) == (2, True)
    world.clock.advance(31 * 24 * 3600)
    retention()
    assert [kept.is_waiting for kept in world.replica.conflicts(9)] == [True]
    assert world.replica.sync_log.recent(9) == ()


def test_without_a_limit_nothing_is_forgotten(world: World) -> None:
    world.clock.advance(10_000 * 24 * 3600)
    HistoryRetention(world.replica, world.clock, days=0)()
    assert len(history(world).changes("employee_settings", (1001,))) == 3
