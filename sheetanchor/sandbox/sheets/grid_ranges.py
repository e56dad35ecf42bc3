"""GridRange and DimensionRange as they come and go in JSON."""

from typing import TYPE_CHECKING, cast

from sheetanchor.sandbox.errors import InvalidArgument, invalid_value
from sheetanchor.sandbox.json_text import JsonObject, scalar
from sheetanchor.sandbox.sheets.a1 import AskedRange, GridRange
from sheetanchor.sandbox.sheets.shifts import Dimension

if TYPE_CHECKING:
    from sheetanchor.sandbox.sheets.sheet import Sheet
    from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

_BOUNDS = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")


def area_of(book: "Spreadsheet", area: JsonObject) -> "tuple[Sheet, GridRange]":
    """Sheet and rectangle of a GridRange, open ends closed by the grid; raises InvalidArgument."""
    sheet = book.sheet_by_id(integer(area, "sheetId"))
    asked = AskedRange(
        integer(area, "startRowIndex"),
        integer(area, "startColumnIndex"),
        _maybe(area, "endRowIndex"),
        _maybe(area, "endColumnIndex"),
    )
    rows, columns = sheet.size
    if asked.top >= rows or asked.left >= columns:
        raise InvalidArgument(
            f"GridRange (row {asked.top}, column {asked.left}) exceeds grid limits. "
            f"Max rows: {rows}, max columns: {columns}"
        )
    clipped = asked.clip(rows, columns)
    if clipped.height <= 0 or clipped.width <= 0:
        raise InvalidArgument("The range is empty: its end must be greater than its start.")
    return sheet, clipped


def printed(area: JsonObject) -> JsonObject:
    """A stored GridRange as answers print it: sheetId 0 is left out, index 0 is not."""
    bounds = {key: area[key] for key in _BOUNDS if area.get(key) is not None}
    sheet_id = area.get("sheetId", 0)
    return {"sheetId": sheet_id, **bounds} if sheet_id else bounds


def json_range(sheet_id: int, area: GridRange) -> JsonObject:
    """The stored form of a rectangle."""
    bounds = dict(zip(_BOUNDS, (area.top, area.bottom, area.left, area.right), strict=True))
    return {"sheetId": sheet_id, **bounds}


def dimension_of(area: JsonObject) -> Dimension:
    """ROWS or COLUMNS; raises InvalidArgument for anything else."""
    word = area.get("dimension")
    if word not in {"ROWS", "COLUMNS"}:
        raise InvalidArgument("No dimension specified.")
    return cast("Dimension", word)


def span_of(area: JsonObject, size: int) -> tuple[int, int]:
    """Start and end of a DimensionRange, an open end closed by the grid's size."""
    start, end = integer(area, "startIndex"), _maybe(area, "endIndex")
    closed = size if end is None else end
    if closed <= start:
        raise InvalidArgument(f"The end index [{closed}] must be greater than the start index [{start}].")
    return start, closed


def integer(source: JsonObject, key: str) -> int:
    """An int32 field, 0 when it is not set; raises InvalidArgument for what is no whole number."""
    return _maybe(source, key) or 0


def _maybe(source: JsonObject, key: str) -> int | None:
    value = source.get(key)
    if value is None:
        return None
    if isinstance(value, str) and value.lstrip("-").isdigit():
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise invalid_value(
            key, "TYPE_INT32", scalar(value) if isinstance(value, str | float | bool) else "value"
        )
    if value < 0:
        raise InvalidArgument(f"{key}[{value}] must not be negative.")
    return value
