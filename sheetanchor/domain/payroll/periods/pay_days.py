"""Pay days, the 1st and the 15th, and what was made since the last one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from sheetanchor.domain.payroll.instants import as_utc, day_of, midnight_of
from sheetanchor.domain.payroll.money import ZERO, exactly
from sheetanchor.domain.payroll.shift import Shift

MID_MONTH_PAY_DAY = 15
_LONGEST_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class PayPeriod:
    """The period that now lies in: its first instant, and the pay day that ends it."""

    start: datetime
    next_pay_day: date


def pay_period(now: datetime, zone: tzinfo) -> PayPeriod:
    """From the 1st or the 15th, local midnight, to the other (Rule 2.7); raises ZoneError for a naive now.

    The 15th itself belongs to the second half.
    """
    today = day_of(now, zone)
    first = today.replace(day=1)
    middle = today.replace(day=MID_MONTH_PAY_DAY)
    if today < middle:
        return PayPeriod(midnight_of(first, zone), middle)
    return PayPeriod(midnight_of(middle, zone), (first + _LONGEST_MONTH).replace(day=1))


def made_since(shifts: Iterable[Shift], employee_id: int, start: datetime) -> Decimal:
    """The employee's Total made of the shifts with a Date from start on; a blank one is 0 (Rule 2.7)."""
    begin = as_utc(start)
    own = (shift for shift in shifts if shift.employee_id == employee_id and as_utc(shift.date) >= begin)
    with exactly():
        return sum((shift.total_made for shift in own if shift.total_made is not None), ZERO)
