"""Money, decimal numbers, integers, percent points: cells both ways, programs' values, text for storage."""

from decimal import Decimal

import pytest

from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.domain.tables.kinds import DecimalNumber, Integer, Kind, Money, Percent
from sheetanchor.domain.tables.refusal import CellRefusedError
from tests.unit.domain.tables.typed import REFUSED, is_refused, read

NUMBERS: list[Kind] = [Money(), DecimalNumber(), Integer(), Percent()]
UP_TO_A_HUNDRED = Percent(minimum=Decimal(0), maximum=Decimal(100))


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize("value", [True, False, "abc", "TRUE", "🔥"])
def test_a_checkbox_or_a_word_is_no_number(kind: Kind, value: CellValue) -> None:
    assert read(kind, value) is REFUSED


@pytest.mark.parametrize("kind", NUMBERS)
def test_an_error_of_the_sheet_is_refused_by_name(kind: Kind) -> None:
    with pytest.raises(CellRefusedError, match="#REF!"):
        kind.read(Cell(error="#REF!"))


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize("fmt", [CellFormat.DATE, CellFormat.TIME])
def test_a_number_shown_as_a_date_is_no_number(kind: Kind, fmt: CellFormat) -> None:
    assert read(kind, Decimal(45962), fmt) is REFUSED


@pytest.mark.parametrize(
    ("value", "expected"),
    [("0", 0), ("100", 100), ("-0.01", REFUSED), ("100.01", REFUSED), ("100%", 100), ("101 %", REFUSED)],
)
def test_limits_are_inclusive(value: str, expected: object) -> None:
    assert read(UP_TO_A_HUNDRED, value) == expected


def test_limits_hold_for_points_whatever_the_cell_shows() -> None:
    assert read(UP_TO_A_HUNDRED, Decimal(1), CellFormat.PERCENT) == 100
    assert read(UP_TO_A_HUNDRED, Decimal("1.01"), CellFormat.PERCENT) is REFUSED


@pytest.mark.parametrize("kind", [Integer(minimum=Decimal(1), maximum=Decimal(12))])
@pytest.mark.parametrize(("value", "expected"), [("1", 1), ("12", 12), ("0", REFUSED), ("13", REFUSED)])
def test_limits_of_integers(kind: Kind, value: str, expected: object) -> None:
    assert read(kind, value) == expected


@pytest.mark.parametrize("value", ["15.5", Decimal("0.5"), "9007199254740993", Decimal("9007199254740994")])
def test_an_integer_is_whole_and_exact(value: CellValue) -> None:
    assert read(Integer(), value) is REFUSED


@pytest.mark.parametrize("text", ["1 234", "1,234,567", "1.234.567", "15,0"])
def test_an_integer_is_typed_without_separators(text: str) -> None:
    assert read(Integer(), text) is REFUSED


def test_a_whole_percentage_is_no_integer() -> None:
    assert read(Integer(), Decimal(1), CellFormat.PERCENT) is REFUSED


@pytest.mark.parametrize("number", [9007199254740992, -9007199254740992, 6123456789])
def test_ids_as_long_as_a_cell_keeps_are_exact(number: int) -> None:
    assert read(Integer(), str(number)) == number
    assert read(Integer(), Decimal(number)) == number


@pytest.mark.parametrize(
    ("kind", "value", "accepted"),
    [
        (Money(), Decimal("15.00"), Decimal(15)),
        (Money(), 15, Decimal(15)),
        (Percent(), 8, Decimal(8)),
        (DecimalNumber(), Decimal("-0.5"), Decimal("-0.5")),
        (Integer(), Decimal("15.0"), 15),
        (Integer(), 6123456789, 6123456789),
    ],
)
def test_a_program_gives_ints_and_decimals(kind: Kind, value: object, accepted: object) -> None:
    found = kind.accept(value)
    assert found == accepted
    assert type(found) is type(accepted)


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize(
    "value", [1.5, True, "15", None, b"1", Decimal("nan"), Decimal("inf"), Decimal("-inf"), Decimal("snan")]
)
def test_a_program_gives_no_float_bool_text_or_infinity(kind: Kind, value: object) -> None:
    assert is_refused(kind, value)


def test_a_program_is_held_to_the_limits() -> None:
    assert is_refused(UP_TO_A_HUNDRED, Decimal("100.01"))
    assert is_refused(Integer(), Decimal("1.5"))
    assert is_refused(Integer(), 2**53 + 1)


@pytest.mark.parametrize("fmt", CellFormat)
def test_money_is_written_as_a_number_whatever_the_cell_shows(fmt: CellFormat) -> None:
    assert Money().write(Decimal("15.50"), fmt) == Decimal("15.50")
    assert Integer().write(15, fmt) == Decimal(15)


@pytest.mark.parametrize(
    ("fmt", "written"), [(CellFormat.PLAIN, "8.5"), (CellFormat.PERCENT, "0.085"), (CellFormat.DATE, "8.5")]
)
def test_percent_points_are_written_as_the_cell_shows_them(fmt: CellFormat, written: str) -> None:
    assert Percent().write(Decimal("8.5"), fmt) == Decimal(written)


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize("value", [True, "15", None])
def test_only_numbers_are_written(kind: Kind, value: str | None) -> None:
    with pytest.raises(TypeError):
        kind.write(value, CellFormat.PLAIN)


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Money(), Decimal("15.00"), "15.00"),
        (Money(), Decimal("1E+3"), "1000"),
        (Percent(), Decimal("0.0000001"), "0.0000001"),
        (Integer(), 6123456789, "6123456789"),
        (DecimalNumber(), Decimal("-0.10"), "-0.10"),
    ],
)
def test_numbers_are_kept_as_digits(kind: Kind, value: int | Decimal, text: str) -> None:
    assert kind.dump(value) == text
    assert kind.load(text) == value
    assert type(kind.load(text)) is type(value)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(Money(), "money"), (DecimalNumber(), "decimalnumber"), (Integer(), "integer"), (Percent(), "percent")],
)
def test_kinds_have_a_word_for_messages(kind: Kind, name: str) -> None:
    assert kind.name == name


def test_kinds_are_values_and_no_two_classes_are_one() -> None:
    assert Money(minimum=Decimal(0)) == Money(minimum=Decimal(0))
    assert len(set(NUMBERS)) == len(NUMBERS)
    assert len({repr(kind) for kind in NUMBERS}) == len(NUMBERS)
