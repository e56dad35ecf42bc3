from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.errors import AmountRefusedError
from sheetanchor.domain.payroll.policy import RateScope
from tests.unit.domain.payroll.factories import ANN, BOB, FIXED, at, context, shift

DAY = (
    shift(1, ANN, "11-01 00:00", "300"),
    shift(2, ANN, "11-01 23:59", "300"),
    shift(3, ANN, "10-31 23:59", "5000"),
    shift(4, ANN, "11-02 00:00", "5000"),
    shift(5, BOB, "11-01 12:00", "5000"),
)


def test_the_rate_follows_all_own_sales_of_the_calendar_day() -> None:
    assert context(*DAY).dynamic_percent(Decimal(399), ANN, at("11-01 17:05")) == 2
    assert context(*DAY).dynamic_percent(Decimal(400), ANN, at("11-01 17:05")) == 4


def test_the_old_total_of_an_edited_shift_does_not_count() -> None:
    assert context(*DAY).dynamic_percent(Decimal(200), ANN, at("11-01 17:05"), without=2) == 2


def test_the_rate_may_follow_the_shift_alone() -> None:
    by_shift = context(*DAY, policy=replace(FIXED, rate_scope=RateScope.SHIFT))
    assert by_shift.dynamic_percent(Decimal(499), ANN, at("11-01 17:05")) == 0
    assert by_shift.dynamic_percent(Decimal(500), ANN, at("11-01 17:05")) == 2


@pytest.mark.parametrize("total", ["-1", "NaN", "sNaN", "Infinity"])
def test_a_total_that_nobody_can_sell_has_no_rate(total: str) -> None:
    with pytest.raises(AmountRefusedError):
        context().dynamic_percent(Decimal(total), ANN, at("11-01 17:05"))
