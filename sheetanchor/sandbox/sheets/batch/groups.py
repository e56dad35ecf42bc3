"""Row and column groups."""

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets import structure
from sheetanchor.sandbox.sheets.batch.context import Batch, request
from sheetanchor.sandbox.sheets.grid_ranges import dimension_of, integer, span_of
from sheetanchor.sandbox.sheets.resource import printed_group
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.shifts import Dimension

_CONTROLS: dict[Dimension, str] = {"ROWS": "rowGroupControlAfter", "COLUMNS": "columnGroupControlAfter"}


def _target(batch: Batch, arguments: JsonObject) -> tuple[Sheet, Dimension, JsonObject]:
    area = arguments.get("range", {})
    sheet = batch.book.sheet_by_id(integer(area, "sheetId"))
    dimension = dimension_of(area)
    start, end = span_of(area, structure.length(sheet, dimension))
    kept = {"sheetId": sheet.sheet_id, "dimension": dimension, "startIndex": start, "endIndex": end}
    return sheet, dimension, kept


def _answer(kind: str, groups: list[JsonObject]) -> JsonObject:
    shown = [printed_group(group) for group in groups]
    return {kind: {"dimensionGroups": shown} if shown else {}}


@request("addDimensionGroup")
def _add_group(batch: Batch, arguments: JsonObject) -> JsonObject:
    sheet, dimension, area = _target(batch, arguments)
    groups = sheet.state.groups[dimension]
    around = [group for group in groups if _contains(group["range"], area)]
    groups.append({"range": area, "depth": len(around) + 1})
    for group in groups[:-1]:
        if _contains(area, group["range"]) and group not in around:
            group["depth"] += 1
    sheet.state.grid_extra[_CONTROLS[dimension]] = True
    batch.changed(sheet, None, "properties")
    return _answer("addDimensionGroup", groups)


@request("deleteDimensionGroup")
def _delete_group(batch: Batch, arguments: JsonObject) -> JsonObject:
    """The controls' place stays set when the last group is gone, as recorded from Google."""
    sheet, dimension, area = _target(batch, arguments)
    groups = sheet.state.groups[dimension]
    same = [group for group in groups if group["range"] == area]
    if not same:
        raise InvalidArgument("No group exists over the given range.")
    groups.remove(same[-1])
    for group in groups:
        if _contains(area, group["range"]) and group["range"] != area:
            group["depth"] -= 1
    batch.changed(sheet, None, "properties")
    return _answer("deleteDimensionGroup", groups)


def _contains(outer: JsonObject, inner: JsonObject) -> bool:
    within: bool = outer["startIndex"] <= inner["startIndex"] and inner["endIndex"] <= outer["endIndex"]
    return within
