from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.amount_ranges import RangeFault
from sheetanchor.domain.payroll.errors import AmountRefusedError, UnreadableValueError
from sheetanchor.domain.payroll.rates import RateStep, RateTable, rate_table_from_rows

ROWS: tuple[dict[str, object], ...] = (
    {"min_amount": 0, "max_amount": Decimal("499.99"), "percentage": 0},
    {"min_amount": 500, "max_amount": Decimal("999.99"), "percentage": Decimal("2.0")},
    {"min_amount": 1000, "max_amount": None, "percentage": 4},
)


def test_the_rate_is_that_of_the_step_reached() -> None:
    table = rate_table_from_rows(ROWS)
    assert [table.rate_for(Decimal(x)) for x in ("0", "499.995", "999.99", "1000", "5000000")] == [
        0,
        0,
        2,
        4,
        4,
    ]


def test_steps_keep_the_order_of_the_sheet() -> None:
    table = rate_table_from_rows(reversed(ROWS))
    assert [step.min_amount for step in table.steps] == [1000, 500, 0]


def test_without_steps_there_is_no_rate() -> None:
    assert RateTable(()).rate_for(Decimal(700)) == 0


def test_warnings_come_from_the_max_column() -> None:
    steps = (RateStep(Decimal(0), Decimal(400), Decimal(0)), RateStep(Decimal(500), None, Decimal(2)))
    assert [warning.fault for warning in RateTable(steps).warnings] == [RangeFault.GAP]


@pytest.mark.parametrize(
    "fault", [{"min_amount": None}, {"max_amount": "x"}, {"percentage": 101}, {"percentage": ""}]
)
def test_one_unreadable_row_refuses_the_table(fault: dict[str, object]) -> None:
    with pytest.raises(UnreadableValueError):
        rate_table_from_rows([ROWS[0], {**ROWS[1], **fault}])


def test_sales_that_are_no_number_have_no_rate() -> None:
    with pytest.raises(AmountRefusedError, match="sales is NaN"):
        rate_table_from_rows(ROWS).rate_for(Decimal("NaN"))


def test_a_step_with_a_negative_percentage_cannot_be_made() -> None:
    with pytest.raises(UnreadableValueError):
        RateStep(Decimal(0), None, Decimal(-1))
