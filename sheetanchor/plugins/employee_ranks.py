"""EmployeeRanks: the rank of each employee's month.

Beside it stand what each rank was rewarded with, and the changes that nobody was told yet.
"""

from collections.abc import Sequence
from decimal import Decimal

from sheetanchor import Boolean, Column, DateTime, Integer, Strategy, Table, Text, hookimpl

_ID = Integer(minimum=Decimal(1))
_MONTH = Integer(minimum=Decimal(1), maximum=Decimal(12))
_YEAR = Integer(minimum=Decimal(1), maximum=Decimal(9999))

TABLE = Table(
    name="employee_ranks",
    tab="EmployeeRanks",
    key=("employee_id", "year", "month"),
    made_by_program=True,
    columns=(
        Column("employee_id", "EmployeeId", _ID, required=True),
        Column("current_rank", "Current Rank", Text(), required=True),
        Column("previous_rank", "Previous Rank", Text()),
        Column("month", "Month", _MONTH, required=True),
        Column("year", "Year", _YEAR, required=True),
        Column("notified", "Notified", Boolean(written_as=("true", "false")), default=False),
        Column("last_updated", "Last Updated", DateTime()),
    ),
)

#: One reward per employee, month and rank. code: as drawn, such as flat_10 or paid_day_off; those that are
#: done by hand stand here alone; none for a rank that was reached before we kept rewards. shift_id: of the
#: shift that caused it, blank for a recalculation.
REWARDS = Table(
    name="rank_rewards",
    tab="",
    strategy=Strategy.LOCAL,
    key=("employee_id", "year", "month", "rank"),
    columns=(
        Column("employee_id", "EmployeeId", _ID, required=True),
        Column("year", "Year", _YEAR, required=True),
        Column("month", "Month", _MONTH, required=True),
        Column("rank", "Rank", Text(), required=True),
        Column("code", "Bonus code", Text(), required=True),
        Column("bonus_id", "Bonus ID", _ID, refers_to="active_bonuses"),
        Column("shift_id", "Shift ID", _ID, refers_to="shifts"),
        Column("granted_at", "Granted at", DateTime(), required=True),
    ),
)

#: Changes whose message is not on its way yet. change: names one and orders them in time.
NEWS = Table(
    name="rank_news",
    keeps_history=False,
    tab="",
    strategy=Strategy.LOCAL,
    key=("change",),
    columns=(
        Column("change", "Change", Text(), required=True),
        Column("news", "News", Text(max_length=1_000_000), required=True),
    ),
)


@hookimpl
def sheetanchor_tables() -> Sequence[Table]:
    """The records that people see, and what stands beside them."""
    return (TABLE, REWARDS, NEWS)
