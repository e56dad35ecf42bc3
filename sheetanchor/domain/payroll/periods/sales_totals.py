"""An employee's gross sales of a day or a month of Date."""

from collections.abc import Iterable
from datetime import date, tzinfo
from decimal import Decimal

from sheetanchor.domain.payroll.instants import Month, day_of, month_of
from sheetanchor.domain.payroll.money import ZERO, exactly
from sheetanchor.domain.payroll.shift import Shift


def day_total(
    shifts: Iterable[Shift], employee_id: int, day: date, zone: tzinfo, *, without: int | None = None
) -> Decimal:
    """The employee's stored Total sales of a calendar day of Date, without one shift (Rules 2.1, 2.3)."""
    own = (shift for shift in shifts if shift.employee_id == employee_id and shift.id != without)
    with exactly():
        return sum((shift.total_sales for shift in own if day_of(shift.date, zone) == day), ZERO)


def month_total(shifts: Iterable[Shift], employee_id: int, month: Month, zone: tzinfo) -> Decimal:
    """The employee's stored Total sales of a calendar month of Date (Rule 2.6)."""
    own = (shift for shift in shifts if shift.employee_id == employee_id)
    with exactly():
        return sum((shift.total_sales for shift in own if month_of(shift.date, zone) == month), ZERO)
