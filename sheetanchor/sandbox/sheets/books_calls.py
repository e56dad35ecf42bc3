"""The calls on spreadsheets themselves: create, get, copying a tab to another spreadsheet."""

from sheetanchor.sandbox.call import Call
from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import ALL, Mask, parse_mask
from sheetanchor.sandbox.sheets.batch.tabs import copy_into, title_of_copy
from sheetanchor.sandbox.sheets.fields import SPREADSHEET, check_fields
from sheetanchor.sandbox.sheets.grid_ranges import integer
from sheetanchor.sandbox.sheets.resource import book_resource, sheet_properties
from sheetanchor.sandbox.sheets.sheet import DEFAULT_COLUMNS, DEFAULT_ROWS
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.sheets.values_calls import book_of


def mask_of(call: Call) -> Mask:
    """The `fields` parameter; all where it is missing."""
    text = call.query.get("fields")
    mask = parse_mask(text) if text else ALL
    check_fields(mask, SPREADSHEET)
    return mask


def get(call: Call) -> JsonObject:
    """spreadsheets.get."""
    mask, ranges = mask_of(call), call.query.getlist("ranges")
    return book_resource(book_of(call), mask, ranges, grid_data=call.flag("includeGridData"))


def create(call: Call) -> JsonObject:
    """spreadsheets.create: properties and tabs; other parts of the resource are not taken."""
    body = call.json()
    properties = body.get("properties", {})
    book = call.world.create_spreadsheet(properties.get("title") or "Untitled spreadsheet")
    book.properties.update({key: properties[key] for key in ("locale", "timeZone") if key in properties})
    asked = body.get("sheets")
    if asked:
        _add_sheets(book, asked)
    return book_resource(book, mask_of(call))


def _add_sheets(book: Spreadsheet, asked: list[JsonObject]) -> None:
    book.sheets.clear()
    for at, entry in enumerate(asked):
        properties = entry.get("properties", {})
        grid = properties.get("gridProperties", {})
        chosen = "sheetId" in properties or at == 0
        book.append_sheet(
            properties.get("title") or f"Sheet{at + 1}",
            sheet_id=integer(properties, "sheetId") if chosen else None,
            rows=integer(grid, "rowCount") or DEFAULT_ROWS,
            columns=integer(grid, "columnCount") or DEFAULT_COLUMNS,
        )


def copy_sheet(call: Call) -> JsonObject:
    """spreadsheets.sheets.copyTo."""
    source = book_of(call).sheet_by_id(integer(dict(call.path), "sheetId"), "sheet")
    destination = call.json().get("destinationSpreadsheetId")
    if not destination:
        raise InvalidArgument("destinationSpreadsheetId must be set.")
    target = call.world.spreadsheet(destination)
    with target.edit("api") as edit:
        sheet = copy_into(source, target, title_of_copy(source, target))
        edit.changed(sheet, None, "sheets")
    return sheet_properties(sheet)
