"""Rows of tables as an Excel workbook."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from sheetanchor.domain.tables.cells import CellFormat
from sheetanchor.domain.tables.schema import Column
from sheetanchor.domain.tables.values import Value, Values
from sheetanchor.services.dialogue.admin.export import Listing

_MOMENTS = "yyyy/mm/dd hh:mm:ss"
_DAYS = "yyyy/mm/dd"
_LONGEST_TITLE = 31


def xlsx_of(listings: Sequence[Listing]) -> bytes:
    """A tab each, with a frozen header.

    Numbers are numbers, moments wall-clock dates, text never a formula.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for listing in listings:
        _put_listing(book.create_sheet(listing.table.tab[:_LONGEST_TITLE]), listing)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _put_listing(sheet: Worksheet, listing: Listing) -> None:
    sheet.freeze_panes = "A2"
    for place, column in enumerate(listing.table.columns, start=1):
        _put_text(sheet.cell(1, place), column.header)
        sheet.cell(1, place).font = Font(bold=True)
        _fill(sheet, place, column, listing.rows)


def _fill(sheet: Worksheet, place: int, column: Column, rows: Sequence[Values]) -> None:
    for number, row in enumerate(rows, start=2):
        value = row[column.field]
        if value is not None:
            _put(sheet.cell(number, place), column, value)


def _put(cell: Cell | MergedCell, column: Column, value: Value) -> None:
    if isinstance(value, datetime):
        cell.value = value.replace(tzinfo=None)
        cell.number_format = _MOMENTS
        return
    if isinstance(value, date):
        cell.value = value
        cell.number_format = _DAYS
        return
    written = column.kind.write(value, CellFormat.PLAIN)
    if isinstance(written, str):
        _put_text(cell, written)
    else:
        cell.value = written


def _put_text(cell: Cell | MergedCell, text: str) -> None:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"
