"""Days and times of day as people say them."""

from datetime import date, datetime

from sheetanchor.adapters.telegram.style import day_text
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.periods.fortnights import Fortnight

_NOON = 12


def hour_in_words(hour: int) -> str:
    """12 AM, 1 AM … 11 PM."""
    return f"{hour % _NOON or _NOON} {'AM' if hour < _NOON else 'PM'}"


def day_in_words(day: date) -> str:
    """Sat, Nov 1; the weekday and the configured format where there is one."""
    return f"{day:%a}, {day_text(day, f'%b {day.day}')}"


def period_in_words(period: object) -> str:
    """November 2025, or Nov 16 to 30, 2025; All the time where it is neither month nor fortnight."""
    match period:
        case Fortnight(start=start, end=end):
            return f"{start:%b} {start.day}\N{EN DASH}{end.day}, {start.year}"
        case Month(year=year, month=month):
            return f"{date(year, month, 1):%B} {year}"
        case _:
            return "All the time"


def wall(clock: datetime) -> str:
    """Sat, Nov 1, 9 AM; with minutes where there are some. An aware instant is told by its own zone."""
    time = hour_in_words(clock.hour)
    if clock.minute:
        time = time.replace(" ", f":{clock.minute:02} ")
    return f"{day_in_words(clock.date())}, {time}"
