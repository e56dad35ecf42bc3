"""ActiveBonuses: what waits for an employee's next shift, and what acted on which shift.

Beside it stands the exact money of the bonuses that depend on what others sold.
"""

from collections.abc import Sequence
from decimal import Decimal

from sheetanchor import Boolean, Column, DateTime, DecimalNumber, Integer, Strategy, Table, Text, hookimpl

_ID = Integer(minimum=Decimal(1))
_NUMBER = DecimalNumber(minimum=Decimal(0), maximum=Decimal(1_000_000_000))

TABLE = Table(
    name="active_bonuses",
    tab="ActiveBonuses",
    key=("id",),
    made_by_program=True,
    numbered=True,
    identity=("employee_id", "created_at"),
    columns=(
        Column("id", "ID", _ID, required=True),
        Column("employee_id", "EmployeeId", _ID, required=True),
        Column("bonus_type", "Bonus Type", Text(), required=True),
        Column("value", "Value", _NUMBER, default=Decimal(0)),
        Column("applied", "Applied", Boolean(written_as=("true", "false")), default=False),
        Column("shift_id", "Shift ID", _ID, refers_to="shifts"),
        Column("created_at", "Created At", DateTime()),
    ),
)

#: What a percent_prev or percent_all paid, unrounded, so that an edit of its shift keeps it.
MONEY = Table(
    name="bonus_money",
    tab="",
    strategy=Strategy.LOCAL,
    key=("bonus_id",),
    columns=(
        Column("bonus_id", "Bonus ID", _ID, required=True, refers_to="active_bonuses"),
        Column("money", "Money", _NUMBER, required=True),
    ),
)


@hookimpl
def sheetanchor_tables() -> Sequence[Table]:
    """The bonuses that people see, and their money beside them."""
    return (TABLE, MONEY)
