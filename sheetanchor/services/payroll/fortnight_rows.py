"""Half months as rows, with the columns that the team's sheets have for them."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from sheetanchor.domain.payroll.periods.fortnights import FortnightTotals
from sheetanchor.domain.tables.kinds import DecimalNumber, Integer, Money
from sheetanchor.domain.tables.moments import Date, DateTime
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.domain.tables.values import Values

_WHOLE = Integer(minimum=Decimal(0))

#: Made anew by every export, and never synced.
FORTNIGHTS = Table(
    name="fortnights",
    tab="Fortnights",
    key=("id",),
    columns=(
        Column("id", "ID", _WHOLE, required=True),
        Column("employee_id", "EmployeeID", _WHOLE),
        Column("year", "Year", _WHOLE),
        Column("month", "Month", _WHOLE),
        Column("number", "FortnightNumber", _WHOLE),
        Column("start", "StartDate", Date()),
        Column("end", "EndDate", Date()),
        Column("total_shifts", "TotalShifts", _WHOLE),
        Column("total_hours", "TotalHours", DecimalNumber()),
        Column("hourly_earnings", "HourlyEarnings", Money()),
        Column("total_sales", "TotalSales", Money()),
        Column("net_sales", "NetSales", Money()),
        Column("base_commission", "BaseCommission", Money()),
        Column("dynamic_commission", "DynamicCommission", Money()),
        Column("bonus_commission", "BonusCommission", Money()),
        Column("total_commissions", "TotalCommissions", Money()),
        Column("total_earnings", "TotalEarnings", Money()),
        Column("created_at", "CreatedAt", DateTime()),
    ),
)


def fortnight_rows(totals: Iterable[FortnightTotals], at: datetime) -> list[Values]:
    """One row each, numbered; at: when they were computed."""
    return [_row(number, one, at) for number, one in enumerate(totals, start=1)]


def _row(number: int, totals: FortnightTotals, at: datetime) -> Values:
    fortnight = totals.fortnight
    return {
        "id": number,
        "employee_id": totals.employee_id,
        "year": fortnight.month.year,
        "month": fortnight.month.month,
        "number": fortnight.number,
        "start": fortnight.start,
        "end": fortnight.end,
        "total_shifts": totals.total_shifts,
        "total_hours": totals.total_hours,
        "hourly_earnings": totals.hourly_earnings,
        "total_sales": totals.total_sales,
        "net_sales": totals.net_sales,
        "base_commission": totals.base_commission,
        "dynamic_commission": totals.dynamic_commission,
        "bonus_commission": totals.bonus_commission,
        "total_commissions": totals.total_commissions,
        "total_earnings": totals.total_earnings,
        "created_at": at,
    }
