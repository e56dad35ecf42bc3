"""What an employee is paid by, and the row that a newcomer gets."""

from dataclasses import dataclass
from decimal import Decimal

from sheetanchor.domain.payroll.employee_settings import (
    DEFAULT_HOURLY_WAGE,
    DEFAULT_SALES_COMMISSION,
    EmployeeSettings,
    default_employee_settings,
)
from sheetanchor.domain.payroll.shift import Shift, ShiftTerms
from sheetanchor.ports.notifier import NewEmployee
from sheetanchor.ports.reference_data import EMPLOYEE_SETTINGS, ReferenceData
from sheetanchor.ports.replica import Replica
from sheetanchor.services.payroll.book import PayBook


@dataclass(frozen=True, slots=True)
class PayDefaults:
    """What somebody without a row gets, per hour and in percent of net sales."""

    hourly_wage: Decimal = DEFAULT_HOURLY_WAGE
    sales_commission: Decimal = DEFAULT_SALES_COMMISSION


@dataclass(frozen=True, slots=True)
class Found:
    """Settings, and whether they were made just now because nobody knew any."""

    settings: EmployeeSettings
    is_new: bool = False

    @property
    def if_new(self) -> EmployeeSettings | None:
        """The settings where they were made just now."""
        return self.settings if self.is_new else None


class Employees:
    """Finds settings under the lock, and makes them where it is certain that there are none."""

    def __init__(self, replica: Replica, reference: ReferenceData, defaults: PayDefaults) -> None:
        self._replica = replica
        self._reference = reference
        self._defaults = defaults

    def ask_outside(self, employee_id: int) -> EmployeeSettings | None:
        """What the sheet says of somebody without a row here; None for all others. Before the transaction.

        The one question of pay that may wait for the network, once in an employee's life: a boss who has just
        typed a wage means it. Raises as ReferenceData does: who is unknown here and unreachable there is not
        absent, and gets no default.
        """
        if (employee_id,) in self._replica.snapshot(EMPLOYEE_SETTINGS):
            return None
        return self._reference.employee_settings(employee_id)

    def settings(self, book: PayBook, employee_id: int, name: str, outside: EmployeeSettings | None) -> Found:
        """The row as the transaction sees it, else the one from outside, else a new one with the defaults.

        A new row is written, told to the admins, and to the employee by the answer (Rule 1). Raises
        RowHeldError where the row may be one that cannot be read.
        """
        known = book.read.employee_settings(employee_id)
        if known is not None:
            return Found(known)
        made = outside or default_employee_settings(
            employee_id, self._defaults.hourly_wage, self._defaults.sales_commission
        )
        book.write(EMPLOYEE_SETTINGS, _values(made))
        if outside is None:
            book.notices.append(NewEmployee(name, made))
        return Found(made, is_new=outside is None)

    def terms(
        self, book: PayBook, shift: Shift, outside: EmployeeSettings | None
    ) -> tuple[ShiftTerms, EmployeeSettings | None]:
        """What a shift was paid by, else today's settings; and those, where they were made just now."""
        stored = book.read.terms(shift)
        if stored is not None:
            return stored, None
        found = self.settings(book, shift.employee_id, shift.employee_name, outside)
        return todays_terms(found.settings), found.if_new


def todays_terms(settings: EmployeeSettings) -> ShiftTerms:
    """The terms of a shift from before us, whose own nobody kept (Rule 2.3)."""
    return ShiftTerms(settings.hourly_wage, settings.sales_commission)


def _values(settings: EmployeeSettings) -> dict[str, object]:
    return {
        "employee_id": settings.employee_id,
        "hourly_wage": settings.hourly_wage,
        "sales_commission": settings.sales_commission,
    }
