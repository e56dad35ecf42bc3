from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.periods.fortnights import Fortnight, fortnight_of, fortnight_totals
from tests.unit.domain.payroll.factories import (
    ANN,
    BOB,
    FIXED,
    FIXED_EASTERN,
    NEW_YORK,
    OLD,
    at,
    bonus,
    recorded_before_us,
    together,
)

FIRST = Fortnight(Month(2025, 11), 1)


@pytest.mark.parametrize(
    ("when", "number", "start", "end"),
    [
        ("11-01 00:00", 1, 1, 15),
        ("11-15 23:59", 1, 1, 15),
        ("11-16 00:00", 2, 16, 30),
        ("02-20 00:00", 2, 16, 28),
        ("12-31 23:59", 2, 16, 31),
    ],
)
def test_a_month_is_split_after_the_15th(when: str, number: int, start: int, end: int) -> None:
    fortnight = fortnight_of(at(when), FIXED_EASTERN)
    month = at(when).month
    assert fortnight == (Month(2025, month), number)
    assert (fortnight.start, fortnight.end) == (date(2025, month, start), date(2025, month, end))


def test_the_day_is_that_of_the_zone() -> None:
    assert fortnight_of(datetime(2025, 11, 16, 4, tzinfo=UTC), NEW_YORK).number == 1


def test_totals_tell_base_dynamic_and_bonus_commission_apart() -> None:
    doubled = replace(OLD, id=2, percent=Decimal(23), commissions=Decimal(92), total_made=Decimal("216.00"))
    rows = [
        recorded_before_us(OLD),
        recorded_before_us(
            doubled,
            bonus("double_commission"),
            bonus("percent_next", "3", 2),
            replace(bonus("percent_prev", "1", 3), money=Decimal(4)),
        ),
        recorded_before_us(replace(OLD, id=3, date=at("11-16 00:00"))),
        recorded_before_us(replace(OLD, id=4, employee_id=BOB)),
    ]
    totals = fortnight_totals(ANN, FIRST, rows, FIXED)
    assert together(totals.total_shifts, totals.total_hours, totals.hourly_earnings) == (2, 16, 240)
    assert together(totals.total_sales, totals.net_sales) == (1000, 800)
    assert together(totals.base_commission, totals.dynamic_commission, totals.bonus_commission) == (
        64,
        16,
        52,
    )
    assert together(totals.total_commissions, totals.total_earnings) == (132, 376)
    assert (totals.employee_id, totals.fortnight) == (ANN, FIRST)


def test_earnings_are_what_total_made_says() -> None:
    typed = recorded_before_us(replace(OLD, total_made=Decimal(150)))
    assert fortnight_totals(ANN, FIRST, [typed], FIXED).total_earnings == 150


def test_a_base_that_has_risen_since_takes_from_the_dynamic_part_and_the_parts_still_add_up() -> None:
    totals = fortnight_totals(ANN, FIRST, [recorded_before_us(OLD, base="12")], FIXED)
    assert together(totals.base_commission, totals.dynamic_commission) == (48, -8)
    assert totals.total_commissions == 40


def test_absurd_figures_are_summed_up_all_the_same() -> None:
    most = replace(OLD, percent=Decimal(0), commissions=Decimal(0), total_made=Decimal(1_000_000_000))
    rows = [recorded_before_us(replace(most, id=shift_id)) for shift_id in (1, 2)]
    assert fortnight_totals(ANN, FIRST, rows, FIXED).total_earnings == 2_000_000_000


def test_without_shifts_all_is_zero() -> None:
    totals = fortnight_totals(ANN, FIRST, [], FIXED)
    assert (totals.total_shifts, str(totals.total_earnings)) == (0, "0.00")
