from decimal import Decimal, localcontext

import pytest

from sheetanchor.domain.payroll.errors import AmountRefusedError
from sheetanchor.domain.payroll.money import exactly, stored
from sheetanchor.domain.payroll.row_values import LIMIT


@pytest.mark.parametrize(
    ("amount", "as_stored"),
    [("0.125", "0.12"), ("0.135", "0.14"), ("0.12501", "0.13"), ("5", "5.00"), ("-0", "0.00")],
)
def test_what_is_stored_has_two_decimals_half_to_even(amount: str, as_stored: str) -> None:
    assert str(stored("net", Decimal(amount))) == as_stored


def test_the_limit_itself_is_stored() -> None:
    assert stored("net", LIMIT) == LIMIT


@pytest.mark.parametrize("amount", ["-0.01", "NaN", "sNaN", "Infinity", "-Infinity", "1000000000.01"])
def test_what_nobody_can_be_paid_is_not_stored(amount: str) -> None:
    with pytest.raises(AmountRefusedError, match="net is"):
        stored("net", Decimal(amount))


def test_sums_do_not_depend_on_the_precision_of_the_thread() -> None:
    with localcontext(prec=3), exactly():
        assert Decimal("123456.78") + Decimal("0.01") == Decimal("123456.79")
