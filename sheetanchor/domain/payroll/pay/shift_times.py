"""When a shift was worked: its length, the limits on it, and the days that can be picked."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from sheetanchor.domain.payroll.errors import ClockOrderError, ClockOutInFutureError, ShiftTooLongError
from sheetanchor.domain.payroll.instants import as_utc
from sheetanchor.domain.payroll.money import exactly
from sheetanchor.domain.payroll.policy import FUTURE_TOLERANCE, LONGEST_SHIFT

_DAY = timedelta(days=1)
_MICROSECOND = timedelta(microseconds=1)
_MICROSECONDS_PER_HOUR = Decimal(3_600_000_000)


def elapsed(clock_in: datetime, clock_out: datetime) -> timedelta:
    """The time between the two instants: a night with a DST change has 7 or 9 hours, not 8 (Rule 2.2)."""
    return as_utc(clock_out) - as_utc(clock_in)


def hours_of(length: timedelta) -> Decimal:
    """A length in hours, unrounded (Rule 2.1, step 1)."""
    with exactly():
        return Decimal(length // _MICROSECOND) / _MICROSECONDS_PER_HOUR


def wage_for(length: timedelta, hourly_wage: Decimal) -> Decimal:
    """Hours times wage, unrounded (Rule 2.1, step 2)."""
    # Multiplied first: 20 minutes at 0.015 is exactly half a cent, a third of an hour is nothing exact.
    with exactly():
        return Decimal(length // _MICROSECOND) * hourly_wage / _MICROSECONDS_PER_HOUR


def require_length(clock_in: datetime, clock_out: datetime) -> timedelta:
    """The length of a shift that can be paid (Rule 2.2).

    Raises ClockOrderError unless it ends after its start, ShiftTooLongError over 24 hours.
    """
    length = elapsed(clock_in, clock_out)
    if length <= timedelta(0):
        raise ClockOrderError(clock_in, clock_out)
    if length > LONGEST_SHIFT:
        raise ShiftTooLongError(length, LONGEST_SHIFT)
    return length


def require_shift_times(
    clock_in: datetime,
    clock_out: datetime,
    now: datetime,
    tolerance: timedelta = FUTURE_TOLERANCE,
) -> timedelta:
    """The length of a shift that may be recorded (Rule 2.2).

    Raises ClockOrderError unless it ends after its start, ShiftTooLongError over 24 hours,
    ClockOutInFutureError when it ends later than now plus the tolerance.
    """
    length = require_length(clock_in, clock_out)
    if as_utc(clock_out) > as_utc(now) + tolerance:
        raise ClockOutInFutureError(clock_out, now)
    return length


def clock_in_days(today: date) -> tuple[date, date]:
    """The days a new shift may start on: yesterday or today (Rule 2.2)."""
    return today - _DAY, today


def edited_clock_in_days(recorded: date) -> tuple[date, date]:
    """The days an edited shift may start on: the day before its Date or that day (Rule 2.3)."""
    return recorded - _DAY, recorded
