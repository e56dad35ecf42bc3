"""Numbers typed as text: read where they can mean one thing only."""

from decimal import Decimal

import pytest

from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.typed_numbers import typed_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("-5", "-5"),
        ("+5", "5"),
        ("- 5", "-5"),
        ("-$5", "-5"),
        ("-0", "0"),
        ("0.123", "0.123"),
        ("0,5", "0.5"),
        ("-15,50", "-15.50"),
        ("1234.567", "1234.567"),
        ("1 234", "1234"),
        ("1\u00a0234,50", "1234.50"),
        ("1\u202f234.50", "1234.50"),
        ("12 345 678", "12345678"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234,567.89", "1234567.89"),
        ("1.234.567,89", "1234567.89"),
        ("eur 5", "5"),
        ("5GBP", "5"),
        ("¥500", "500"),
        ("500 ₽", "500"),
        ("$ 1,234.50", "1234.50"),
        ("\u00a015\u2009$\n", "15"),
        ("6123456789", "6123456789"),
        ("12345678901234567", "12345678901234567"),
        ("0.000000000000000000001", "1E-21"),
    ],
)
def test_one_meaning_is_read(text: str, number: str) -> None:
    assert typed_number(text).number == Decimal(number)


@pytest.mark.parametrize("text", ["1,234", "1.234", "999.999", "12,345", "$1,234", "-1.234"])
def test_thousands_or_decimals_is_asked_back(text: str) -> None:
    with pytest.raises(CellRefusedError, match="thousands or decimals"):
        typed_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "0,123",
        "0 123",
        "000,123",
        "007.123,5",
        "1234,567",
        "1,23,456",
        "1,234,5",
        "1.234.5",
        "1 23",
        "1.2,3",
        "1,234,567,89",
        "12 34",
        "1.",
        "1,",
        "1..2",
        "1.234 567",
        "1,234 567",
    ],
)
def test_separators_that_make_no_number_are_refused(text: str) -> None:
    with pytest.raises(CellRefusedError, match="separators"):
        typed_number(text)


@pytest.mark.parametrize("text", ["$15%", "$15$", "€15 EUR"])
def test_a_sign_on_both_sides_is_refused(text: str) -> None:
    with pytest.raises(CellRefusedError, match="before and after"):
        typed_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "+-5",
        "5-",
        "(5)",
        ".5",
        ",5",
        "$",
        "%",
        "%8",
        "8%%",
        "$-5",
        "1 0x",
        "1_000",
        "fifteen",
        "\u0661\u0665",
        "\uff11\uff15",
        "²",
        "½",
        "15 CHF",
        "15 USD USD",
        "1'234",
        "5 🔥",
        "🔥",
        "1\n2",
        "1  234",
        "#REF!",
        "15/16",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(CellRefusedError, match="not a number"):
        typed_number(text)


@pytest.mark.parametrize("text", ["123456789012345678", "0.1234567890123456789", "1 234 567 890 123 456 789"])
def test_more_digits_than_a_cell_keeps_are_refused(text: str) -> None:
    with pytest.raises(CellRefusedError, match="more digits"):
        typed_number(text)


def test_a_hundred_characters_are_the_most_that_is_read() -> None:
    assert typed_number("1" + "0" * 99).number == Decimal(10) ** 99
    with pytest.raises(CellRefusedError):
        typed_number("1" + "0" * 100)


@pytest.mark.parametrize("text", ["+" + " " * 50_000 + "x", "1" * 50_000, "1 " * 25_000, "," * 50_000])
def test_a_wall_of_text_is_refused_at_once(text: str) -> None:
    with pytest.raises(CellRefusedError, match="not a number"):
        typed_number(text)


@pytest.mark.parametrize(
    ("text", "is_percent", "has_currency", "has_separators"),
    [
        ("15", False, False, False),
        ("15.00", False, False, False),
        ("8%", True, False, False),
        ("8 % ", True, False, False),
        ("$15", False, True, False),
        ("15 usd", False, True, False),
        ("15,5", False, False, True),
        ("1 234", False, False, True),
    ],
)
def test_the_signs_beside_the_digits_are_told(
    text: str, is_percent: bool, has_currency: bool, has_separators: bool
) -> None:
    typed = typed_number(text)
    assert (typed.is_percent, typed.has_currency) == (is_percent, has_currency)
    assert typed.has_separators == has_separators
