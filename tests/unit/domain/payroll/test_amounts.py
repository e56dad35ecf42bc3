from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.amounts import parse_amount
from sheetanchor.domain.payroll.errors import AmbiguousAmountError, NotAnAmountError


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("500", "500"),
        (" 1 234.50 ", "1234.50"),
        ("1\u00a0234", "1234"),
        ("99,90", "99.90"),
        ("99,9", "99.9"),
        ("0.01", "0.01"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("999999999.99", "999999999.99"),
    ],
)
def test_spaces_do_not_count_and_a_comma_is_a_decimal_sign(typed: str, amount: str) -> None:
    assert parse_amount(typed) == Decimal(amount)


@pytest.mark.parametrize("typed", ["1,234", "12,345", "1,234,567", "1 ,234"])
def test_a_thousands_comma_is_asked_again(typed: str) -> None:
    with pytest.raises(AmbiguousAmountError, match="two ways"):
        parse_amount(typed)


@pytest.mark.parametrize(
    "typed",
    [
        *("", " ", "abc", "$5", "5$", "five", "0x10", "5-", "1+1"),
        *("0", "-0", "0.00", "0,00", "-5", "+5"),
        *("12.345", "1.234", "0,123", "1,234.50", "1.234,50", "1..5", "1,,5", ".", ","),
        *("inf", "Infinity", "nan", "NaN", "1e9", "1E2", "1_000"),
        *("٣", "\uff15\uff10\uff10", "²", "Ⅷ", "1\u200b0"),
        *("1000000000", "9" * 400),
    ],
)
def test_anything_else_is_refused(typed: str) -> None:
    with pytest.raises(NotAnAmountError, match="no amount"):
        parse_amount(typed)
