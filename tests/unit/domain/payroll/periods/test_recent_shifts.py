from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.errors import AmountRefusedError
from sheetanchor.domain.payroll.periods.recent_shifts import (
    compare_with_recent,
    newest_shifts,
    weighted_average,
)
from tests.unit.domain.payroll.factories import ANN, BOB, at, shift, together

FIVE = [shift(n, ANN, f"11-0{n} 10:00", f"{n}00") for n in range(1, 6)]
TODAY = at("11-06 10:00")


def test_the_newest_own_shifts_by_date_come_first() -> None:
    rows = [
        shift(1, ANN, "11-01 10:00"),
        shift(2, ANN, "11-03 10:00"),
        shift(3, ANN, "11-02 10:00"),
        shift(4, BOB, "11-04 10:00"),
        shift(5, ANN, "10-04 10:00"),
    ]
    assert [one.id for one in newest_shifts(rows, ANN)] == [2, 3, 1]
    assert [one.id for one in newest_shifts(rows, ANN, 9)] == [2, 3, 1, 5]
    assert newest_shifts(rows, 9) == []
    assert newest_shifts(rows, ANN, -1) == []


def test_of_one_date_the_later_entered_comes_first() -> None:
    rows = [shift(2, ANN, "11-01 10:00"), shift(1, ANN, "11-01 10:00")]
    assert [one.id for one in newest_shifts(rows, ANN)] == [2, 1]


def test_newer_shifts_weigh_more() -> None:
    assert compare_with_recent(FIVE, ANN, TODAY, Decimal(366)).rolling_average == Decimal("366.67")


def test_the_counter_says_whether_the_average_is_reached() -> None:
    assert [
        compare_with_recent(FIVE, ANN, TODAY, Decimal(x)).bonus_counter for x in ("366.66", "366.67")
    ] == [
        False,
        True,
    ]


def test_the_comparison_is_with_the_average_as_shown() -> None:
    thirds = [shift(1, ANN, "11-01 10:00", "1"), shift(2, ANN, "11-02 10:00", "0")]
    comparison = compare_with_recent(thirds, ANN, TODAY, Decimal("0.33"))
    assert (comparison.rolling_average, comparison.bonus_counter) == (Decimal("0.33"), True)


def test_without_earlier_shifts_the_average_is_zero_and_reached() -> None:
    comparison = compare_with_recent([], ANN, TODAY, Decimal(0))
    assert together(comparison.rolling_average, comparison.bonus_counter, comparison.shifts) == (0, True, 0)


def test_only_the_last_seven_count() -> None:
    many = [shift(n, ANN, f"11-0{n} 10:00", "9000" if n == 1 else "70") for n in range(1, 9)]
    comparison = compare_with_recent(many, ANN, at("11-09 10:00"), Decimal(0))
    assert (comparison.rolling_average, comparison.shifts) == (Decimal(70), 7)


def test_only_shifts_before_this_one_count() -> None:
    assert compare_with_recent(FIVE, ANN, at("11-03 10:00"), Decimal(0), 3).rolling_average == Decimal(
        "166.67"
    )
    assert compare_with_recent(FIVE, ANN, at("11-03 10:00"), Decimal(0)).rolling_average == Decimal("233.33")
    assert compare_with_recent(FIVE, BOB, TODAY, Decimal(0)).rolling_average == 0


def test_the_average_of_nothing_is_zero() -> None:
    assert weighted_average([]) == 0


def test_sales_that_are_no_number_are_not_compared() -> None:
    with pytest.raises(AmountRefusedError):
        compare_with_recent(FIVE, ANN, TODAY, Decimal("NaN"))
