"""GridRange and DimensionRange as they come and go in JSON."""

from typing import cast

from sheetanchor.sandbox.errors import InvalidArgument, invalid_value
from sheetanchor.sandbox.json_text import JsonObject, scalar
from sheetanchor.sandbox.sheets.a1 import AskedRange, GridRange
from sheetanchor.sandbox.sheets.shifts import Dimension, Shift

_BOUNDS = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
_INDEX_KEYS = {"ROWS": _BOUNDS[:2], "COLUMNS": _BOUNDS[2:]}


def rectangle(area: JsonObject, rows: int, columns: int) -> GridRange:
    """The cells of a GridRange in a grid of that size, which closes open ends; raises InvalidArgument."""
    asked = AskedRange(
        integer(area, "startRowIndex"),
        integer(area, "startColumnIndex"),
        _maybe(area, "endRowIndex"),
        _maybe(area, "endColumnIndex"),
    )
    if asked.top >= rows or asked.left >= columns:
        raise InvalidArgument(
            f"GridRange (row {asked.top}, column {asked.left}) exceeds grid limits. "
            f"Max rows: {rows}, max columns: {columns}"
        )
    clipped = asked.clip(rows, columns)
    if clipped.height <= 0 or clipped.width <= 0:
        raise InvalidArgument("The range is empty: its end must be greater than its start.")
    return clipped


def shift_range(area: JsonObject, dimension: Dimension, change: Shift) -> bool:
    """Move a GridRange along, in place; False where nothing of it is left."""
    start_key, end_key = _INDEX_KEYS[dimension]
    if start_key not in area and end_key not in area:
        return True
    span = change.span(area.get(start_key, 0), area.get(end_key))
    if span is None:
        return False
    area[start_key] = span[0]
    if span[1] is not None:
        area[end_key] = span[1]
    return True


def lies_across(area: JsonObject, dimension: Dimension, band: range) -> bool:
    """Whether a GridRange has no columns (for ROWS; else no rows) but those in the band; an open one has."""
    start_key, end_key = _INDEX_KEYS["COLUMNS" if dimension == "ROWS" else "ROWS"]
    end = area.get(end_key)
    return end is not None and band.start <= area.get(start_key, 0) and end <= band.stop


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
