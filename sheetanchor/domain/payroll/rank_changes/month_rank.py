"""The rank an employee holds in one month, as EmployeeRanks records it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheetanchor.domain.payroll.errors import UnreadableValueError
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.row_values import flag, optional_text, text, whole_number

_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class MonthRank:
    """One row of EmployeeRanks; previous is the rank before the last change, empty if unknown (Rule 2.6).

    notified turns true once the message about that change was delivered. Raises UnreadableValueError for a
    month that no calendar has.
    """

    employee_id: int
    month: Month
    current: str
    previous: str
    notified: bool = False

    def __post_init__(self) -> None:
        if self.month.month not in _MONTHS:
            raise UnreadableValueError("month", self.month.month, "a month from 1 to 12")


def month_rank_from_row(row: Mapping[str, object]) -> MonthRank:
    """Read employee_id, current_rank, previous_rank, month, year and notified (a bool).

    A blank previous_rank is empty, a blank notified false. Raises UnreadableValueError.
    """
    return MonthRank(
        employee_id=whole_number(row, "employee_id"),
        month=Month(whole_number(row, "year"), whole_number(row, "month")),
        current=text(row, "current_rank"),
        previous=optional_text(row, "previous_rank"),
        notified=flag(row, "notified"),
    )
