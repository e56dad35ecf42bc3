"""Booleans: a checkbox or one of few words."""

from decimal import Decimal

import pytest

from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.domain.tables.kinds import Boolean
from sheetanchor.domain.tables.refusal import CellRefusedError
from tests.unit.domain.tables.typed import REFUSED, is_refused, read

WORDS = Boolean(written_as=("Ja", "Nein"))


@pytest.mark.parametrize(
    "value", [True, "TRUE", "true", " True ", "yes", "YES", "1", Decimal(1), Decimal("1.0")]
)
def test_what_is_true(value: CellValue) -> None:
    assert read(Boolean(), value) is True


@pytest.mark.parametrize("value", [False, "FALSE", "false", "no", "No", "0", Decimal(0), Decimal("0.0")])
def test_what_is_false(value: CellValue) -> None:
    assert read(Boolean(), value) is False


@pytest.mark.parametrize(
    "value", ["maybe", "y", "t", "on", "2", Decimal(2), Decimal("0.1"), "ja", "1.0", "✅"]
)
def test_anything_else_is_refused(value: CellValue) -> None:
    assert read(Boolean(), value) is REFUSED


def test_an_error_is_refused() -> None:
    with pytest.raises(CellRefusedError, match="#REF!"):
        Boolean().read(Cell(error="#REF!"))


@pytest.mark.parametrize(("value", "word"), [(True, "Ja"), (False, "Nein")])
def test_a_columns_own_words_are_written_and_read(value: bool, word: str) -> None:
    assert WORDS.write(value, CellFormat.PLAIN) == word
    assert read(WORDS, word) is value
    assert read(WORDS, word.upper()) is value
    assert read(WORDS, str(value)) is value


@pytest.mark.parametrize("value", [True, False])
def test_without_words_a_checkbox_is_written(value: bool) -> None:
    assert Boolean().write(value, CellFormat.PLAIN) is value


@pytest.mark.parametrize("value", [1, 0, "true", None])
def test_a_program_gives_a_bool_and_nothing_else(value: object) -> None:
    assert is_refused(Boolean(), value)


@pytest.mark.parametrize("value", [True, False])
def test_a_programs_bool_is_kept(value: bool) -> None:
    assert Boolean().accept(value) is value
    assert Boolean().load(Boolean().dump(value)) is value


def test_the_word_for_messages() -> None:
    assert Boolean().name == "boolean"
