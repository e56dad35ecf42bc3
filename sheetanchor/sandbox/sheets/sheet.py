"""One tab: its cells, its properties, and what a person does to it by hand."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets import structure
from sheetanchor.sandbox.sheets.a1 import GridRange, parse_range, range_name
from sheetanchor.sandbox.sheets.cells import Cell, Effective, Formula
from sheetanchor.sandbox.sheets.formats import shown_text
from sheetanchor.sandbox.sheets.grid import Grid
from sheetanchor.sandbox.sheets.grid_ranges import json_range
from sheetanchor.sandbox.sheets.parsing import typed_value
from sheetanchor.sandbox.sheets.shifts import Dimension, Insertion, Removal
from sheetanchor.sandbox.sheets.sorting import SortKey, sort_rows

if TYPE_CHECKING:
    from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

DEFAULT_ROWS, DEFAULT_COLUMNS = 1000, 26


def _no_groups() -> dict[Dimension, list[JsonObject]]:
    return {"ROWS": [], "COLUMNS": []}


def _no_properties() -> dict[Dimension, dict[int, JsonObject]]:
    return {"ROWS": {}, "COLUMNS": {}}


@dataclass
class SheetState:
    """All that makes up a tab but its place among the others; JSON objects are in the API's form."""

    sheet_id: int
    title: str
    grid: Grid
    extra: JsonObject = field(default_factory=dict)
    grid_extra: JsonObject = field(default_factory=dict)
    merges: list[GridRange] = field(default_factory=list)
    basic_filter: JsonObject | None = None
    protected_ranges: list[JsonObject] = field(default_factory=list)
    groups: dict[Dimension, list[JsonObject]] = field(default_factory=_no_groups)
    dimension_properties: dict[Dimension, dict[int, JsonObject]] = field(default_factory=_no_properties)

    def duplicate(self) -> "SheetState":
        """An equal state that changes on its own."""
        others = {name: copy.deepcopy(value) for name, value in vars(self).items() if name != "grid"}
        return SheetState(grid=self.grid.copy(), **others)


class Sheet:
    """Rows and columns are counted from 0, as in the API's GridRange.

    The methods down to `sort` are what a person does: they lock the world, are published as a change by
    'person', and behave as on Google's page.
    """

    def __init__(self, book: "Spreadsheet", state: SheetState) -> None:
        self.book = book
        self.state = state

    def type_cell(self, row: int, column: int, text: str) -> None:
        """Type a text into a cell, which is parsed in the spreadsheet's locale; an empty one clears it."""
        with self.book.edit("person") as edit:
            self.enter(row, column, text)
            edit.changed(self, GridRange(row, column, row + 1, column + 1), "values")

    def type_at(self, address: str, text: str) -> None:
        """The same at an address such as `B2`."""
        area = parse_range(address)
        if area is None or not area.is_cell:
            raise ValueError(f"{address!r} is not the address of one cell")
        self.type_cell(area.top, area.left, text)

    def insert_rows(self, at: int, count: int = 1) -> None:
        """Put blank rows before row `at`."""
        self._restructure("ROWS", at, count)

    def delete_rows(self, at: int, count: int = 1) -> None:
        """Delete rows from row `at` on; raises InvalidArgument where none would be left."""
        self._restructure("ROWS", at, -count)

    def insert_columns(self, at: int, count: int = 1) -> None:
        """Put blank columns before column `at`."""
        self._restructure("COLUMNS", at, count)

    def delete_columns(self, at: int, count: int = 1) -> None:
        """Delete columns from column `at` on."""
        self._restructure("COLUMNS", at, -count)

    def sort(self, column: int, *, descending: bool = False, header_rows: int = 1) -> None:
        """Sort all rows below the header by one column."""
        area = GridRange(header_rows, 0, self.grid.row_count, self.grid.column_count)
        with self.book.edit("person") as edit:
            sort_rows(self.grid, self.effective, area, [SortKey(column, descending)])
            edit.changed(self, area, "sort")

    def protect(self, address: str, editors: Sequence[str] = ()) -> None:
        """Keep all accounts but the editors (e-mails) out of a range such as `A1:C1`; never a person."""
        asked = parse_range(address)
        if asked is None:
            raise ValueError(f"{address!r} is not a range")
        area = asked.clip(*self.size)
        with self.book.edit("person") as edit:
            entry = {
                "protectedRangeId": self.book.world.ids.number(),
                "range": json_range(self.sheet_id, area),
                "requestingUserCanEdit": False,
                "editors": {"users": list(editors)},
            }
            self.state.protected_ranges.append(entry)
            edit.changed(self, area, "properties")

    def _restructure(self, dimension: Dimension, at: int, count: int) -> None:
        with self.book.edit("person") as edit:
            if count > 0:
                structure.insert(self, dimension, Insertion(at, count), inherit_before=at > 0)
            else:
                structure.delete(self, dimension, Removal(at, -count))
            edit.changed(self, None, "rows" if dimension == "ROWS" else "columns")

    def enter(self, row: int, column: int, text: str) -> None:
        """Typing without publishing: the API's USER_ENTERED; `8%` formats an unformatted cell."""
        cell = self.grid.cell(row, column)
        present = cell.number_format
        typed = typed_value(text, self.book.locale, present, self.book.today)
        changed = cell.with_entered(typed.entered)
        if typed.number_format and not present:
            changed = changed.with_number_format(typed.number_format)
        self.grid.put(row, column, changed)

    @property
    def sheet_id(self) -> int:
        """Fixed for the tab's life; the first tab of a new file has 0."""
        return self.state.sheet_id

    @property
    def title(self) -> str:
        """Unique in the spreadsheet, capitals not counting."""
        return self.state.title

    @property
    def grid(self) -> Grid:
        """The cells."""
        return self.state.grid

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.grid.row_count, self.grid.column_count

    @property
    def hidden(self) -> bool:
        """Whether a person has to unhide it first."""
        return bool(self.state.extra.get("hidden"))

    def effective(self, row: int, column: int) -> Effective:
        """The value after calculation."""
        return self.effective_of(self.grid.cell(row, column), row, column)

    def effective_of(self, cell: Cell, row: int, column: int) -> Effective:
        """The same for a cell already at hand."""
        if isinstance(cell.entered, Formula):
            return self.book.calculation.value(self, row, column)
        return cell.entered

    def shown(self, row: int, column: int) -> str:
        """What a person sees in the cell."""
        cell = self.grid.cell(row, column)
        return shown_text(self.effective_of(cell, row, column), cell.number_format, self.book.locale)

    def shown_at(self, address: str) -> str:
        """The same at an address such as `B2`."""
        area = parse_range(address)
        if area is None or not area.is_cell:
            raise ValueError(f"{address!r} is not the address of one cell")
        return self.shown(area.top, area.left)

    def row_cells(self, row: int) -> Mapping[int, Cell]:
        """The cells of a row that hold anything, by column."""
        return self.grid.row(row)

    def name_of(self, area: GridRange | None) -> str | None:
        """The range's A1 name within this tab; None stands for all of it."""
        return None if area is None else range_name(area)
