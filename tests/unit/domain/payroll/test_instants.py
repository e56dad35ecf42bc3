from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from sheetanchor.domain.payroll import instants
from sheetanchor.domain.payroll.errors import ZoneError
from tests.unit.domain.payroll.factories import NEW_YORK


def wall(*numbers: int) -> datetime:
    return datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001


@pytest.mark.parametrize(
    "moment", [wall(2025, 1, 1), datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]
)
def test_only_an_instant_inside_the_calendar_is_compared(moment: datetime) -> None:
    with pytest.raises(ZoneError):
        instants.as_utc(moment)


@pytest.mark.parametrize("hours", [-12, 14])
def test_the_last_day_that_a_date_cell_shows_is_a_day_of_pay(hours: int) -> None:
    zone = timezone(timedelta(hours=hours))
    assert instants.day_of(wall(9999, 12, 31).replace(tzinfo=zone), zone) == date(9999, 12, 31)


def test_a_time_that_happens_twice_means_its_first_occurrence() -> None:
    assert instants.instant_of(wall(2025, 11, 2, 1, 30), NEW_YORK).utcoffset() == timedelta(hours=-4)


def test_a_skipped_time_is_read_with_the_offset_before_the_gap() -> None:
    moment = instants.instant_of(wall(2025, 3, 9, 2, 30), NEW_YORK)
    assert (moment.hour, moment.minute, moment.utcoffset()) == (3, 30, timedelta(hours=-4))


def test_an_instant_is_no_wall_clock_time() -> None:
    with pytest.raises(ZoneError, match="without a zone"):
        instants.instant_of(datetime(2025, 1, 1, tzinfo=UTC), NEW_YORK)


def test_an_end_that_happens_twice_may_mean_its_second_occurrence() -> None:
    start, end = instants.shift_instants(wall(2025, 11, 2, 1, 30), wall(2025, 11, 2, 1), NEW_YORK)
    assert instants.as_utc(end) - instants.as_utc(start) == timedelta(minutes=30)


def test_one_hour_picked_twice_in_the_doubled_hour_is_that_hour() -> None:
    start, end = instants.shift_instants(wall(2025, 11, 2, 1), wall(2025, 11, 2, 1), NEW_YORK)
    assert instants.as_utc(end) - instants.as_utc(start) == timedelta(hours=1)


def test_an_end_before_the_start_stays_before_it() -> None:
    start, end = instants.shift_instants(wall(2025, 11, 3, 9), wall(2025, 11, 3, 8), NEW_YORK)
    assert instants.as_utc(end) - instants.as_utc(start) == timedelta(hours=-1)


def test_an_end_after_the_start_is_its_first_occurrence() -> None:
    start, end = instants.shift_instants(wall(2025, 11, 2, 0), wall(2025, 11, 2, 1), NEW_YORK)
    assert instants.as_utc(end) - instants.as_utc(start) == timedelta(hours=1)


def test_the_sheet_shows_the_wall_clock_of_the_zone() -> None:
    shown = instants.wall_clock(datetime(2025, 11, 2, 6, 30, tzinfo=UTC), NEW_YORK)
    assert (shown, shown.fold) == (wall(2025, 11, 2, 1, 30), 0)


def test_day_and_month_are_those_of_the_zone() -> None:
    moment = datetime(2025, 11, 1, 3, tzinfo=UTC)
    assert instants.day_of(moment, NEW_YORK) == date(2025, 10, 31)
    assert instants.month_of(moment, NEW_YORK) == (2025, 10)


def test_midnight_has_the_offset_of_its_own_day() -> None:
    assert instants.midnight_of(date(2025, 11, 2), NEW_YORK) == datetime(2025, 11, 2, 4, tzinfo=UTC)
    assert instants.midnight_of(date(2025, 11, 3), NEW_YORK) == datetime(2025, 11, 3, 5, tzinfo=UTC)
