"""The Spreadsheet resource as spreadsheets.get and batchUpdate answer it."""

from collections.abc import Sequence

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import ALL, Mask
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.cell_data import cell_data
from sheetanchor.sandbox.sheets.defaults import DEFAULT_FORMAT, DEFAULT_PIXELS, DEFAULT_THEME
from sheetanchor.sandbox.sheets.grid_ranges import json_range, printed
from sheetanchor.sandbox.sheets.metadata import printed_metadata
from sheetanchor.sandbox.sheets.references import resolve, within
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.shifts import Dimension
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

Asked = list[tuple[Sheet, GridRange]]


def book_resource(
    book: Spreadsheet, mask: Mask, ranges: Sequence[str] = (), *, grid_data: bool = False
) -> JsonObject:
    """The parts that the mask asks for; with `ranges`, only their tabs and cells.

    Grid data come where the mask names them, or without a mask where `grid_data` is set.
    """
    asked = [(sheet, within(sheet, area)) for sheet, area in (resolve(book, text) for text in ranges)]
    with_data = grid_data if mask.is_all else mask.reaches("sheets", "data")
    answer = mask.pick(_book_parts(book, mask))
    if not mask.wants("sheets"):
        return answer
    inner = mask.inside("sheets")
    shown = [sheet for sheet in book.sheets if not ranges or any(sheet is other for other, _ in asked)]
    sheets = [_sheet(sheet, inner, asked, with_data=with_data) for sheet in shown]
    return _in_order({**answer, "sheets": sheets})


def sheet_properties(sheet: Sheet) -> JsonObject:
    """SheetProperties: index and sheetId are printed even when 0, other defaults are left out."""
    rows, columns = sheet.size
    return {
        "sheetId": sheet.sheet_id,
        "title": sheet.title,
        "index": sheet.book.sheets.index(sheet),
        "sheetType": "GRID",
        "gridProperties": {"rowCount": rows, "columnCount": columns, **sheet.state.grid_extra},
        **sheet.state.extra,
    }


def printed_entry(entry: JsonObject) -> JsonObject:
    """A named or protected range with its GridRange as answers print it."""
    shown = dict(entry)
    if "range" in entry:
        shown["range"] = printed(entry["range"])
    if "unprotectedRanges" in entry:
        shown["unprotectedRanges"] = [printed(area) for area in entry["unprotectedRanges"]]
    return shown


def printed_group(group: JsonObject) -> JsonObject:
    """A DimensionGroup, sheetId 0 left out of its range."""
    return {
        **group,
        "range": {key: value for key, value in group["range"].items() if key != "sheetId" or value},
    }


_ORDER = (
    "spreadsheetId",
    "properties",
    "sheets",
    "namedRanges",
    "spreadsheetUrl",
    "developerMetadata",
)


def _in_order(answer: JsonObject) -> JsonObject:
    return {key: answer[key] for key in _ORDER if key in answer}


def _book_parts(book: Spreadsheet, mask: Mask) -> JsonObject:
    parts: JsonObject = {"spreadsheetId": book.spreadsheet_id}
    if mask.wants("properties"):
        look = {"defaultFormat": DEFAULT_FORMAT, "spreadsheetTheme": DEFAULT_THEME}
        parts["properties"] = {**book.properties, **look}
    named = [printed_entry(entry) for entry in book.named_ranges if "range" in entry]
    if named:
        parts["namedRanges"] = named
    parts["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{book.spreadsheet_id}/edit"
    whole_book = [entry for entry in book.metadata if entry["location"].get("spreadsheet")]
    if whole_book:
        parts["developerMetadata"] = whole_book
    return parts


def _sheet(sheet: Sheet, mask: Mask, asked: Asked, *, with_data: bool) -> JsonObject:
    answer = mask.pick({"properties": sheet_properties(sheet)})
    if with_data and mask.wants("data"):
        areas = [area for other, area in asked if other is sheet] or [sheet.grid.whole]
        inner = mask.inside("data")
        answer["data"] = [_grid_data(sheet, area, inner) for area in areas]
    return {**answer, **mask.pick(_sheet_parts(sheet))}


def _sheet_parts(sheet: Sheet) -> JsonObject:
    state = sheet.state
    basic_filter = printed_entry(state.basic_filter) if state.basic_filter else None
    parts = {
        "merges": [printed(json_range(sheet.sheet_id, area)) for area in state.merges],
        "protectedRanges": [printed_entry(entry) for entry in state.protected_ranges],
        "basicFilter": basic_filter,
        "developerMetadata": _own_metadata(sheet),
        "rowGroups": [printed_group(group) for group in state.groups["ROWS"]],
        "columnGroups": [printed_group(group) for group in state.groups["COLUMNS"]],
    }
    return {key: value for key, value in parts.items() if value}


def _own_metadata(sheet: Sheet) -> list[JsonObject]:
    found = [entry for entry in sheet.book.metadata if entry["location"].get("locationType") == "SHEET"]
    return [entry for entry in found if entry["location"].get("sheetId", 0) == sheet.sheet_id]


def _grid_data(sheet: Sheet, area: GridRange, mask: Mask) -> JsonObject:
    starts = {"startRow": area.top, "startColumn": area.left}
    data = mask.pick({key: value for key, value in starts.items() if value})
    if mask.wants("rowData"):
        rows = _row_data(sheet, area, mask.inside("rowData"))
        data.update({"rowData": rows} if rows else {})
    if mask.wants("rowMetadata"):
        data["rowMetadata"] = _dimension(
            sheet, "ROWS", range(area.top, area.bottom), mask.inside("rowMetadata")
        )
    if mask.wants("columnMetadata"):
        inner = mask.inside("columnMetadata")
        data["columnMetadata"] = _dimension(sheet, "COLUMNS", range(area.left, area.right), inner)
    return data


def _row_data(sheet: Sheet, area: GridRange, mask: Mask) -> list[JsonObject]:
    rows: list[JsonObject] = []
    filled = 0
    cells_mask = mask.inside("values") if mask.wants("values") else ALL
    for row in range(area.top, min(area.bottom, sheet.grid.used_rows)):
        kept = {
            column: cell for column, cell in sheet.grid.row(row).items() if area.left <= column < area.right
        }
        cells: list[JsonObject] = [{} for _ in range(max(kept) + 1 - area.left)] if kept else []
        for column, cell in kept.items():
            cells[column - area.left] = cell_data(sheet, row, column, cell, cells_mask)
        rows.append({"values": cells} if cells and mask.wants("values") else {})
        filled = len(rows) if cells else filled
    return rows[:filled]


def _dimension(sheet: Sheet, dimension: Dimension, span: range, mask: Mask) -> list[JsonObject]:
    kept = sheet.state.dimension_properties[dimension]
    default = {"pixelSize": DEFAULT_PIXELS[dimension]}
    metadata = _dimension_metadata(sheet, dimension)
    shown = (
        {**kept.get(at, {}), **default, **_only_size(kept.get(at, {})), **metadata.get(at, {})} for at in span
    )
    return [mask.pick(entry) for entry in shown]


def _only_size(properties: JsonObject) -> JsonObject:
    return {"pixelSize": properties["pixelSize"]} if "pixelSize" in properties else {}


def _dimension_metadata(sheet: Sheet, dimension: Dimension) -> dict[int, JsonObject]:
    found: dict[int, JsonObject] = {}
    for entry in sheet.book.metadata:
        area = entry["location"].get("dimensionRange")
        if area and area.get("sheetId", 0) == sheet.sheet_id and area["dimension"] == dimension:
            at = found.setdefault(area.get("startIndex", 0), {"developerMetadata": []})
            at["developerMetadata"].append(printed_metadata(entry))
    return found
