"""The calls that name cells by DataFilter: by A1 range, by GridRange or by the developer metadata on them."""

from typing import NamedTuple

from sheetanchor.sandbox.call import Call
from sheetanchor.sandbox.errors import ApiError, InvalidArgument
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import ALL
from sheetanchor.sandbox.sheets.a1 import AskedRange, GridRange
from sheetanchor.sandbox.sheets.books_calls import mask_of
from sheetanchor.sandbox.sheets.metadata import looked_up, printed_metadata
from sheetanchor.sandbox.sheets.references import answer_name, resolve, within
from sheetanchor.sandbox.sheets.resource import book_resource
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.sheets.value_writes import Written, checked_values, write_values
from sheetanchor.sandbox.sheets.values_calls import batch_answer, book_of, clear_area, input_option, reading


class Match(NamedTuple):
    """Cells that a filter names."""

    sheet: Sheet
    area: GridRange
    data_filter: JsonObject


def get_book(call: Call) -> JsonObject:
    """spreadsheets.getByDataFilter."""
    book, body = book_of(call), call.json()
    ranges = [answer_name(match.sheet, match.area) for match in _matches(book, body.get("dataFilters", []))]
    mask = mask_of(call)
    grid_data = bool(body.get("includeGridData")) and mask is ALL
    return book_resource(book, mask, ranges, grid_data=grid_data)


def batch_get(call: Call) -> JsonObject:
    """values.batchGetByDataFilter: each range once, with the filters that name it."""
    book, body = book_of(call), call.json()
    how = reading(body)
    grouped: dict[tuple[int, GridRange], list[Match]] = {}
    for match in _matches(book, body.get("dataFilters", [])):
        grouped.setdefault((match.sheet.sheet_id, match.area), []).append(match)
    ranges = [
        {
            "valueRange": how.value_range(matches[0].sheet, matches[0].area),
            "dataFilters": [_echoed(match.data_filter) for match in matches],
        }
        for matches in grouped.values()
    ]
    return {"spreadsheetId": book.spreadsheet_id, **({"valueRanges": ranges} if ranges else {})}


def batch_clear(call: Call) -> JsonObject:
    """values.batchClearByDataFilter."""
    book = book_of(call)
    cleared = []
    with book.edit("api") as edit:
        for match in _matches(book, call.json().get("dataFilters", [])):
            clear_area(match.sheet, match.area, call.who)
            edit.changed(match.sheet, match.area, "values")
            cleared.append(answer_name(match.sheet, match.area))
    return {"spreadsheetId": book.spreadsheet_id, "clearedRanges": cleared}


def batch_update(call: Call) -> JsonObject:
    """values.batchUpdateByDataFilter: all or nothing."""
    book, body = book_of(call), call.json()
    option = input_option(body.get("valueInputOption"))
    writes: list[tuple[Written, JsonObject]] = []
    with book.edit("api") as edit:
        for at, data in enumerate(body.get("data", [])):
            values = checked_values(data, f"data[{at}]")
            for match in _matches(book, [data.get("dataFilter", {})]):
                try:
                    written = write_values(match.sheet, AskedRange(*match.area), values, option, call.who)
                except InvalidArgument as problem:
                    raise problem.prefixed(f"Invalid data[{at}]") from None
                edit.changed(match.sheet, written.area, "values")
                writes.append((written, match.data_filter))
    answer = batch_answer(book, [written for written, _ in writes], body)
    for response, (_, data_filter) in zip(answer.get("responses", []), writes, strict=True):
        del response["spreadsheetId"]
        response["dataFilter"] = _echoed(data_filter)
    return answer


def get_metadata(call: Call) -> JsonObject:
    """developerMetadata.get."""
    found = looked_up(book_of(call), {"metadataId": int(call.path["metadataId"])})
    if not found:
        raise ApiError(404, "NOT_FOUND", f"No developer metadata with id {call.path['metadataId']}")
    return printed_metadata(found[0])


def search_metadata(call: Call) -> JsonObject:
    """developerMetadata.search: each entry once, with the filters that found it."""
    book, grouped = book_of(call), dict[int, JsonObject]()
    for data_filter in call.json().get("dataFilters", []):
        for entry in looked_up(book, data_filter.get("developerMetadataLookup", {})):
            blank: JsonObject = {"developerMetadata": printed_metadata(entry), "dataFilters": []}
            grouped.setdefault(entry["metadataId"], blank)["dataFilters"].append(data_filter)
    return {"matchedDeveloperMetadata": list(grouped.values())} if grouped else {}


def _matches(book: Spreadsheet, filters: list[JsonObject]) -> list[Match]:
    return [match for data_filter in filters for match in _matched(book, data_filter)]


def _matched(book: Spreadsheet, data_filter: JsonObject) -> list[Match]:
    if "a1Range" in data_filter:
        sheet, asked = resolve(book, data_filter["a1Range"])
        return [Match(sheet, within(sheet, asked), data_filter)]
    if "gridRange" in data_filter:
        return [Match(*book.area(data_filter["gridRange"]), data_filter)]
    if "developerMetadataLookup" in data_filter:
        entries = looked_up(book, data_filter["developerMetadataLookup"])
        return [match for entry in entries for match in _on_metadata(book, entry, data_filter)]
    raise InvalidArgument("A data filter must be set.")


def _on_metadata(book: Spreadsheet, entry: JsonObject, data_filter: JsonObject) -> list[Match]:
    location = entry["location"]
    if location["locationType"] == "SPREADSHEET":
        return [Match(sheet, sheet.grid.whole, data_filter) for sheet in book.sheets]
    if location["locationType"] == "SHEET":
        sheet = book.sheet_by_id(location["sheetId"])
        return [Match(sheet, sheet.grid.whole, data_filter)]
    span = location["dimensionRange"]
    sheet = book.sheet_by_id(span["sheetId"])
    rows, columns = sheet.size
    if span["dimension"] == "ROWS":
        return [Match(sheet, GridRange(span["startIndex"], 0, span["endIndex"], columns), data_filter)]
    return [Match(sheet, GridRange(0, span["startIndex"], rows, span["endIndex"]), data_filter)]


def _echoed(data_filter: JsonObject) -> JsonObject:
    """A filter as answers repeat it: the zero fields of a GridRange are left out."""
    if "gridRange" not in data_filter:
        return data_filter
    return {"gridRange": {key: value for key, value in data_filter["gridRange"].items() if value}}
