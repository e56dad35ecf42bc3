from datetime import datetime, timedelta, tzinfo
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from sheetanchor.domain.payroll.instants import (
    Month,
    as_utc,
    day_of,
    instant_of,
    midnight_of,
    shift_instants,
    wall_clock,
)
from sheetanchor.domain.payroll.periods.fortnights import fortnight_of
from sheetanchor.domain.payroll.periods.pay_days import pay_period
from sheetanchor.domain.payroll.periods.recent_shifts import AVERAGED_SHIFTS, weighted_average
from sheetanchor.domain.payroll.periods.sales_totals import day_total, month_total
from sheetanchor.domain.payroll.shift import Shift
from tests.property.payroll import strategies
from tests.unit.domain.payroll.factories import ANN

ZONES = st.sampled_from(strategies.ZONES)
MOMENTS = strategies.instants(days=400)


@strategies.checked
@given(MOMENTS, ZONES)
def test_now_lies_in_its_pay_period(now: datetime, zone: tzinfo) -> None:
    period = pay_period(now, zone)
    assert as_utc(period.start) <= now < as_utc(midnight_of(period.next_pay_day, zone))
    assert {wall_clock(period.start, zone).day, period.next_pay_day.day} == {1, 15}


@strategies.checked
@given(MOMENTS, ZONES)
def test_a_day_lies_in_its_half_month(moment: datetime, zone: tzinfo) -> None:
    fortnight = fortnight_of(moment, zone)
    assert fortnight.start <= day_of(moment, zone) <= fortnight.end
    assert fortnight_of(midnight_of(fortnight.end, zone), zone) == fortnight


@strategies.checked
@given(strategies.shifts(strategies.instants()), ZONES)
def test_the_days_of_a_month_add_up_to_the_month(shifts: list[Shift], zone: tzinfo) -> None:
    days = {day_of(shift.date, zone) for shift in shifts}
    months = {(day.year, day.month) for day in days}
    by_day = sum((day_total(shifts, ANN, day, zone) for day in days), Decimal(0))
    by_month = sum((month_total(shifts, ANN, Month(*month), zone) for month in months), Decimal(0))
    own = sum((shift.total_sales for shift in shifts if shift.employee_id == ANN), Decimal(0))
    assert by_day == by_month == own


@strategies.checked
@given(st.lists(strategies.cents(), min_size=1, max_size=AVERAGED_SHIFTS))
def test_the_average_lies_between_the_least_and_the_most(amounts: list[Decimal]) -> None:
    assert min(amounts) <= weighted_average(amounts) <= max(amounts)


@strategies.checked
@given(MOMENTS, ZONES)
def test_wall_clock_time_comes_back_unless_it_happened_twice(moment: datetime, zone: tzinfo) -> None:
    again = instant_of(wall_clock(moment, zone), zone)
    assert as_utc(again) in (moment, moment - timedelta(hours=1))


@strategies.checked
@given(MOMENTS, st.integers(1, 86_400), ZONES)
def test_a_shift_entered_by_its_wall_clock_has_its_length_but_for_the_doubled_hour(
    start: datetime, seconds: int, zone: tzinfo
) -> None:
    end = start + timedelta(seconds=seconds)
    begun, ended = shift_instants(wall_clock(start, zone), wall_clock(end, zone), zone)
    off = (as_utc(ended) - as_utc(begun)) - timedelta(seconds=seconds)
    assert off in (timedelta(0), timedelta(hours=1), timedelta(hours=-1))
