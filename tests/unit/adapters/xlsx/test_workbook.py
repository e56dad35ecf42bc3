"""A workbook in a file says what the spreadsheet said."""

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from sheetanchor.adapters.xlsx.workbook import UnreadableFileError, XlsxWorkbook
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat
from sheetanchor.ports.sheet import TabRef


def saved(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Shifts"
    sheet.append(["ID", "Date", "Model A", "%", "Applied"])
    sheet.append([1, datetime(2025, 11, 1, 17, 5), 500.25, 0.08, True])  # noqa: DTZ001 - wall-clock time
    sheet.append(["2", "2025/11/01 17:05:00", "500.00", None, "#REF!"])
    sheet.append([date(2025, 11, 1), time(9, 30)])
    sheet["D2"].number_format = "0.00%"
    book.save(path)
    return path


def tab_of(path: Path) -> Tab:
    tab = XlsxWorkbook(path).fetch([TabRef("shifts", "Shifts")]).tabs["shifts"]
    assert tab is not None
    return tab


def test_numbers_texts_times_and_checkboxes_come_as_they_stand(tmp_path: Path) -> None:
    tab = tab_of(saved(tmp_path / "old.xlsx"))
    assert tab.rows[1] == (
        Cell(Decimal(1)),
        Cell("2025/11/01 17:05:00"),
        Cell(Decimal("500.25")),
        Cell(Decimal("0.08"), CellFormat.PERCENT),
        Cell(True),
    )
    assert tab.rows[2][:4] == (Cell("2"), Cell("2025/11/01 17:05:00"), Cell("500.00"), EMPTY)
    assert tab.rows[2][4] == Cell(error="#REF!")
    assert tab.rows[3][:2] == (Cell("2025/11/01 00:00:00"), Cell("09:30:00"))


def test_a_tab_that_is_not_there_is_none(tmp_path: Path) -> None:
    book = XlsxWorkbook(saved(tmp_path / "old.xlsx"))
    assert book.fetch([TabRef("ranks", "Ranks")]).tabs == {"ranks": None}


@pytest.mark.parametrize("content", [None, b"", b"no workbook at all"])
def test_a_file_that_is_no_workbook_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "old.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=r"old\.xlsx"):
        XlsxWorkbook(path).fetch([])
