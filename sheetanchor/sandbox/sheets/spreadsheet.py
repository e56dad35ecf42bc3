"""A spreadsheet: its tabs in order, its names, and edits that happen wholly or not at all."""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from threading import RLock
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheetanchor.sandbox.changes import Actor, Change, Kind
from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.ids import Ids
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.calculation import Calculation
from sheetanchor.sandbox.sheets.cells import Formula
from sheetanchor.sandbox.sheets.formulas import references
from sheetanchor.sandbox.sheets.grid import Grid
from sheetanchor.sandbox.sheets.grid_ranges import integer, lies_across, rectangle, shift_range
from sheetanchor.sandbox.sheets.locales import Locale, locale_named
from sheetanchor.sandbox.sheets.sheet import DEFAULT_COLUMNS, DEFAULT_ROWS, Sheet, SheetState
from sheetanchor.sandbox.sheets.shifts import Dimension, Shift

MAX_TITLE = 100
MAX_CELLS = 10_000_000


class Surroundings(Protocol):
    """What a spreadsheet needs of the world it is in."""

    lock: RLock
    ids: Ids

    def now(self) -> datetime:
        """The world's time, aware."""
        ...

    def committed(self, book: "Spreadsheet", changes: list[Change]) -> None:
        """Called once per edit that changed something, before the lock is given back."""
        ...


class Edit:
    """An edit under way: collects what it changed."""

    def __init__(self, book: "Spreadsheet", actor: Actor) -> None:
        self._book = book
        self._actor = actor
        self.changes: list[Change] = []

    def changed(self, sheet: Sheet | None, area: GridRange | None, kind: Kind) -> None:
        """Note a change; formulas are worked out anew from here on."""
        self._book.invalidate()
        sheet_id = None if sheet is None else sheet.sheet_id
        a1 = None if sheet is None else sheet.name_of(area)
        self.changes.append(Change(self._book.spreadsheet_id, sheet_id, a1, self._actor, kind))


class BookState:
    """What an edit may change, for taking it back; with an `owner`, for giving it to another spreadsheet."""

    def __init__(self, book: "Spreadsheet", *, owner: "Spreadsheet | None" = None) -> None:
        self.properties = copy.deepcopy(book.properties)
        self.named_ranges = copy.deepcopy(book.named_ranges)
        self.metadata = copy.deepcopy(book.metadata) if owner is None else []
        kept = [(sheet, sheet.state.duplicate()) for sheet in book.sheets]
        self.sheets = kept if owner is None else [(Sheet(owner, state), state) for _, state in kept]

    def duplicate(self) -> "BookState":
        """An equal state, for going back more than once."""
        other = copy.copy(self)
        other.properties = copy.deepcopy(self.properties)
        other.named_ranges = copy.deepcopy(self.named_ranges)
        other.metadata = copy.deepcopy(self.metadata)
        other.sheets = [(sheet, state.duplicate()) for sheet, state in self.sheets]
        return other


class Spreadsheet:
    """`properties`, `named_ranges` and `metadata` (developer metadata) are in the API's JSON form.

    A named range whose cells were deleted has no `range`: as in Google's, answers leave it out, yet its name
    stays taken until it is deleted by its id (gspread issue 1530).
    """

    def __init__(self, spreadsheet_id: str, title: str, world: Surroundings) -> None:
        self.spreadsheet_id = spreadsheet_id
        self.world = world
        self.properties: JsonObject = {
            "title": title,
            "locale": "en_US",
            "autoRecalc": "ON_CHANGE",
            "timeZone": "Etc/GMT",
        }
        self.sheets: list[Sheet] = []
        self.named_ranges: list[JsonObject] = []
        self.metadata: list[JsonObject] = []
        self._calculation: Calculation | None = None
        self.append_sheet("Sheet1", sheet_id=0)

    @property
    def title(self) -> str:
        """The name of the file as well."""
        return str(self.properties["title"])

    @property
    def locale(self) -> Locale:
        """How numbers and dates are typed and shown."""
        return locale_named(self.properties["locale"])

    @property
    def calculation(self) -> Calculation:
        """The values of the formulas as the spreadsheet stands."""
        if self._calculation is None:
            self._calculation = Calculation(self)
        return self._calculation

    def today(self) -> date:
        """The calendar day in the spreadsheet's own time zone."""
        try:
            zone = ZoneInfo(self.properties["timeZone"])
        except (ZoneInfoNotFoundError, ValueError):
            raise InvalidArgument(f"Invalid time zone: {self.properties['timeZone']}") from None
        return self.world.now().astimezone(zone).date()

    def sheet_by_id(self, sheet_id: int, what: str = "grid") -> Sheet:
        """Raises InvalidArgument in the API's words: requests on cells miss a grid, those on tabs a sheet."""
        for sheet in self.sheets:
            if sheet.sheet_id == sheet_id:
                return sheet
        raise InvalidArgument(f"No {what} with id: {sheet_id}")

    def sheet_titled(self, title: str) -> Sheet | None:
        """The tab of that title, capitals not counting."""
        wanted = title.lower()
        return next((sheet for sheet in self.sheets if sheet.title.lower() == wanted), None)

    def __getitem__(self, title: str) -> Sheet:
        """The tab of that title; raises KeyError."""
        sheet = self.sheet_titled(title)
        if sheet is None:
            raise KeyError(title)
        return sheet

    def area(self, area: JsonObject) -> tuple[Sheet, GridRange]:
        """Tab and rectangle of a GridRange; raises InvalidArgument in the API's words."""
        sheet = self.sheet_by_id(integer(area, "sheetId"))
        return sheet, rectangle(area, *sheet.size)

    def named_area(self, name: str) -> tuple[Sheet, GridRange] | None:
        """Where a named range is, capitals not counting."""
        for entry in self.named_ranges:
            if entry["name"].lower() == name.lower() and "range" in entry:
                return self.area(entry["range"])
        return None

    @contextmanager
    def edit(self, actor: Actor) -> Iterator[Edit]:
        """Change the spreadsheet under the world's lock; where it raises, nothing of it has happened."""
        with self.world.lock:
            before, edit = BookState(self), Edit(self, actor)
            try:
                yield edit
            except BaseException:
                self.restore(before)
                raise
            if edit.changes:
                self.world.committed(self, edit.changes)

    def restore(self, before: BookState) -> None:
        """Go back to a state taken earlier; the tabs that are in it stay the same objects."""
        self.properties, self.named_ranges = before.properties, before.named_ranges
        self.metadata = before.metadata
        for sheet, state in before.sheets:
            sheet.state = state
        self.sheets = [sheet for sheet, _ in before.sheets]
        self.invalidate()

    def invalidate(self) -> None:
        """Forget the values of formulas."""
        self._calculation = None

    def restore_version(self, version: BookState) -> None:
        """A person goes back to a version taken earlier as `BookState(book)`; the file's version goes on."""
        with self.edit("person") as edit:
            self.restore(version.duplicate())
            edit.changed(None, None, "restored")

    def shift_ranges(self, sheet: Sheet, dimension: Dimension, change: Shift) -> None:
        """Move named ranges and developer metadata along with rows or columns of a sheet."""
        self.shift_names(sheet, dimension, change)
        for entry in tuple(self.metadata):
            if not _shift_metadata(entry, sheet, dimension, change):
                self.metadata.remove(entry)

    def shift_names(
        self, sheet: Sheet, dimension: Dimension, change: Shift, band: range | None = None
    ) -> None:
        """Move the named ranges of a sheet along; with a band of columns (or rows), those inside it."""
        for entry in self._names_in(sheet):
            inside = band is None or lies_across(entry["range"], dimension, band)
            if inside and not shift_range(entry["range"], dimension, change):
                del entry["range"]

    def add_sheet(self, title: str, rows: int = DEFAULT_ROWS, columns: int = DEFAULT_COLUMNS) -> Sheet:
        """A person adds a tab at the end."""
        with self.edit("person") as edit:
            sheet = self.append_sheet(title, rows=rows, columns=columns)
            edit.changed(sheet, None, "sheets")
        return sheet

    def rename_sheet(self, sheet: Sheet, title: str) -> None:
        """A person gives a tab another title."""
        with self.edit("person") as edit:
            self.retitle(sheet, title)
            edit.changed(sheet, None, "sheets")

    def delete_sheet(self, sheet: Sheet) -> None:
        """A person deletes a tab."""
        with self.edit("person") as edit:
            self.remove(sheet)
            edit.changed(None, None, "sheets")

    def append_sheet(
        self,
        title: str,
        *,
        sheet_id: int | None = None,
        rows: int = DEFAULT_ROWS,
        columns: int = DEFAULT_COLUMNS,
    ) -> Sheet:
        """Add a tab without publishing; raises InvalidArgument for a title or id that is taken."""
        self.check_title(title)
        taken = {sheet.sheet_id for sheet in self.sheets}
        if sheet_id in taken:
            raise InvalidArgument(f"Sheet with id {sheet_id} already exists.")
        self.check_cells(None, rows * columns)
        new_id = sheet_id if sheet_id is not None else self.free_sheet_id(taken)
        sheet = Sheet(self, SheetState(new_id, title, Grid(rows, columns)))
        self.sheets.append(sheet)
        return sheet

    def retitle(self, sheet: Sheet, title: str) -> None:
        """Rename without publishing; formulas follow."""
        self.check_title(title, but=sheet)
        self._rewrite_formulas(lambda text: references.renamed(text, sheet.title, title))
        sheet.state.title = title

    def remove(self, sheet: Sheet) -> None:
        """Delete without publishing; raises InvalidArgument for the last one, or the last visible one."""
        if len(self.sheets) == 1:
            raise InvalidArgument("You can't remove all the sheets in a document.")
        if not sheet.hidden and not any(not other.hidden for other in self.sheets if other is not sheet):
            raise InvalidArgument("You can't remove all the visible sheets in a document.")
        self.sheets.remove(sheet)
        gone = sheet.sheet_id
        for entry in self._names_in(sheet):
            del entry["range"]
        self.metadata = [entry for entry in self.metadata if entry["location"].get("sheetId") != gone]
        self._rewrite_formulas(lambda text: references.without_sheet(text, sheet.title))

    def check_title(self, title: str, *, but: Sheet | None = None) -> None:
        """Raises InvalidArgument for a title that no tab can take."""
        if not title:
            raise InvalidArgument("The sheet name cannot be empty.")
        if len(title) > MAX_TITLE:
            raise InvalidArgument(f"The sheet name cannot be greater than {MAX_TITLE} characters.")
        if self.sheet_titled(title) not in {None, but}:
            raise InvalidArgument(
                f'A sheet with the name "{title}" already exists. Please enter another name.'
            )

    def check_cells(self, sheet: Sheet | None, cells: int) -> None:
        """Raises InvalidArgument where `cells` in that tab, or a new one, would pass the workbook's limit."""
        sizes = {other: other.grid.row_count * other.grid.column_count for other in self.sheets}
        present = 0 if sheet is None else sizes.pop(sheet, 0)
        if sum(sizes.values()) + cells > MAX_CELLS and cells > present:
            raise InvalidArgument(
                "This action would increase the number of cells in the workbook "
                f"above the limit of {MAX_CELLS} cells."
            )

    def free_sheet_id(self, taken: set[int]) -> int:
        """A new id that is not among those."""
        while True:
            candidate = self.world.ids.number()
            if candidate not in taken:
                return candidate

    def _names_in(self, sheet: Sheet) -> list[JsonObject]:
        standing = (entry for entry in self.named_ranges if "range" in entry)
        return [entry for entry in standing if entry["range"].get("sheetId", 0) == sheet.sheet_id]

    def _rewrite_formulas(self, rewrite: Callable[[str], str]) -> None:
        for sheet in self.sheets:
            for row, column, cell in sheet.grid.cells():
                if isinstance(cell.entered, Formula):
                    sheet.grid.put(row, column, cell.with_entered(Formula(rewrite(cell.entered.text))))


def _shift_metadata(entry: JsonObject, sheet: Sheet, dimension: Dimension, change: Shift) -> bool:
    area = entry["location"].get("dimensionRange")
    if not area or area.get("sheetId", 0) != sheet.sheet_id or area["dimension"] != dimension:
        return True
    span = change.span(area.get("startIndex", 0), area.get("endIndex"))
    if span is None:
        return False
    area["startIndex"], area["endIndex"] = span
    return True
