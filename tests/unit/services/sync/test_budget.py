"""One budget of Sheets calls for everything that works on a replica."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.errors import QuotaError
from sheetanchor.services.sync.budget import A_MINUTE, READS, WRITES, BudgetedSheet, spent_lately
from tests.unit.services.sync.world import World


@pytest.fixture
def world() -> World:
    return World()


def budgeted(world: World, *, urgent: bool = False) -> BudgetedSheet:
    return BudgetedSheet(world.sheet, world.replica, world.clock, lambda: urgent)


def spend_reads(sheet: BudgetedSheet, count: int) -> None:
    for _ in range(count):
        sheet.fetch([])


def test_half_of_the_reads_are_kept_for_what_has_to_be_written(world: World) -> None:
    spend_reads(budgeted(world), A_MINUTE // 2)
    with pytest.raises(QuotaError, match="30 reads") as caught:
        budgeted(world).fetch([])
    assert caught.value.retry_after == 60
    spend_reads(budgeted(world, urgent=True), A_MINUTE // 2)
    with pytest.raises(QuotaError):
        budgeted(world, urgent=True).fetch([])


def test_a_refused_call_sends_nothing_and_costs_nothing(world: World) -> None:
    spend_reads(budgeted(world), A_MINUTE // 2)
    before = world.sheet.calls["fetch"]
    with pytest.raises(QuotaError):
        budgeted(world).fetch([])
    assert world.sheet.calls["fetch"] == before
    assert spent_lately(world.replica, world.clock) == {READS: A_MINUTE // 2, WRITES: 0}


def test_what_was_spent_a_minute_ago_is_free_again(world: World) -> None:
    spend_reads(budgeted(world), A_MINUTE // 2)
    world.clock.advance(timedelta(seconds=61))
    budgeted(world).fetch([])
    assert spent_lately(world.replica, world.clock)[READS] == 1


def test_looking_at_the_version_costs_nothing(world: World) -> None:
    for _ in range(100):
        budgeted(world).version()
    assert spent_lately(world.replica, world.clock) == {READS: 0, WRITES: 0}


def test_a_clock_set_back_does_not_lock_the_budget(world: World) -> None:
    spend_reads(budgeted(world), A_MINUTE // 2)
    world.clock.set(world.clock.now() - timedelta(days=1))
    budgeted(world).fetch([])


def test_a_pass_within_the_budget_works_as_ever(world: World) -> None:
    engine = world.new_engine(budgeted(world))
    engine.run_pass()
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    engine.run_pass()
    assert world.sheet_wage(1001) == Decimal(20)
    assert spent_lately(world.replica, world.clock) == {READS: 2, WRITES: 1}
