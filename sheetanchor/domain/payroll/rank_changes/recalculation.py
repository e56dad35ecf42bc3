"""The admin's recalculation of everybody's rank in a month."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import tzinfo

from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.instants import Month, month_of
from sheetanchor.domain.payroll.periods.sales_totals import month_total
from sheetanchor.domain.payroll.rank_changes.month_rank import MonthRank
from sheetanchor.domain.payroll.rank_changes.review import MonthStanding, RankReview, review_rank
from sheetanchor.domain.payroll.ranks import RankTable
from sheetanchor.domain.payroll.shift import Shift


def employees_of_month(
    shifts: Iterable[Shift], records: Iterable[MonthRank], month: Month, zone: tzinfo
) -> tuple[int, ...]:
    """Who has a shift or a rank record in the month, lowest id first (Rule 2.6).

    A record without shifts counts: the shifts that led to it were deleted.
    """
    sold = {shift.employee_id for shift in shifts if month_of(shift.date, zone) == month}
    ranked = {record.employee_id for record in records if record.month == month}
    return tuple(sorted(sold | ranked))


def recalculate_ranks(
    month: Month,
    zone: tzinfo,
    *,
    shifts: Sequence[Shift],
    records: Iterable[MonthRank],
    rewarded: Mapping[int, Collection[str]],
    ranks: RankTable,
    choose: Chooser,
) -> tuple[RankReview, ...]:
    """A review of each employee of the month, without a current shift: flat bonuses wait for the next one.

    rewarded holds, by employee, the ranks already rewarded in this month (Rule 2.6). Raises as review_rank
    does.
    """
    by_employee = {record.employee_id: record for record in records if record.month == month}
    return tuple(
        review_rank(
            MonthStanding(
                employee_id=employee,
                month=month,
                sales=month_total(shifts, employee, month, zone),
                record=by_employee.get(employee),
                rewarded=rewarded.get(employee, ()),
            ),
            ranks,
            choose,
        )
        for employee in employees_of_month(shifts, by_employee.values(), month, zone)
    )
