"""Text: what stands in the cell, without its outer spaces, never parsed."""

from decimal import Decimal

import pytest

from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.domain.tables.kinds import Text
from sheetanchor.domain.tables.refusal import CellRefusedError
from tests.unit.domain.tables.typed import REFUSED, is_refused, read

HEIR = "🧑\u200d🚀"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  King of Greed ", "King of Greed"),
        (HEIR, HEIR),
        ("=IMPORTXML(A1)", "=IMPORTXML(A1)"),
        ("two\nlines", "two\nlines"),
        ("'007", "'007"),
        (Decimal(15), "15"),
        (Decimal("1E+3"), "1000"),
        (Decimal("0.10"), "0.10"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("   ", None),
    ],
)
def test_text_is_what_stands_there(value: CellValue, text: str | None) -> None:
    assert read(Text(), value) == text


@pytest.mark.parametrize("fmt", [fmt for fmt in CellFormat if fmt is not CellFormat.PLAIN])
def test_a_number_that_the_cell_shows_otherwise_is_not_guessed(fmt: CellFormat) -> None:
    assert read(Text(), Decimal(45962), fmt) is REFUSED


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Decimal(2**53 - 1), "9007199254740991"),
        (Decimal(2**53), REFUSED),
        (Decimal(-(2**53)), REFUSED),
        (Decimal("1.2345678901234567E+19"), REFUSED),
        (Decimal("0.123456789012345"), "0.123456789012345"),
        (Decimal("0.1234567890123456"), REFUSED),
    ],
)
def test_a_number_that_may_have_had_more_digits_when_it_was_typed_is_refused(
    number: Decimal, text: object
) -> None:
    assert read(Text(), number) == text


def test_a_refused_number_is_told_to_be_typed_as_text() -> None:
    for cell in (Cell(Decimal("1.2345678901234567E+19")), Cell(Decimal(5), CellFormat.CURRENCY)):
        with pytest.raises(CellRefusedError, match="format the column as plain text and type it again"):
            Text().read(cell)


def test_text_in_a_cell_with_a_date_format_is_text() -> None:
    assert read(Text(), "tomorrow", CellFormat.DATE) == "tomorrow"


def test_an_error_is_no_text() -> None:
    with pytest.raises(CellRefusedError, match="#N/A"):
        Text().read(Cell(error="#N/A"))


def test_longer_than_allowed_is_refused_on_both_sides() -> None:
    assert read(Text(max_length=3), "abc") == "abc"
    assert read(Text(max_length=3), "abcd") is REFUSED
    assert read(Text(max_length=3), Decimal(1234)) is REFUSED
    assert is_refused(Text(max_length=3), "abcd")
    assert is_refused(Text(), "x" * 50_001)


@pytest.mark.parametrize("value", [15, None, True, b"x"])
def test_a_program_gives_text(value: object) -> None:
    assert is_refused(Text(), value)


def test_a_programs_text_is_trimmed() -> None:
    assert Text().accept(" x ") == "x"
    assert Text().accept("  ") is None


@pytest.mark.parametrize("text", ["15", "=1+1", "TRUE", HEIR, "2025/11/01"])
def test_text_is_written_and_kept_as_it_is(text: str) -> None:
    assert Text().write(text, CellFormat.PERCENT) == text
    assert Text().load(Text().dump(text)) == text


def test_the_word_for_messages() -> None:
    assert Text().name == "text"
