"""A spreadsheet as an .xlsx file."""

import io
from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from sheetanchor.sandbox.files.errors import FileFormatError
from sheetanchor.sandbox.files.xlsx import looks, names, particulars, titles
from sheetanchor.sandbox.files.xlsx.number_formats import excel_format
from sheetanchor.sandbox.sheets.a1 import cell_name, range_name
from sheetanchor.sandbox.sheets.cells import Cell, Entered, Formula
from sheetanchor.sandbox.sheets.formulas.references import renamed
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

_LONGEST_TEXT = 32_767
_AUTHOR = "sandbox"


def xlsx_bytes(book: Spreadsheet) -> bytes:
    """The whole file. Formulas go without their results: whoever opens it works them out.

    Raises FileFormatError, naming the cell, for a text that Excel cannot hold.
    """
    workbook = Workbook()
    for empty in tuple(workbook.worksheets):
        workbook.remove(empty)
    written = titles.written_titles([sheet.title for sheet in book.sheets])
    particulars.note_book(workbook, book)
    for sheet in book.sheets:
        target = workbook.create_sheet(written[sheet.title])
        particulars.note_sheet(workbook, target.title, sheet)
        _write_sheet(sheet, target, written)
    names.write_names(workbook, book, written)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _write_sheet(sheet: Sheet, target: Worksheet, written: Mapping[str, str]) -> None:
    for row, column, cell in sheet.grid.cells():
        place = target.cell(row + 1, column + 1)
        if not isinstance(place, ExcelCell):
            raise TypeError(f"{place.coordinate} is part of a merge before any was made")
        _write_cell(sheet, cell, place, written)
    frozen = sheet.state.grid_extra
    target.freeze_panes = cell_name(frozen.get("frozenRowCount", 0), frozen.get("frozenColumnCount", 0))
    if sheet.hidden:
        target.sheet_state = "hidden"
    for area in sheet.state.merges:
        target.merge_cells(range_name(area))


def _write_cell(sheet: Sheet, cell: Cell, place: ExcelCell, written: Mapping[str, str]) -> None:
    if cell.format:
        looks.dress(place, cell.format)
        place.number_format = excel_format(cell.number_format, sheet.book.locale)
    if cell.note:
        place.comment = Comment(cell.note, _AUTHOR)
    _write_value(sheet, cell.entered, place, written)


def _write_value(sheet: Sheet, entered: Entered, place: ExcelCell, written: Mapping[str, str]) -> None:
    """The type is said, never guessed: a text such as `=1` or `#N/A` stays a text."""
    if entered is None:
        return
    if isinstance(entered, Formula):
        _put(place, _checked(sheet, place, _with_titles(entered.text, written)), "f")
    elif isinstance(entered, bool):
        _put(place, "1" if entered else "0", "b")
    elif isinstance(entered, float):
        _put(place, repr(entered), "n")  # as text: openpyxl itself would write 16 digits and lose the last
    else:
        _put(place, _checked(sheet, place, entered), "s")


def _put(place: ExcelCell, value: str, data_type: str) -> None:
    place.value = value
    place.data_type = data_type


def _with_titles(formula: str, written: Mapping[str, str]) -> str:
    for title, shorter in written.items():
        if title != shorter:
            formula = renamed(formula, title, shorter)
    return formula


def _checked(sheet: Sheet, place: ExcelCell, text: str) -> str:
    where = f"{sheet.title}!{place.coordinate}"
    if len(text) > _LONGEST_TEXT:
        raise FileFormatError(
            f"{where} holds {len(text)} characters, and an .xlsx file at most {_LONGEST_TEXT} a cell; "
            "nothing was written"
        )
    if ILLEGAL_CHARACTERS_RE.search(text):
        raise FileFormatError(f"{where} holds a control character, which .xlsx has not; nothing was written")
    return text
