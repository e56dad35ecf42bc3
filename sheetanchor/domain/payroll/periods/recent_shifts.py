"""An employee's newest shifts, and how a shift compares with the ones before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sheetanchor.domain.payroll.instants import as_utc
from sheetanchor.domain.payroll.money import ZERO, exactly, require_amount, stored
from sheetanchor.domain.payroll.shift import Shift

EDITABLE_SHIFTS = 3
AVERAGED_SHIFTS = 7


@dataclass(frozen=True, slots=True)
class RollingComparison:
    """rolling_average has two decimals; bonus_counter says whether the shift's Total sales reach it.

    shifts: how many the average is of.
    """

    rolling_average: Decimal
    bonus_counter: bool
    shifts: int


def newest_shifts(shifts: Iterable[Shift], employee_id: int, limit: int = EDITABLE_SHIFTS) -> list[Shift]:
    """The employee's own shifts, greatest Date first, of one Date the later entered first (Rule 2.3)."""
    own = [shift for shift in shifts if shift.employee_id == employee_id]
    return sorted(own, key=_recency, reverse=True)[: max(limit, 0)]


def compare_with_recent(
    shifts: Iterable[Shift],
    employee_id: int,
    date: datetime,
    total_sales: Decimal,
    shift_id: int | None = None,
) -> RollingComparison:
    """Total sales against the weighted mean of the employee's last 7 shifts before this one (Rule 4.1).

    shift_id is None for a shift that is about to be recorded, which comes after all others of its Date. The
    comparison is with the average as it is shown, so that the two cells bear it out.
    """
    earlier = [shift for shift in shifts if _is_before(shift, date, shift_id)]
    last = newest_shifts(earlier, employee_id, AVERAGED_SHIFTS)
    average = weighted_average([shift.total_sales for shift in reversed(last)])
    is_reached = require_amount("total sales", total_sales) >= average
    return RollingComparison(average, is_reached, len(last))


def weighted_average(oldest_first: list[Decimal]) -> Decimal:
    """The mean with the weights 1, 2 .. n, oldest 1, rounded to two decimals; 0 of nothing (Rule 4.1)."""
    if not oldest_first:
        return ZERO
    weights = range(1, len(oldest_first) + 1)
    with exactly():
        weighted = sum((w * amount for w, amount in zip(weights, oldest_first, strict=True)), ZERO)
        return stored("rolling average", weighted / sum(weights))


def _recency(shift: Shift) -> tuple[datetime, int]:
    return as_utc(shift.date), shift.id


def _is_before(shift: Shift, date: datetime, shift_id: int | None) -> bool:
    moment = as_utc(date)
    if shift_id is None:
        return as_utc(shift.date) <= moment
    return _recency(shift) < (moment, shift_id)
