"""Rows and columns: insert, append, delete, move, their sizes and visibility; insertRange and deleteRange."""

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import merged_by_mask
from sheetanchor.sandbox.sheets import structure
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.batch.context import Batch, fields_of, request
from sheetanchor.sandbox.sheets.cells import EMPTY
from sheetanchor.sandbox.sheets.defaults import DEFAULT_PIXELS
from sheetanchor.sandbox.sheets.grid_ranges import dimension_of, integer, span_of
from sheetanchor.sandbox.sheets.protections import check_writable
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.shifts import Dimension, Insertion, Move, Removal

_KINDS: dict[Dimension, str] = {"ROWS": "rows", "COLUMNS": "columns"}
_LETTER_PIXELS = 7
_MARGIN_PIXELS = 15


def _span(batch: Batch, area: JsonObject) -> tuple[Sheet, Dimension, int, int]:
    sheet = batch.book.sheet_by_id(integer(area, "sheetId"))
    dimension = dimension_of(area)
    return sheet, dimension, *span_of(area, structure.length(sheet, dimension))


def _band(sheet: Sheet, dimension: Dimension, start: int, end: int) -> GridRange:
    rows, columns = sheet.size
    return GridRange(start, 0, end, columns) if dimension == "ROWS" else GridRange(0, start, rows, end)


def _changed(batch: Batch, sheet: Sheet, dimension: Dimension) -> None:
    batch.changed(sheet, None, "rows" if dimension == "ROWS" else "columns")


@request("insertDimension")
def _insert_dimension(batch: Batch, arguments: JsonObject) -> JsonObject:
    sheet, dimension, start, end = _span(batch, arguments.get("range", {}))
    inherit = bool(arguments.get("inheritFromBefore"))
    if inherit and start == 0:
        raise InvalidArgument("inheritFromBefore cannot be true when inserting at index 0.")
    structure.insert(sheet, dimension, Insertion(start, end - start), inherit_before=inherit)
    _changed(batch, sheet, dimension)
    return {}


@request("appendDimension")
def _append_dimension(batch: Batch, arguments: JsonObject) -> JsonObject:
    sheet = batch.book.sheet_by_id(integer(arguments, "sheetId"))
    dimension = dimension_of(arguments)
    count = integer(arguments, "length")
    if count < 1:
        raise InvalidArgument("length must be greater than 0.")
    structure.resize(sheet, dimension, structure.length(sheet, dimension) + count)
    _changed(batch, sheet, dimension)
    return {}


@request("deleteDimension")
def _delete_dimension(batch: Batch, arguments: JsonObject) -> JsonObject:
    sheet, dimension, start, end = _span(batch, arguments.get("range", {}))
    check_writable(sheet, _band(sheet, dimension, start, end), batch.who)
    structure.delete(sheet, dimension, Removal(start, end - start))
    _changed(batch, sheet, dimension)
    return {}


@request("moveDimension")
def _move_dimension(batch: Batch, arguments: JsonObject) -> JsonObject:
    sheet, dimension, start, end = _span(batch, arguments.get("source", {}))
    check_writable(sheet, _band(sheet, dimension, start, end), batch.who)
    structure.move(sheet, dimension, Move(start, end, integer(arguments, "destinationIndex")))
    _changed(batch, sheet, dimension)
    return {}


@request("updateDimensionProperties")
def _update_dimension_properties(batch: Batch, arguments: JsonObject) -> JsonObject:
    mask = fields_of(arguments)
    sheet, dimension, start, end = _span(batch, arguments.get("range", {}))
    kept = sheet.state.dimension_properties[dimension]
    sent = {key: value for key, value in arguments.get("properties", {}).items() if value is not False}
    for at in range(start, end):
        properties = merged_by_mask(kept.get(at, {}), sent, mask)
        kept[at] = properties
        if not properties:
            del kept[at]
    _changed(batch, sheet, dimension)
    return {}


@request("autoResizeDimensions")
def _auto_resize(batch: Batch, arguments: JsonObject) -> JsonObject:
    """Widths are an estimate by the number of letters: the real ones depend on fonts."""
    sheet, dimension, start, end = _span(batch, arguments.get("dimensions", {}))
    kept = sheet.state.dimension_properties[dimension]
    for at in range(start, end):
        pixels = DEFAULT_PIXELS[dimension]
        if dimension == "COLUMNS":
            longest = max((len(sheet.shown(row, at)) for row in range(sheet.grid.used_rows)), default=0)
            pixels = longest * _LETTER_PIXELS + _MARGIN_PIXELS if longest else pixels
        kept[at] = {**kept.get(at, {}), "pixelSize": pixels}
    _changed(batch, sheet, dimension)
    return {}


@request("insertRange")
def _insert_range(batch: Batch, arguments: JsonObject) -> JsonObject:
    """Cells from the range on move away, as far as the last filled one; the grid grows with them."""
    sheet, area = batch.writable(arguments.get("range", {}))
    dimension = _shift_of(arguments)
    start, count, band = _along(area, dimension)
    structure.follow_cells(sheet, dimension, Insertion(start, count), band)
    if dimension == "ROWS":
        structure.resize(sheet, "ROWS", max(sheet.grid.row_count, sheet.grid.used_rows + area.height))
        _move_block(sheet, area._replace(bottom=sheet.grid.row_count - area.height), area.height, 0)
    else:
        structure.resize(sheet, "COLUMNS", max(sheet.grid.column_count, sheet.grid.used_columns + area.width))
        _move_block(sheet, area._replace(right=sheet.grid.column_count - area.width), 0, area.width)
    batch.changed(sheet, None, "values")
    return {}


@request("deleteRange")
def _delete_range(batch: Batch, arguments: JsonObject) -> JsonObject:
    sheet, area = batch.writable(arguments.get("range", {}))
    dimension = _shift_of(arguments)
    start, count, band = _along(area, dimension)
    structure.follow_cells(sheet, dimension, Removal(start, count), band)
    for row, column, _ in tuple(sheet.grid.cells_in(area)):
        sheet.grid.put(row, column, EMPTY)
    if dimension == "ROWS":
        _move_block(
            sheet, GridRange(area.bottom, area.left, sheet.grid.row_count, area.right), -area.height, 0
        )
    else:
        _move_block(
            sheet, GridRange(area.top, area.right, area.bottom, sheet.grid.column_count), 0, -area.width
        )
    batch.changed(sheet, None, "values")
    return {}


def _shift_of(arguments: JsonObject) -> Dimension:
    return dimension_of({"dimension": arguments.get("shiftDimension")})


def _along(area: GridRange, dimension: Dimension) -> tuple[int, int, range]:
    """Start and length along the dimension, and the band of columns or rows across it."""
    if dimension == "ROWS":
        return area.top, area.height, range(area.left, area.right)
    return area.left, area.width, range(area.top, area.bottom)


def _move_block(sheet: Sheet, area: GridRange, rows: int, columns: int) -> None:
    moved = tuple(sheet.grid.cells_in(area))
    for row, column, _ in moved:
        sheet.grid.put(row, column, EMPTY)
    for row, column, cell in moved:
        sheet.grid.put(row + rows, column + columns, cell)
