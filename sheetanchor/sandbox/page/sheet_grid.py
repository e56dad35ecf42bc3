"""The grid with its formula bar and tools: a Vue component around AG Grid."""

from pathlib import Path
from typing import TypedDict

from nicegui.element import Element
from nicegui.elements import aggrid

from sheetanchor.sandbox.changes import Change
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.page.edits import frozen_rows
from sheetanchor.sandbox.sheets.a1 import parse_range
from sheetanchor.sandbox.sheets.sheet import Sheet

_AGGRID = str(Path(aggrid.__file__).parent / "dist")


class ShownChange(TypedDict):
    """What the grid is told: `area` has top, left, bottom and right, and is None for a whole sheet."""

    actor: str
    kind: str
    area: dict[str, int] | None


class SheetGrid(
    Element, component="sheet_grid.js", esm={"nicegui-aggrid": _AGGRID, "sandbox-spreadsheet": "spreadsheet"}
):
    """One tab at a time, of which it fetches what is in sight.

    Emits `ready`, `fetch` {sheet, first, last}, `enter` {sheet, row, column, block} and `restructure`
    {sheet, action, at, count}; each of the last two has to be answered with `settle`.
    """

    def open(self, sheet: Sheet) -> None:
        """Show a tab."""
        self.run_method("open", shape_of(sheet))

    def changed(self, sheet: Sheet, changes: list[Change]) -> None:
        """Have the rows in sight fetched anew, and flash what is another."""
        self.run_method("changed", shape_of(sheet), [_shown(sheet, change) for change in changes])

    def deliver(self, sheet_id: int, first: int, rows: list[dict[str, JsonObject]]) -> None:
        """The answer to `fetch`."""
        self.run_method("deliver", {"sheet": sheet_id, "first": first, "rows": rows})

    def settle(self) -> None:
        """What was sent last is done, or refused."""
        self.run_method("settle")


def shape_of(sheet: Sheet) -> JsonObject:
    """Size, frozen rows and the widths that somebody has set, in pixels by column."""
    rows, columns = sheet.size
    properties = sheet.state.dimension_properties["COLUMNS"]
    widths = {str(column): one["pixelSize"] for column, one in properties.items() if "pixelSize" in one}
    return {
        "sheet": sheet.sheet_id,
        "rows": rows,
        "columns": columns,
        "frozen": frozen_rows(sheet),
        "widths": widths,
    }


def _shown(sheet: Sheet, change: Change) -> ShownChange:
    asked = parse_range(change.a1) if change.a1 else None
    area = asked.clip(*sheet.size)._asdict() if asked else None
    return {"actor": change.actor, "kind": change.kind, "area": area}
