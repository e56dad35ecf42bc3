"""What an employee sees about the month and the pay period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from sheetanchor.domain.payroll.instants import month_of
from sheetanchor.domain.payroll.periods.pay_days import made_since, pay_period
from sheetanchor.domain.payroll.periods.sales_totals import month_total
from sheetanchor.domain.payroll.ranks import Rank, RankTable
from sheetanchor.domain.payroll.shift import Shift


@dataclass(frozen=True, slots=True)
class Statistics:
    """Rank and gross sales of this month, money made since the last pay day, and the next pay day."""

    rank: Rank
    sales_of_month: Decimal
    made_since_pay_day: Decimal
    next_pay_day: date


def statistics_of(
    employee_id: int, shifts: Sequence[Shift], ranks: RankTable, now: datetime, zone: tzinfo
) -> Statistics:
    """The figures as of now (Rule 2.7); the rank comes from the sales, never from a record that may be stale.

    Raises EmptyRankTableError.
    """
    sales = month_total(shifts, employee_id, month_of(now, zone), zone)
    period = pay_period(now, zone)
    return Statistics(
        rank=ranks.rank_for(sales),
        sales_of_month=sales,
        made_since_pay_day=made_since(shifts, employee_id, period.start),
        next_pay_day=period.next_pay_day,
    )
