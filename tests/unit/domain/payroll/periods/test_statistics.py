from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.errors import EmptyRankTableError
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.periods.sales_totals import month_total
from sheetanchor.domain.payroll.periods.statistics import statistics_of
from sheetanchor.domain.payroll.ranks import RankTable
from tests.unit.domain.payroll.factories import ANN, BOB, FIXED_EASTERN, RANKS, at, shift, together

SHIFTS = [
    replace(shift(1, ANN, "10-31 23:59", "5000"), total_made=Decimal(300)),
    replace(shift(2, ANN, "11-01 00:00", "1000"), total_made=Decimal(200)),
    replace(shift(3, ANN, "11-16 10:00", "1345.50"), total_made=Decimal("620.75")),
    replace(shift(4, BOB, "11-16 10:00", "9999"), total_made=Decimal(999)),
]


def test_the_rank_is_that_of_the_months_sales() -> None:
    figures = statistics_of(ANN, SHIFTS, RANKS, at("11-20 12:00"), FIXED_EASTERN)
    assert (figures.rank.name, figures.sales_of_month) == ("Hustler", Decimal("2345.50"))
    assert (figures.made_since_pay_day, figures.next_pay_day) == (Decimal("620.75"), date(2025, 12, 1))


def test_a_new_month_starts_at_the_bottom() -> None:
    figures = statistics_of(ANN, SHIFTS, RANKS, at("12-01 00:00"), FIXED_EASTERN)
    assert together(figures.rank.name, figures.sales_of_month, figures.made_since_pay_day) == ("Rookie", 0, 0)


def test_without_ranks_none_is_made_up() -> None:
    with pytest.raises(EmptyRankTableError):
        statistics_of(ANN, SHIFTS, RankTable(()), at("12-01 00:00"), FIXED_EASTERN)


def test_month_sales_are_exact_and_of_the_months_own_year() -> None:
    cents = [shift(n, ANN, "11-03 10:00", total) for n, total in enumerate(("0.10", "0.20", "1999.70"))]
    assert month_total(cents, ANN, Month(2025, 11), FIXED_EASTERN) == 2000
    assert month_total(cents, ANN, Month(2024, 11), FIXED_EASTERN) == 0
