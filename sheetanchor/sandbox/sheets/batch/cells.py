"""updateCells, repeatCell, appendCells, findReplace, setDataValidation."""

import re

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import Mask
from sheetanchor.sandbox.sheets import structure
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.batch.context import Batch, fields_of, request
from sheetanchor.sandbox.sheets.cell_data import applied
from sheetanchor.sandbox.sheets.fields import CELL
from sheetanchor.sandbox.sheets.grid_ranges import integer
from sheetanchor.sandbox.sheets.protections import check_writable
from sheetanchor.sandbox.sheets.sheet import Sheet


@request("updateCells")
def _update_cells(batch: Batch, arguments: JsonObject) -> JsonObject:
    mask, rows = _cell_fields(arguments), arguments.get("rows", [])
    if "range" in arguments:
        sheet, area = batch.area(arguments["range"])
        _check_fits(rows, area)
    else:
        sheet, area = _from_start(batch, arguments.get("start", {}), rows)
    check_writable(sheet, area, batch.who)
    _put_rows(sheet, area, rows, mask)
    batch.changed(sheet, area, "values" if mask.wants("userEnteredValue") else "format")
    return {}


def _cell_fields(arguments: JsonObject) -> Mask:
    mask = fields_of(arguments)
    unknown = [name for name in mask.names or () if name not in CELL]
    if unknown:
        raise InvalidArgument(f"Invalid field: {unknown[0]}")
    return mask


def _from_start(batch: Batch, start: JsonObject, rows: list[JsonObject]) -> tuple[Sheet, GridRange]:
    sheet = batch.book.sheet_by_id(integer(start, "sheetId"))
    top, left = integer(start, "rowIndex"), integer(start, "columnIndex")
    height, width = sheet.size
    if top >= height:
        raise InvalidArgument(f"GridCoordinate.rowIndex[{top}] is after last row in grid[{height}]")
    if left >= width:
        raise InvalidArgument(f"GridCoordinate.columnIndex[{left}] is after last column in grid[{width}]")
    columns = max((len(row.get("values", [])) for row in rows), default=0)
    _check_fits(rows, GridRange(top, left, height, width))
    return sheet, GridRange(top, left, top + max(len(rows), 1), left + max(columns, 1))


def _check_fits(rows: list[JsonObject], area: GridRange) -> None:
    if len(rows) > area.height:
        raise InvalidArgument(
            f"Attempting to write row: {area.bottom}, beyond the last requested row of: {area.bottom - 1}"
        )
    if any(len(row.get("values", [])) > area.width for row in rows):
        raise InvalidArgument(
            f"Attempting to write column: {area.right}, beyond the last requested column of: {area.right - 1}"
        )


def _put_rows(sheet: Sheet, area: GridRange, rows: list[JsonObject], mask: Mask) -> None:
    """Every cell of the area takes the fields: those without data in the request lose them."""
    for row in range(area.top, area.bottom):
        at = row - area.top
        sent = rows[at].get("values", []) if at < len(rows) else []
        for column in range(area.left, area.right):
            data = sent[column - area.left] if column - area.left < len(sent) else {}
            cell = sheet.grid.cell(row, column)
            sheet.grid.put(row, column, applied(cell, data, mask))


@request("repeatCell")
def _repeat_cell(batch: Batch, arguments: JsonObject) -> JsonObject:
    mask = _cell_fields(arguments)
    sheet, area = batch.writable(arguments.get("range", {}))
    data = arguments.get("cell", {})
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            sheet.grid.put(row, column, applied(sheet.grid.cell(row, column), data, mask))
    batch.changed(sheet, area, "values" if mask.wants("userEnteredValue") else "format")
    return {}


@request("appendCells")
def _append_cells(batch: Batch, arguments: JsonObject) -> JsonObject:
    mask, rows = _cell_fields(arguments), arguments.get("rows", [])
    sheet = batch.book.sheet_by_id(integer(arguments, "sheetId"))
    columns = max((len(row.get("values", [])) for row in rows), default=0)
    if not rows or not columns:
        return {}
    top = _rows_with_data(sheet)
    area = GridRange(top, 0, top + len(rows), columns)
    if area.bottom > sheet.grid.row_count:
        structure.resize(sheet, "ROWS", area.bottom)
    if area.right > sheet.grid.column_count:
        structure.resize(sheet, "COLUMNS", area.right)
    check_writable(sheet, area, batch.who)
    _put_rows(sheet, area, rows, mask)
    batch.changed(sheet, area, "values")
    return {}


def _rows_with_data(sheet: Sheet) -> int:
    """Formats and notes are no data."""
    for row in range(sheet.grid.used_rows - 1, -1, -1):
        if any(cell.entered is not None for cell in sheet.grid.row(row).values()):
            return row + 1
    return 0


@request("setDataValidation")
def _set_data_validation(batch: Batch, arguments: JsonObject) -> JsonObject:
    sheet, area = batch.writable(arguments.get("range", {}))
    rule = arguments.get("rule")
    for row in range(area.top, area.bottom):
        for column in range(area.left, area.right):
            cell = sheet.grid.cell(row, column)
            sheet.grid.put(row, column, cell._replace(validation=rule))
    batch.changed(sheet, area, "format")
    return {}


@request("findReplace")
def _find_replace(batch: Batch, arguments: JsonObject) -> JsonObject:
    """Texts only; numbers and formulas stay as they are."""
    pattern = _find_pattern(arguments)
    replacement = str(arguments.get("replacement", ""))
    counts = {"valuesChanged": 0, "occurrencesChanged": 0}
    rows, sheets = set[tuple[int, int]](), set[int]()
    for sheet, area in _find_areas(batch, arguments):
        for row, column, cell in tuple(sheet.grid.cells_in(area)):
            if not isinstance(cell.entered, str):
                continue
            text, found = pattern.subn(lambda _: replacement, cell.entered)
            if found:
                check_writable(sheet, GridRange(row, column, row + 1, column + 1), batch.who)
                sheet.enter(row, column, text)
                counts["valuesChanged"] += 1
                counts["occurrencesChanged"] += found
                rows.add((sheet.sheet_id, row))
                sheets.add(sheet.sheet_id)
        batch.changed(sheet, area, "values")
    reply = {**counts, "rowsChanged": len(rows), "sheetsChanged": len(sheets)}
    return {"findReplace": {key: count for key, count in reply.items() if count}}


def _find_pattern(arguments: JsonObject) -> re.Pattern[str]:
    find = str(arguments.get("find", ""))
    if not find:
        raise InvalidArgument("find must not be empty.")
    text = find if arguments.get("searchByRegex") else re.escape(find)
    if arguments.get("matchEntireCell"):
        text = rf"\A(?:{text})\Z"
    try:
        return re.compile(text, 0 if arguments.get("matchCase") else re.IGNORECASE)
    except re.error as problem:
        raise InvalidArgument(f"Invalid regular expression: {problem}") from None


def _find_areas(batch: Batch, arguments: JsonObject) -> list[tuple[Sheet, GridRange]]:
    if "range" in arguments:
        return [batch.area(arguments["range"])]
    if arguments.get("allSheets"):
        return [(sheet, sheet.grid.whole) for sheet in batch.book.sheets]
    sheet = batch.book.sheet_by_id(integer(arguments, "sheetId"))
    return [(sheet, sheet.grid.whole)]
