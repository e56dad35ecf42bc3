from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.errors import (
    ClockOrderError,
    ClockOutInFutureError,
    ShiftTooLongError,
    ZoneError,
)
from sheetanchor.domain.payroll.pay import shift_times
from tests.unit.domain.payroll.factories import NEW_YORK, at

NOW = at("11-05 12:00")


def test_hours_are_elapsed_time_between_instants() -> None:
    night = datetime(2025, 11, 2, 0, tzinfo=NEW_YORK), datetime(2025, 11, 2, 8, tzinfo=NEW_YORK)
    spring = datetime(2025, 3, 9, 0, tzinfo=NEW_YORK), datetime(2025, 3, 9, 8, tzinfo=NEW_YORK)
    assert shift_times.elapsed(*night) == timedelta(hours=9)
    assert shift_times.elapsed(*spring) == timedelta(hours=7)
    assert shift_times.elapsed(at("11-02 00:00"), at("11-02 08:00")) == timedelta(hours=8)


def test_hours_are_not_rounded() -> None:
    assert shift_times.hours_of(timedelta(hours=8, minutes=15)) == Decimal("8.25")
    assert len(str(shift_times.hours_of(timedelta(minutes=20)))) > 50


def test_the_wage_of_an_uneven_length_is_exact() -> None:
    assert shift_times.wage_for(timedelta(minutes=20), Decimal("0.015")) == Decimal("0.005")


@pytest.mark.parametrize("end", ["11-01 09:00", "11-01 08:59", "10-31 17:00"])
def test_a_shift_ends_after_its_start(end: str) -> None:
    with pytest.raises(ClockOrderError):
        shift_times.require_shift_times(at("11-01 09:00"), at(end), NOW)


def test_a_shift_may_last_a_day_and_no_minute_more() -> None:
    assert shift_times.require_shift_times(at("11-01 09:00"), at("11-02 09:00"), NOW) == timedelta(hours=24)
    with pytest.raises(ShiftTooLongError):
        shift_times.require_shift_times(at("11-01 09:00"), at("11-02 09:01"), NOW)


def test_a_shift_may_end_a_little_later_than_now() -> None:
    assert shift_times.require_shift_times(at("11-05 12:00"), at("11-05 12:15"), NOW)
    with pytest.raises(ClockOutInFutureError):
        shift_times.require_shift_times(at("11-05 12:00"), at("11-05 12:16"), NOW)


def test_the_tolerance_is_configured() -> None:
    with pytest.raises(ClockOutInFutureError):
        shift_times.require_shift_times(at("11-05 12:00"), at("11-05 12:01"), NOW, timedelta(0))


def test_clocks_are_instants() -> None:
    with pytest.raises(ZoneError):
        shift_times.require_shift_times(datetime(2025, 11, 1, 9), at("11-01 17:00"), NOW)  # noqa: DTZ001
    assert shift_times.elapsed(datetime(2025, 11, 1, 14, tzinfo=UTC), at("11-01 10:00")) == timedelta(hours=1)


def test_a_new_shift_starts_today_or_yesterday() -> None:
    today, yesterday = date(2025, 11, 1), date(2025, 10, 31)
    assert shift_times.clock_in_days(today) == (yesterday, today)


def test_an_edited_shift_starts_on_the_day_of_its_date_or_the_day_before() -> None:
    assert shift_times.edited_clock_in_days(date(2025, 11, 1)) == (date(2025, 10, 31), date(2025, 11, 1))
