import pytest

from sheetanchor.domain.payroll.errors import UnreadableValueError
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.rank_changes.month_rank import MonthRank, month_rank_from_row

ROW: dict[str, object] = {
    "employee_id": 1001,
    "current_rank": "Hustler",
    "previous_rank": "Rookie",
    "month": 11,
    "year": 2025,
    "notified": True,
}


def test_a_row_becomes_the_rank_of_a_month() -> None:
    assert month_rank_from_row(ROW) == MonthRank(1001, Month(2025, 11), "Hustler", "Rookie", notified=True)


def test_the_rank_before_may_be_unknown() -> None:
    assert month_rank_from_row({**ROW, "previous_rank": None}).previous == ""


@pytest.mark.parametrize("month", [1, 12])
def test_a_year_has_twelve_months(month: int) -> None:
    assert month_rank_from_row({**ROW, "month": month}).month == (2025, month)


@pytest.mark.parametrize(
    "fault", [{"month": 0}, {"month": 13}, {"year": None}, {"current_rank": ""}, {"notified": "true"}]
)
def test_an_unreadable_row_is_refused(fault: dict[str, object]) -> None:
    with pytest.raises(UnreadableValueError):
        month_rank_from_row({**ROW, **fault})
