"""A workbook in a file, such as Google's own download of a spreadsheet."""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from sheetanchor.domain.errors import OperatorError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat
from sheetanchor.ports.sheet import Fetched, TabRef
from sheetanchor.ports.workbook import Workbook

_MOMENT, _DAY = "%Y/%m/%d %H:%M:%S", "%Y/%m/%d"
_ERROR = "e"


class UnreadableFileError(OperatorError):
    """The file is missing or no workbook; nothing was changed."""


class XlsxWorkbook(Workbook):
    """Values as they were last computed; formulas are not computed again."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        """All tabs by their titles; raises UnreadableFileError."""
        try:
            book = openpyxl.load_workbook(self._path, data_only=True)
        except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
            raise UnreadableFileError(
                f"{self._path} cannot be read as a workbook ({error}). Nothing was changed; "
                "give an .xlsx file."
            ) from error
        tabs = {
            title: _tab(number, title, book[title].iter_rows())
            for number, title in enumerate(book.sheetnames)
        }
        book.close()
        return Fetched({ref.table: tabs.get(ref.title) for ref in refs}, None)


def _tab(number: int, title: str, rows: Iterable[Sequence[Any]]) -> Tab:
    cells = tuple(tuple(_cell(cell) for cell in row) for row in rows)
    return Tab(number, title, len(cells), max((len(row) for row in cells), default=0), cells)


def _cell(cell: Any) -> Cell:  # noqa: ANN401 - openpyxl has several classes of cells
    value = cell.value
    if value is None:
        return EMPTY
    if cell.data_type == _ERROR:
        return Cell(error=str(value))
    if isinstance(value, bool | str):
        return Cell(value)
    if isinstance(value, datetime):
        return Cell(value.strftime(_MOMENT))
    if isinstance(value, date | time):
        return Cell(value.strftime(_DAY) if isinstance(value, date) else value.isoformat())
    is_percent = "%" in (cell.number_format or "")
    return Cell(Decimal(str(value)), CellFormat.PERCENT if is_percent else CellFormat.PLAIN)
