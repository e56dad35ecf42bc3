from dataclasses import dataclass
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.amount_ranges import (
    RangeFault,
    RangeWarning,
    max_amount_of,
    range_of,
    range_warnings,
)
from sheetanchor.domain.payroll.errors import UnreadableValueError


@dataclass(frozen=True)
class Span:
    min_amount: Decimal
    max_amount: Decimal | None


def span(low: str, high: str | None = None) -> Span:
    return Span(Decimal(low), None if high is None else Decimal(high))


NOVEMBER = (span("0", "499.99"), span("500", "999.99"), span("1000", "999999"))


@pytest.mark.parametrize(
    ("amount", "place"),
    [
        ("0", 0),
        ("499.99", 0),
        ("499.995", 0),
        ("500", 1),
        ("999.99", 1),
        ("1000", 2),
        ("999999", 2),
        ("2500000", 2),
    ],
)
def test_the_greatest_min_amount_that_is_reached_decides(amount: str, place: int) -> None:
    assert range_of(NOVEMBER, Decimal(amount)) is NOVEMBER[place]


def test_below_the_first_min_amount_there_is_no_row() -> None:
    assert range_of((span("1"),), Decimal("0.99")) is None


def test_the_order_of_rows_does_not_matter() -> None:
    assert range_of(tuple(reversed(NOVEMBER)), Decimal(700)) is NOVEMBER[1]


def test_of_two_rows_with_one_min_amount_the_upper_holds() -> None:
    rows = (span("0", "10"), span("0", "20"))
    assert range_of(rows, Decimal(5)) is rows[0]


def test_a_max_amount_one_cent_below_the_next_min_is_no_gap() -> None:
    assert range_warnings(NOVEMBER) == ()


def test_a_max_amount_equal_to_the_next_min_is_no_overlap() -> None:
    assert range_warnings((span("0", "399.99"), span("399.99", "999999"))) == ()


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ((span("0", "400"), span("500", "999")), RangeFault.GAP),
        ((span("0", "600"), span("500", "999")), RangeFault.OVERLAP),
        ((span("0"), span("500")), RangeFault.OVERLAP),
        ((span("0", "10"), span("0", "20")), RangeFault.SAME_MIN),
    ],
)
def test_a_fault_between_two_rows_names_both(rows: tuple[Span, ...], fault: RangeFault) -> None:
    assert range_warnings(rows) == (RangeWarning(fault, 0, 1),)


def test_warnings_give_places_in_the_sheet_whatever_its_order() -> None:
    assert range_warnings((span("500", "999"), span("0", "400"))) == (RangeWarning(RangeFault.GAP, 1, 0),)


@pytest.mark.parametrize(("cell", "end"), [(None, None), ("", None), (Decimal("1e12"), Decimal("1e12"))])
def test_a_max_amount_may_be_blank_or_however_great(cell: object, end: Decimal | None) -> None:
    assert max_amount_of({"max_amount": cell}) == end


@pytest.mark.parametrize("cell", ["x", Decimal("NaN"), Decimal("Infinity"), Decimal(-1)])
def test_a_max_amount_is_a_number_all_the_same(cell: object) -> None:
    with pytest.raises(UnreadableValueError):
        max_amount_of({"max_amount": cell})


def test_a_max_amount_below_its_own_min_is_reported() -> None:
    assert range_warnings((span("500", "1"),)) == (RangeWarning(RangeFault.MAX_BELOW_MIN, 0, 0),)


def test_a_row_may_hold_a_single_amount() -> None:
    assert range_warnings((span("500", "500"),)) == ()
