"""An .xlsx file as a spreadsheet."""

import io
from datetime import date, datetime, time, timedelta
from zipfile import BadZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from sheetanchor.sandbox.files.errors import FileFormatError
from sheetanchor.sandbox.files.xlsx import looks, names, particulars
from sheetanchor.sandbox.files.xlsx.number_formats import google_format, shows_day
from sheetanchor.sandbox.sheets import serials
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.cells import EMPTY, Cell, Entered, Formula
from sheetanchor.sandbox.sheets.locales import locale_named
from sheetanchor.sandbox.sheets.sheet import DEFAULT_COLUMNS, DEFAULT_ROWS, Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

_NEWER_FUNCTION = "_xlfn."
_DAYS_BEFORE_1904 = 1462


class _Reader(ExcelReader):
    """Leaves dates as the numbers they are: openpyxl's own conversion rounds them to milliseconds."""

    def read_worksheets(self) -> None:
        for formats in ("_date_formats", "_timedelta_formats"):
            setattr(self.wb, formats, set())
        super().read_worksheets()


def opened(content: bytes, name: str) -> Workbook:
    """The workbook in a file; raises FileFormatError that says which file, by `name`."""
    try:
        reader = _Reader(io.BytesIO(content))
        reader.read()
    except (BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError) as problem:
        raise FileFormatError(f"{name} is no .xlsx workbook: {problem}") from None
    workbook: Workbook = reader.wb
    if not workbook.worksheets:
        raise FileFormatError(f"{name} holds no tab of cells")
    return workbook


def fill(book: Spreadsheet, workbook: Workbook) -> None:
    """The workbook's tabs take the place of a new spreadsheet's one empty tab.

    Raises InvalidArgument past Google's limits of cells and titles.
    """
    book.properties.update(particulars.book_properties(workbook))
    locale_named(book.properties["locale"])
    book.sheets.clear()
    made = {source.title: _added(book, workbook, source) for source in workbook.worksheets}
    since_1904 = workbook.epoch == CALENDAR_MAC_1904
    for source in workbook.worksheets:
        _fill_sheet(made[source.title], source, since_1904=since_1904)
    for written, sheet in made.items():
        book.retitle(sheet, particulars.sheet_particulars(workbook, written).get("title", written))
    names.read_names(workbook, book, {written: sheet.sheet_id for written, sheet in made.items()})


def _added(book: Spreadsheet, workbook: Workbook, source: Worksheet) -> Sheet:
    kept = particulars.sheet_particulars(workbook, source.title)
    return book.append_sheet(
        source.title,
        sheet_id=kept.get("id"),
        rows=max(kept.get("rows", DEFAULT_ROWS), source.max_row),
        columns=max(kept.get("columns", DEFAULT_COLUMNS), source.max_column),
    )


def _fill_sheet(sheet: Sheet, source: Worksheet, *, since_1904: bool) -> None:
    for line in source.iter_rows():
        for place in line:
            if isinstance(place, ExcelCell):
                cell = _cell(place, since_1904=since_1904)
                sheet.grid.put(place.row - 1, place.column - 1, cell)
    if source.freeze_panes:
        row, column = coordinate_to_tuple(source.freeze_panes)
        frozen = {"frozenRowCount": row - 1, "frozenColumnCount": column - 1}
        sheet.state.grid_extra.update({key: count for key, count in frozen.items() if count})
    if source.sheet_state != "visible":
        sheet.state.extra["hidden"] = True
    for area in source.merged_cells.ranges:
        sheet.state.merges.append(GridRange(area.min_row - 1, area.min_col - 1, area.max_row, area.max_col))


def _cell(place: ExcelCell, *, since_1904: bool) -> Cell:
    if place.value is None and not place.has_style and place.comment is None:
        return EMPTY
    format_ = looks.looks_of(place)
    number_format = google_format(place.number_format)
    if number_format:
        format_["numberFormat"] = number_format
    note = place.comment.text if place.comment else None
    return Cell(_entered(place, since_1904=since_1904), format_ or None, note)


def _entered(place: ExcelCell, *, since_1904: bool) -> Entered:
    value, formula = place.value, _formula(place)
    if formula is not None:
        return formula
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, datetime | date | time | timedelta):
        return _serial(value)
    if place.data_type == "n":
        shift = _DAYS_BEFORE_1904 if since_1904 and shows_day(place.number_format) else 0
        return float(str(value)) + shift
    return str(value) or None


def _formula(place: ExcelCell) -> Formula | None:
    """Of a formula, or of an error that somebody typed, which Google has as a formula only."""
    value = place.value
    if isinstance(value, ArrayFormula):
        return Formula(value.text or "=#REF!")
    if isinstance(value, DataTableFormula):
        return Formula("=TABLE()")
    if place.data_type == "f":
        return Formula(str(value).replace(_NEWER_FUNCTION, ""))
    return Formula(f"={value}") if place.data_type == "e" else None


def _serial(moment: datetime | date | time | timedelta) -> float:
    """Of a cell that spells its date out in ISO 8601."""
    if isinstance(moment, timedelta):
        return moment / timedelta(days=1)
    if isinstance(moment, datetime):
        return serials.from_date(moment.date()) + serials.from_time(moment.time())
    return serials.from_date(moment) if isinstance(moment, date) else serials.from_time(moment)
