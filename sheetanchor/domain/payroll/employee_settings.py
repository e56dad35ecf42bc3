"""What an employee is paid by: the wage per hour and the own percentage of net sales."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sheetanchor.domain.payroll.row_values import quantity, require_quantity, whole_number

DEFAULT_HOURLY_WAGE = Decimal("15.00")
DEFAULT_SALES_COMMISSION = Decimal("8.0")
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class EmployeeSettings:
    """One row of EmployeeSettings: money per hour, and percent points such as 8 for 8 % (Rule 1).

    Raises UnreadableValueError for a negative, infinite or absurd wage and for a percentage over 100.
    """

    employee_id: int
    hourly_wage: Decimal
    sales_commission: Decimal

    def __post_init__(self) -> None:
        require_quantity("hourly_wage", self.hourly_wage)
        require_quantity("sales_commission", self.sales_commission, _WHOLE)


def employee_settings_from_row(row: Mapping[str, object]) -> EmployeeSettings:
    """Read employee_id, hourly_wage and sales_commission; blank is UnreadableValueError, never a default."""
    return EmployeeSettings(
        employee_id=whole_number(row, "employee_id"),
        hourly_wage=quantity(row, "hourly_wage"),
        sales_commission=quantity(row, "sales_commission", _WHOLE),
    )


def default_employee_settings(
    employee_id: int,
    hourly_wage: Decimal = DEFAULT_HOURLY_WAGE,
    sales_commission: Decimal = DEFAULT_SALES_COMMISSION,
) -> EmployeeSettings:
    """The settings of an employee who has no row yet; not for one whose row cannot be read (Rule 1)."""
    return EmployeeSettings(employee_id, hourly_wage, sales_commission)
