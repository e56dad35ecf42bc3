"""Instants, and the calendar that the configured zone makes of them.

A datetime here is either an instant (aware) or wall-clock time as the sheet holds it (naive). Python
compares and subtracts two datetimes of one zone by their wall clocks, so both go through UTC first.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from sheetanchor.domain.payroll.errors import ZoneError

#: The first and the last wall-clock time that is one in every zone; what a date cell can show lies between.
_FIRST = datetime.min + timedelta(days=1)  # noqa: DTZ901 - wall-clock time
_LAST = datetime.max - timedelta(hours=12)  # noqa: DTZ901 - wall-clock time


class Month(NamedTuple):
    """A calendar month, 1 to 12, in the configured zone."""

    year: int
    month: int


def as_utc(moment: datetime) -> datetime:
    """The same instant in UTC; raises ZoneError for a naive one and for the calendar's outermost hours."""
    if moment.tzinfo is None or not _FIRST <= moment.replace(tzinfo=None) <= _LAST:
        raise ZoneError(moment, "an instant with a zone")
    return moment.astimezone(UTC)


def instant_of(wall: datetime, zone: tzinfo) -> datetime:
    """The instant that wall-clock time means in the zone (Rule 2.2, as RFC 5545 section 3.3.5 has it).

    A time that happens twice means its first occurrence; a time that is skipped is read with the offset
    before the gap, so 02:30 in spring is 03:30. Raises ZoneError for a datetime that has a zone already.
    """
    if wall.tzinfo is not None:
        raise ZoneError(wall, "wall-clock time without a zone")
    return as_utc(wall.replace(tzinfo=zone, fold=0)).astimezone(zone)


def shift_instants(clock_in: datetime, clock_out: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    """Both ends of a shift from wall-clock times (Rule 2.2).

    An end that happens twice and is not after the start at its first occurrence means the second.
    """
    start, end = instant_of(clock_in, zone), instant_of(clock_out, zone)
    if as_utc(end) <= as_utc(start):
        second = as_utc(clock_out.replace(tzinfo=zone, fold=1)).astimezone(zone)
        return start, max(end, second, key=as_utc)
    return start, end


def wall_clock(moment: datetime, zone: tzinfo) -> datetime:
    """The naive time that the sheet's text shows for an instant."""
    return as_utc(moment).astimezone(zone).replace(tzinfo=None, fold=0)


def day_of(moment: datetime, zone: tzinfo) -> date:
    """The calendar day of an instant in the zone (Rule 1, day and month of a shift)."""
    return as_utc(moment).astimezone(zone).date()


def month_of(moment: datetime, zone: tzinfo) -> Month:
    """The calendar month of an instant in the zone (Rule 1, day and month of a shift)."""
    day = day_of(moment, zone)
    return Month(day.year, day.month)


def midnight_of(day: date, zone: tzinfo) -> datetime:
    """The first instant of a day, by the offset that the zone has on that day (Rule 2.7)."""
    return instant_of(datetime.combine(day, time.min), zone)
