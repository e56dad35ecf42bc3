"""Merges, filters and protections."""

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import merged_by_mask
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.batch.context import Batch, fields_of, request
from sheetanchor.sandbox.sheets.grid_ranges import integer, json_range
from sheetanchor.sandbox.sheets.resource import printed_entry
from sheetanchor.sandbox.sheets.sheet import Sheet


@request("mergeCells")
def _merge_cells(batch: Batch, arguments: JsonObject) -> JsonObject:
    """Only the upper left value of each merge stays."""
    sheet, area = batch.writable(arguments.get("range", {}))
    parts = _merge_parts(area, arguments.get("mergeType", "MERGE_ALL"))
    if any(old.meets(area) and not _covers(area, old) for old in sheet.state.merges):
        raise InvalidArgument("You must select all cells in a merged range to merge or unmerge them.")
    sheet.state.merges = [old for old in sheet.state.merges if not old.meets(area)]
    for part in parts:
        sheet.state.merges.append(part)
        _keep_first(sheet, part)
    batch.changed(sheet, area, "format")
    return {}


def _merge_parts(area: GridRange, kind: str) -> list[GridRange]:
    if kind == "MERGE_ROWS":
        return [area._replace(top=row, bottom=row + 1) for row in range(area.top, area.bottom)]
    if kind == "MERGE_COLUMNS":
        return [area._replace(left=column, right=column + 1) for column in range(area.left, area.right)]
    return [area]


def _keep_first(sheet: Sheet, area: GridRange) -> None:
    filled = [entry for entry in sheet.grid.cells_in(area) if entry[2].entered is not None]
    for row, column, cell in filled:
        sheet.grid.put(row, column, cell.with_entered(None))
    if filled:
        first = filled[0][2]
        cell = sheet.grid.cell(area.top, area.left)
        sheet.grid.put(area.top, area.left, cell.with_entered(first.entered))


@request("unmergeCells")
def _unmerge_cells(batch: Batch, arguments: JsonObject) -> JsonObject:
    sheet, area = batch.writable(arguments.get("range", {}))
    if any(old.meets(area) and not _covers(area, old) for old in sheet.state.merges):
        raise InvalidArgument("You must select all cells in a merged range to merge or unmerge them.")
    sheet.state.merges = [old for old in sheet.state.merges if not old.meets(area)]
    batch.changed(sheet, area, "format")
    return {}


def _covers(outer: GridRange, inner: GridRange) -> bool:
    rows = outer.top <= inner.top and inner.bottom <= outer.bottom
    return rows and outer.left <= inner.left and inner.right <= outer.right


@request("setBasicFilter")
def _set_basic_filter(batch: Batch, arguments: JsonObject) -> JsonObject:
    """Open ends are stored as the grid's bounds."""
    sent = arguments.get("filter", {})
    sheet, area = batch.area(sent.get("range", {}))
    sheet.state.basic_filter = {**sent, "range": json_range(sheet.sheet_id, area)}
    batch.changed(sheet, area, "properties")
    return {}


@request("clearBasicFilter")
def _clear_basic_filter(batch: Batch, arguments: JsonObject) -> JsonObject:
    sheet = batch.book.sheet_by_id(integer(arguments, "sheetId"))
    sheet.state.basic_filter = None
    batch.changed(sheet, None, "properties")
    return {}


@request("addProtectedRange")
def _add_protected_range(batch: Batch, arguments: JsonObject) -> JsonObject:
    """Whoever protects a range stays among its editors; the reply does not list them yet."""
    sent = arguments.get("protectedRange", {})
    sheet, _ = batch.area(sent.get("range", {}))
    entry: JsonObject = {"protectedRangeId": sent.get("protectedRangeId") or batch.ids.number()}
    entry["range"] = dict(sent.get("range", {}))
    for key in ("description", "warningOnly", "unprotectedRanges", "namedRangeId"):
        if sent.get(key):
            entry[key] = sent[key]
    reply = printed_entry({**entry, "requestingUserCanEdit": True, "editors": {}})
    users = sent.get("editors", {}).get("users", [])
    editors = {"users": [*users, *([] if batch.who in users else [batch.who])]}
    sheet.state.protected_ranges.append({**entry, "requestingUserCanEdit": True, "editors": editors})
    batch.changed(sheet, None, "properties")
    return {"addProtectedRange": {"protectedRange": reply}}


@request("updateProtectedRange")
def _update_protected_range(batch: Batch, arguments: JsonObject) -> JsonObject:
    mask = fields_of(arguments)
    sent = arguments.get("protectedRange", {})
    sheet, entry = _protected(batch, integer(sent, "protectedRangeId"))
    updated = merged_by_mask(entry, sent, mask)
    batch.area(updated.get("range", {}))
    entry.clear()
    entry.update({**updated, "protectedRangeId": sent["protectedRangeId"]})
    batch.changed(sheet, None, "properties")
    return {}


@request("deleteProtectedRange")
def _delete_protected_range(batch: Batch, arguments: JsonObject) -> JsonObject:
    sheet, entry = _protected(batch, integer(arguments, "protectedRangeId"))
    sheet.state.protected_ranges.remove(entry)
    batch.changed(sheet, None, "properties")
    return {}


def _protected(batch: Batch, protected_id: int) -> tuple[Sheet, JsonObject]:
    for sheet in batch.book.sheets:
        for entry in sheet.state.protected_ranges:
            if entry["protectedRangeId"] == protected_id:
                return sheet, entry
    raise InvalidArgument(f"No ProtectedRange with id: {protected_id}")
