"""The left side of the page: one spreadsheet, one of its tabs in sight."""

from collections.abc import Callable

from nicegui import ui
from nicegui.events import GenericEventArguments

from sheetanchor.sandbox.changes import Change
from sheetanchor.sandbox.errors import SandboxError
from sheetanchor.sandbox.page.cells import shown_rows
from sheetanchor.sandbox.page.edits import RESTRUCTURES, enter_block
from sheetanchor.sandbox.page.notices import told
from sheetanchor.sandbox.page.sheet_grid import SheetGrid
from sheetanchor.sandbox.page.tab_bar import TabBar
from sheetanchor.sandbox.page.title_bar import TitleBar
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.world import World


class SpreadsheetPane:
    """What one open page shows; each has its own spreadsheet and tab."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._book: Spreadsheet | None = None
        self._active = 0
        with ui.element("section").classes("spreadsheet-pane"):
            self._title = TitleBar().on("pick", lambda e: self._open(e.args)).on("create", self._create)
            self._grid = SheetGrid().classes("spreadsheet-holder")
            self._tabs = TabBar()
        self._grid.on("ready", self.follow_files).on("fetch", self._fetch)
        self._grid.on("enter", self._enter).on("restructure", self._restructure)
        self._tabs.on("pick", lambda e: self._pick(e.args)).on("add", self._add_tab)
        self._tabs.on("rename", self._rename_tab).on("remove", self._remove_tab)

    def follow_files(self) -> None:
        """Keep to the spreadsheets that there are: open the first, leave a deleted one."""
        books = self._world.spreadsheets
        if self._book is None or books.get(self._book.spreadsheet_id) is not self._book:
            self._book = next(iter(books.values()), None)
            if self._book is not None:
                self._pick(self._book.sheets[0].sheet_id)
        self._title.show(list(books.values()), self._book)
        for part in (self._grid, self._tabs):
            part.set_visibility(self._book is not None)

    def sheets_changed(self, changes: list[Change]) -> None:
        """Show what changed, if it is in sight."""
        book = self._book
        own = [change for change in changes if book and change.spreadsheet_id == book.spreadsheet_id]
        if not own:
            return
        sheet = self._sheet()
        self._title.show(list(self._world.spreadsheets.values()), book)
        if sheet.sheet_id != self._active:
            self._pick(sheet.sheet_id)
            return
        self._tabs.show(sheet.book, self._active)
        self._grid.changed(sheet, [change for change in own if change.sheet_id in {None, self._active}])

    def _sheet(self) -> Sheet:
        """The tab in sight; the first where that was deleted."""
        if self._book is None:
            raise SandboxError("No spreadsheet is open.")
        same = [sheet for sheet in self._book.sheets if sheet.sheet_id == self._active]
        return (same or self._book.sheets)[0]

    def _open(self, spreadsheet_id: str) -> None:
        self._book = self._world.spreadsheets[spreadsheet_id]
        self._pick(self._book.sheets[0].sheet_id)
        self.follow_files()

    def _create(self) -> None:
        self._open(self._world.create_spreadsheet("Untitled spreadsheet").spreadsheet_id)

    def _pick(self, sheet_id: int) -> None:
        self._active = sheet_id
        sheet = self._sheet()
        self._tabs.show(sheet.book, sheet_id)
        self._grid.open(sheet)

    def _fetch(self, event: GenericEventArguments) -> None:
        sheet_id, first, last = (event.args[key] for key in ("sheet", "first", "last"))
        sheet = self._sheet()
        if sheet.sheet_id == sheet_id:
            with self._world.lock:
                rows = shown_rows(sheet, first, min(last, sheet.size[0]))
            self._grid.deliver(sheet_id, first, rows)

    def _enter(self, event: GenericEventArguments) -> None:
        args = event.args
        self._settling(
            lambda: enter_block(self._by_id(args["sheet"]), args["row"], args["column"], args["block"])
        )

    def _restructure(self, event: GenericEventArguments) -> None:
        args = event.args
        act = RESTRUCTURES[args["action"]]
        self._settling(lambda: act(self._by_id(args["sheet"]), args["at"], args["count"]))

    def _settling(self, act: Callable[[], object]) -> None:
        told(act)
        self._grid.settle()

    def _by_id(self, sheet_id: int) -> Sheet:
        return self._sheet().book.sheet_by_id(sheet_id)

    def _add_tab(self) -> None:
        book = self._sheet().book
        taken = {sheet.title.lower() for sheet in book.sheets}
        number = next(n for n in range(1, len(taken) + 2) if f"sheet{n}" not in taken)
        self._pick(book.add_sheet(f"Sheet{number}").sheet_id)

    def _rename_tab(self, event: GenericEventArguments) -> None:
        sheet = self._by_id(event.args["sheet"])
        told(lambda: sheet.book.rename_sheet(sheet, event.args["title"]))

    def _remove_tab(self, event: GenericEventArguments) -> None:
        sheet = self._by_id(event.args)
        told(lambda: sheet.book.delete_sheet(sheet))
