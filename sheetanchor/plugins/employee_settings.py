"""EmployeeSettings: what each employee is paid by. The boss types it, the bot adds newcomers."""

from collections.abc import Sequence
from decimal import Decimal

from sheetanchor import Column, Integer, Money, Percent, Table, hookimpl

TABLE = Table(
    name="employee_settings",
    tab="EmployeeSettings",
    key=("employee_id",),
    columns=(
        Column("employee_id", "EmployeeId", Integer(minimum=Decimal(1)), required=True),
        Column(
            "hourly_wage",
            "Hourly wage",
            Money(minimum=Decimal(0), maximum=Decimal(1_000_000_000)),
            required=True,
        ),
        Column(
            "sales_commission",
            "Sales commission",
            Percent(minimum=Decimal(0), maximum=Decimal(100)),
            required=True,
        ),
    ),
)


@hookimpl
def sheetanchor_tables() -> Sequence[Table]:
    """One table, merged cell by cell."""
    return (TABLE,)
