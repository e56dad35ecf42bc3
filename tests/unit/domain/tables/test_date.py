"""Calendar days: text or a date cell, without a time of day."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sheetanchor.domain.tables.cells import CellFormat, CellValue
from sheetanchor.domain.tables.moments import Date
from tests.unit.domain.tables.typed import REFUSED, is_refused, read

FIRST = date(2025, 11, 1)


@pytest.mark.parametrize(
    "text", ["2025/11/01", "2025-11-1", " 2025/11/01 ", "2025/11/01 00:00", "2025-11-01 00:00:00"]
)
def test_the_forms_of_a_day(text: str) -> None:
    assert read(Date(), text) == FIRST


@pytest.mark.parametrize(
    "value", ["2025/11/01 17:05", "2025/11/31", "1.11.2025", Decimal(45962), True, "0999/01/01"]
)
def test_anything_else_is_refused(value: CellValue) -> None:
    assert read(Date(), value) is REFUSED


def test_a_date_cell_without_a_time_is_a_day() -> None:
    assert read(Date(), Decimal(45962), CellFormat.DATE) == FIRST
    assert read(Date(), Decimal("45962.5"), CellFormat.DATE) is REFUSED


@pytest.mark.parametrize(
    ("fmt", "written"), [(CellFormat.PLAIN, "2025/11/01"), (CellFormat.DATE, Decimal(45962))]
)
def test_a_day_is_written_as_the_cell_shows_it(fmt: CellFormat, written: CellValue) -> None:
    assert Date().write(FIRST, fmt) == written


def test_a_columns_own_format_is_written_and_read() -> None:
    kind = Date("%d.%m.%Y")
    assert kind.write(FIRST, CellFormat.PLAIN) == "01.11.2025"
    assert read(kind, "01.11.2025") == FIRST


@pytest.mark.parametrize("value", [datetime(2025, 11, 1, tzinfo=UTC), "2025/11/01", None, date(1899, 12, 29)])
def test_a_program_gives_a_day_that_a_cell_can_show(value: object) -> None:
    assert is_refused(Date(), value)


def test_a_programs_day_is_kept() -> None:
    assert Date().accept(FIRST) == FIRST
    assert Date().load(Date().dump(FIRST)) == FIRST


def test_only_days_are_written() -> None:
    with pytest.raises(TypeError):
        Date().write("2025/11/01", CellFormat.PLAIN)


def test_the_word_for_messages() -> None:
    assert Date().name == "date"
