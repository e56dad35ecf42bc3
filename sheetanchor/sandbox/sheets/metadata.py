"""Developer metadata: notes of programs on a spreadsheet, a tab, a row or a column, found again by lookup."""

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets import structure
from sheetanchor.sandbox.sheets.grid_ranges import dimension_of, integer, span_of
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

_LOOKUP_FIELDS = ("metadataId", "metadataKey", "metadataValue", "visibility")


def placed(book: Spreadsheet, location: JsonObject) -> JsonObject:
    """A location as it is kept, with its type; raises InvalidArgument for a place that does not exist."""
    if location.get("dimensionRange"):
        area = location["dimensionRange"]
        sheet = book.sheet_by_id(integer(area, "sheetId"))
        dimension = dimension_of(area)
        start, end = span_of(area, structure.length(sheet, dimension))
        if end != start + 1:
            raise InvalidArgument("Developer metadata can only be on a single row or column.")
        kept = {
            "sheetId": sheet.sheet_id,
            "dimension": dimension,
            "startIndex": start,
            "endIndex": end,
        }
        return {"locationType": dimension.removesuffix("S"), "dimensionRange": kept}
    if "sheetId" in location:
        return {"locationType": "SHEET", "sheetId": book.sheet_by_id(integer(location, "sheetId")).sheet_id}
    if location.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    raise InvalidArgument("developerMetadata.location must be set.")


def looked_up(book: Spreadsheet, lookup: JsonObject) -> list[JsonObject]:
    """The entries that fit all that is set in a DeveloperMetadataLookup."""
    found = [entry for entry in book.metadata if all(_fits(entry, lookup, key) for key in _LOOKUP_FIELDS)]
    kind = lookup.get("locationType")
    if kind:
        found = [entry for entry in found if entry["location"]["locationType"] == kind]
    if lookup.get("metadataLocation"):
        where = placed(book, lookup["metadataLocation"])
        wide = lookup.get("locationMatchingStrategy") == "INTERSECTING_LOCATION"
        found = [entry for entry in found if _at(entry["location"], where, wide=wide)]
    return found


def printed_metadata(entry: JsonObject) -> JsonObject:
    """An entry as answers print it: sheetId 0 is left out of a dimension's range."""
    area = entry["location"].get("dimensionRange")
    if not area:
        return entry
    shown = {key: value for key, value in area.items() if key != "sheetId" or value}
    return {**entry, "location": {**entry["location"], "dimensionRange": shown}}


def _fits(entry: JsonObject, lookup: JsonObject, key: str) -> bool:
    return key not in lookup or entry.get(key) == lookup[key]


def _at(location: JsonObject, where: JsonObject, *, wide: bool) -> bool:
    if location == where:
        return True
    if not wide:
        return False
    if where["locationType"] == "SPREADSHEET":
        return True
    sheet_id = location.get("sheetId", location.get("dimensionRange", {}).get("sheetId"))
    return where["locationType"] == "SHEET" and bool(sheet_id == where["sheetId"])
