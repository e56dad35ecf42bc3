from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.rank_changes.month_rank import MonthRank
from sheetanchor.domain.payroll.rank_changes.review import MonthStanding, review_rank
from sheetanchor.domain.payroll.rates import RateTable
from tests.property.payroll import strategies
from tests.unit.domain.payroll.factories import ANN, RANKS, ScriptedChooser


@strategies.checked
@given(strategies.rate_tables(), strategies.cents())
def test_the_step_with_the_greatest_min_that_is_reached_decides(rates: RateTable, amount: Decimal) -> None:
    reached = [step for step in rates.steps if step.min_amount <= amount]
    best = max((step.min_amount for step in reached), default=None)
    expected = next((step.percentage for step in reached if step.min_amount == best), Decimal(0))
    assert rates.rate_for(amount) == expected


@strategies.checked
@given(strategies.rate_tables(), strategies.cents(), st.randoms(use_true_random=False))
def test_the_order_of_steps_in_the_sheet_does_not_matter(
    rates: RateTable, amount: Decimal, chance: Random
) -> None:
    distinct = list({step.min_amount: step for step in rates.steps}.values())
    mixed = sorted(distinct, key=lambda step: chance.random())
    assert RateTable(tuple(distinct)).rate_for(amount) == RateTable(tuple(mixed)).rate_for(amount)


@strategies.checked
@given(st.lists(strategies.cents(), max_size=12), st.integers(0, 2))
def test_however_sales_move_each_rank_is_rewarded_once_and_the_record_is_true(
    totals: list[Decimal], place: int
) -> None:
    record: MonthRank | None = None
    rewarded: list[str] = []
    for sales in totals:
        standing = MonthStanding(ANN, Month(2025, 11), sales, record, tuple(rewarded))
        outcome = review_rank(standing, RANKS, ScriptedChooser([place]), 7)
        record = outcome.record or record
        assert record is not None
        assert record.current == outcome.rank.name == RANKS.rank_for(sales).name
        if outcome.change is not None and outcome.change.reward is not None:
            rewarded.append(outcome.rank.name)
        assert set(outcome.unearned) <= set(rewarded)
    assert len(rewarded) == len(set(rewarded))
    assert "Rookie" not in rewarded


@strategies.checked
@given(strategies.cents(), strategies.cents())
def test_more_sales_never_mean_a_lower_rank(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert RANKS.position(RANKS.rank_for(low).name) <= RANKS.position(RANKS.rank_for(high).name)
