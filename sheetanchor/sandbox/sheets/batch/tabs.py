"""Tabs and the spreadsheet's own properties."""

from itertools import count

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import Mask, merged_by_mask
from sheetanchor.sandbox.sheets import structure
from sheetanchor.sandbox.sheets.batch.context import Batch, fields_of, request
from sheetanchor.sandbox.sheets.colors import quantized, told_twice
from sheetanchor.sandbox.sheets.grid_ranges import integer
from sheetanchor.sandbox.sheets.locales import locale_named
from sheetanchor.sandbox.sheets.resource import sheet_properties
from sheetanchor.sandbox.sheets.sheet import DEFAULT_COLUMNS, DEFAULT_ROWS, Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

_OWN = ("sheetId", "title", "index", "sheetType", "gridProperties")
_SIZES = ("rowCount", "columnCount")
_PROPERTY_NAMES = {
    *_OWN,
    "hidden",
    "tabColor",
    "tabColorStyle",
    "rightToLeft",
}


@request("addSheet")
def _add_sheet(batch: Batch, arguments: JsonObject) -> JsonObject:
    properties = arguments.get("properties", {})
    grid = properties.get("gridProperties", {})
    sheet = batch.book.append_sheet(
        properties.get("title") or _free_title(batch),
        sheet_id=integer(properties, "sheetId") if "sheetId" in properties else None,
        rows=integer(grid, "rowCount") or DEFAULT_ROWS,
        columns=integer(grid, "columnCount") or DEFAULT_COLUMNS,
    )
    _take_properties(sheet, properties, Mask())
    _check_frozen(sheet)
    if "index" in properties:
        _move_to(sheet, integer(properties, "index"))
    batch.changed(sheet, None, "sheets")
    return {"addSheet": {"properties": sheet_properties(sheet)}}


def _free_title(batch: Batch) -> str:
    number = len(batch.book.sheets) + 1
    while batch.book.sheet_titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


@request("deleteSheet")
def _delete_sheet(batch: Batch, arguments: JsonObject) -> JsonObject:
    sheet = batch.book.sheet_by_id(integer(arguments, "sheetId"), "sheet")
    batch.book.remove(sheet)
    batch.changed(None, None, "sheets")
    return {}


@request("duplicateSheet")
def _duplicate_sheet(batch: Batch, arguments: JsonObject) -> JsonObject:
    source = batch.book.sheet_by_id(integer(arguments, "sourceSheetId"), "sheet")
    title = arguments.get("newSheetName") or title_of_copy(source, batch.book)
    new_id = integer(arguments, "newSheetId") if "newSheetId" in arguments else None
    sheet = copy_into(source, batch.book, title, new_id)
    _move_to(sheet, integer(arguments, "insertSheetIndex"))
    batch.changed(sheet, None, "sheets")
    return {"duplicateSheet": {"properties": sheet_properties(sheet)}}


def title_of_copy(source: Sheet, book: Spreadsheet) -> str:
    """A title that nobody has yet: "Copy of Sheet1", then "Copy of Sheet1 1"."""
    first = f"Copy of {source.title}"
    titles = (first if number == 0 else f"{first} {number}" for number in count())
    return next(title for title in titles if book.sheet_titled(title) is None)


def copy_into(source: Sheet, book: Spreadsheet, title: str, sheet_id: int | None = None) -> Sheet:
    """A copy of a tab at the end of a spreadsheet, be it the same or another."""
    rows, columns = source.size
    sheet = book.append_sheet(title, sheet_id=sheet_id, rows=rows, columns=columns)
    state = source.state.duplicate()
    state.sheet_id, state.title = sheet.sheet_id, title
    sheet.state = state
    return sheet


@request("updateSheetProperties")
def _update_sheet_properties(batch: Batch, arguments: JsonObject) -> JsonObject:
    mask = fields_of(arguments)
    properties = arguments.get("properties", {})
    sheet = batch.book.sheet_by_id(integer(properties, "sheetId"), "sheet")
    _check_names(mask)
    if mask.wants("title"):
        batch.book.retitle(sheet, properties.get("title", ""))
    _resize(sheet, properties.get("gridProperties", {}), mask)
    if mask.wants("hidden") and properties.get("hidden") and not sheet.hidden:
        _check_hideable(sheet)
    _take_properties(sheet, properties, mask)
    if mask.wants("index") and (mask.names is not None or "index" in properties):
        _move_to(sheet, integer(properties, "index"))
    _check_frozen(sheet)
    batch.changed(sheet, None, "sheets" if mask.wants("title") or mask.wants("index") else "properties")
    return {}


def _check_names(mask: Mask) -> None:
    unknown = [name for name in mask.names or () if name not in _PROPERTY_NAMES]
    if unknown:
        raise InvalidArgument(f"Invalid field: {unknown[0]}")


def _check_hideable(sheet: Sheet) -> None:
    if all(other.hidden for other in sheet.book.sheets if other is not sheet):
        raise InvalidArgument("You can't hide all the sheets in a document.")


def _resize(sheet: Sheet, grid: JsonObject, mask: Mask) -> None:
    """Rows before columns, each checked against the limit of cells."""
    if mask.reaches("gridProperties", "rowCount") and (mask.names is not None or "rowCount" in grid):
        structure.resize(sheet, "ROWS", integer(grid, "rowCount"))
    if mask.reaches("gridProperties", "columnCount") and (mask.names is not None or "columnCount" in grid):
        structure.resize(sheet, "COLUMNS", integer(grid, "columnCount"))


def _take_properties(sheet: Sheet, properties: JsonObject, mask: Mask) -> None:
    """All but id, title, index and size; false, 0 and an empty colour are the defaults and are not kept."""
    rest = mask if mask.names is None else Mask({key: m for key, m in mask.names.items() if key not in _OWN})
    sent = quantized({key: value for key, value in properties.items() if key not in _OWN})
    merged = merged_by_mask(sheet.state.extra, sent, rest)
    told = {key: value for key, value in merged.items() if value and not _is_blank_color(value)}
    sheet.state.extra = told_twice(told, rest)
    if mask.wants("gridProperties"):
        inner = mask.inside("gridProperties")
        sent = {
            key: value for key, value in properties.get("gridProperties", {}).items() if key not in _SIZES
        }
        merged = merged_by_mask(sheet.state.grid_extra, sent, inner)
        sheet.state.grid_extra = {key: value for key, value in merged.items() if value and key not in _SIZES}


def _check_frozen(sheet: Sheet) -> None:
    for word, size in zip(("row", "column"), sheet.size, strict=True):
        if sheet.state.grid_extra.get(f"frozen{word.capitalize()}Count", 0) >= size:
            raise InvalidArgument(f"You can't freeze all visible {word}s on the sheet.")


def _is_blank_color(value: object) -> bool:
    return isinstance(value, dict) and not any(value.values())


def _move_to(sheet: Sheet, index: int) -> None:
    """The index counts the places before the move: one to the right of the present is the present one."""
    sheets = sheet.book.sheets
    if index > len(sheets):
        raise InvalidArgument(f"Sheet index {index} is out of range.")
    old = sheets.index(sheet)
    sheets.remove(sheet)
    sheets.insert(index - 1 if index > old else index, sheet)


@request("updateSpreadsheetProperties")
def _update_spreadsheet_properties(batch: Batch, arguments: JsonObject) -> JsonObject:
    mask = fields_of(arguments)
    sent = arguments.get("properties", {})
    merged = merged_by_mask(batch.book.properties, sent, mask)
    locale_named(merged.get("locale", "en_US"))
    if not merged.get("title"):
        raise InvalidArgument("The spreadsheet title cannot be empty.")
    batch.book.properties = {**batch.book.properties, **merged}
    batch.book.today()
    batch.changed(None, None, "properties")
    return {}
