"""Dates and times as a spreadsheet counts them: days since 1899-12-30, the time of day as the fraction."""

from datetime import date, datetime, time, timedelta

_DAY_ZERO = date(1899, 12, 30)
_DAY_SECONDS = 86_400
_MILLIS = 1000


def from_date(day: date) -> float:
    """Serial number of midnight."""
    return float((day - _DAY_ZERO).days)


def from_time(clock: time) -> float:
    """Fraction of a day."""
    return (clock.hour * 3600 + clock.minute * 60 + clock.second + clock.microsecond / 1e6) / _DAY_SECONDS


def to_datetime(serial: float) -> datetime:
    """The wall-clock time, zoneless, to the millisecond; raises OverflowError outside the years 1 to 9999."""
    millis = round(serial * _DAY_SECONDS * _MILLIS)
    midnight = datetime.combine(_DAY_ZERO, time())
    return midnight + timedelta(milliseconds=millis)
