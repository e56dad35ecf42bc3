"""Every line and cell of the table in section 8 of the design."""

from decimal import Decimal

import pytest

from sheetanchor.domain.tables.cells import CellFormat
from sheetanchor.domain.tables.kinds import DecimalNumber, Integer, Kind, Money, Percent
from tests.unit.domain.tables.typed import REFUSED, Refused, read

Expected = str | Refused

LINES: list[tuple[str, Expected, Expected, Expected]] = [
    ("15", "15", "15", "15"),
    (" 15 ", "15", "15", "15"),
    ("15.00", "15", "15", "15"),
    ("$15", "15", REFUSED, "15"),
    ("15 $", "15", REFUSED, "15"),
    ("€15", "15", REFUSED, "15"),
    ("15.00 USD", "15", REFUSED, "15"),
    ("15,50", "15.50", REFUSED, "15.50"),
    ("15,5", "15.5", REFUSED, "15.5"),
    ("1,234", REFUSED, REFUSED, REFUSED),
    ("1,234.50", "1234.50", REFUSED, "1234.50"),
    ("1.234,50", "1234.50", REFUSED, "1234.50"),
    ("1 234,50", "1234.50", REFUSED, "1234.50"),
    ("8%", REFUSED, REFUSED, "8"),
    ("8 %", REFUSED, REFUSED, "8"),
    ("1e3", REFUSED, REFUSED, REFUSED),
    ("inf", REFUSED, REFUSED, REFUSED),
    ("nan", REFUSED, REFUSED, REFUSED),
    ("--5", REFUSED, REFUSED, REFUSED),
    ("0x10", REFUSED, REFUSED, REFUSED),
    ("007", "7", "7", "7"),
]


def same(found: object, expected: Expected) -> bool:
    return found is REFUSED if isinstance(expected, Refused) else found == Decimal(expected)


@pytest.mark.parametrize(("text", "money", "integer", "percent"), LINES)
def test_text_means_what_the_table_says(
    text: str, money: Expected, integer: Expected, percent: Expected
) -> None:
    assert same(read(Money(), text), money)
    assert same(read(DecimalNumber(), text), money)
    assert same(read(Integer(), text), integer)
    assert same(read(Percent(), text), percent)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(Money(), "0.08"), (DecimalNumber(), "0.08"), (Integer(), REFUSED), (Percent(), "8")],
)
def test_a_number_in_a_cell_with_a_percent_format(kind: Kind, expected: Expected) -> None:
    assert same(read(kind, Decimal("0.08"), CellFormat.PERCENT), expected)


@pytest.mark.parametrize("kind", [Money(), DecimalNumber(), Percent()])
@pytest.mark.parametrize("number", ["15", "15.5", "-3", "0", "1.234", "1E+3", "0.1"])
def test_a_plain_number_in_a_cell_is_taken_as_it_is(kind: Kind, number: str) -> None:
    assert read(kind, Decimal(number)) == Decimal(number)


@pytest.mark.parametrize("number", ["15", "15.0", "-3", "0", "1E+3", "6123456789"])
def test_a_whole_number_in_a_cell_is_an_integer(number: str) -> None:
    found = read(Integer(), Decimal(number))
    assert found == Decimal(number)
    assert type(found) is int


def test_the_three_spellings_of_fifteen_are_one_value() -> None:
    assert read(Money(), "15.00") == read(Money(), Decimal(15)) == read(Money(), Decimal("15.0"))
