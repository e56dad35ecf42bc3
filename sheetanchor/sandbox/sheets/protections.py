"""Protected ranges: who may write where."""

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.grid_ranges import rectangle
from sheetanchor.sandbox.sheets.sheet import Sheet

_REFUSAL = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)


def check_writable(sheet: Sheet, area: GridRange, who: str) -> None:
    """Raises InvalidArgument where a protection that does not name `who` as an editor covers a cell."""
    for entry in sheet.state.protected_ranges:
        if entry.get("warningOnly") or who in entry.get("editors", {}).get("users", ()):
            continue
        protected = _protected_area(sheet, entry.get("range", {}))
        opened = [_protected_area(sheet, hole) for hole in entry.get("unprotectedRanges", ())]
        if protected.meets(area) and not any(_covers(hole, area) for hole in opened):
            raise InvalidArgument(_REFUSAL)


def _protected_area(sheet: Sheet, area: dict[str, int]) -> GridRange:
    return rectangle(area, *sheet.size)


def _covers(outer: GridRange, inner: GridRange) -> bool:
    rows = outer.top <= inner.top and inner.bottom <= outer.bottom
    return rows and outer.left <= inner.left and inner.right <= outer.right
