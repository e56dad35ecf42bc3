"""The boss: what a person does to the spreadsheet by hand, and sees there."""

from collections.abc import Callable

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.sheets.shifts import Move
from sheetanchor.sandbox.sheets.spreadsheet import BookState
from sheetanchor.sandbox.sheets.structure import move
from tests.scenarios.workbook import LINES, SIZE

#: Calls of the API: the look at the version, the read of the tabs, and the batch.
LOOK, READ, WRITE = "drive.files.get", "spreadsheets.get", "spreadsheets.batchUpdate"


class Boss:
    """Names rows by what stands in their first column, and columns by their header."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self._faults = sandbox.world.faults
        self.book = sandbox.world.create_spreadsheet("Team")
        for tab, lines in LINES.items():
            self.book.append_sheet(tab, rows=SIZE[0], columns=SIZE[1])
            self.book[tab].state.grid_extra["frozenRowCount"] = 1
            for place, line in enumerate(lines):
                self._put(tab, place, line)
        self.book.remove(self.book["Sheet1"])

    def sees(self, tab: str) -> list[str]:
        """The rows below the header, cells between bars; blank rows are left out."""
        lines = [self._line(tab, place) for place in range(1, self.book[tab].size[0])]
        return [line for line in lines if line]

    def sees_header(self, tab: str) -> str:
        return self._line(tab, 0)

    def types(self, tab: str, row: int | str, header: str, text: str) -> None:
        self.book[tab].type_cell(self._place(tab, row), self._column(tab, header), text)

    def adds(self, tab: str, line: str) -> None:
        """A row below the others."""
        self._put(tab, self._end(tab), line)

    def deletes(self, tab: str, *rows: int | str) -> None:
        for row in rows:
            self.book[tab].delete_rows(self._place(tab, row))

    def empties(self, tab: str) -> None:
        """All rows below the header."""
        self.book[tab].delete_rows(1, self._end(tab) - 1)

    def empties_column(self, tab: str, header: str) -> None:
        """All its cells below the header."""
        column = self._column(tab, header)
        for place in range(1, self._end(tab)):
            self.book[tab].type_cell(place, column, "")

    def moves(self, tab: str, row: int | str, before: int | str) -> None:
        """Drag a row above another one."""
        place = self._place(tab, row)
        with self.book.edit("person") as edit:
            move(self.book[tab], "ROWS", Move(place, place + 1, self._place(tab, before)))
            edit.changed(self.book[tab], None, "rows")

    def moves_column(self, tab: str, header: str, before: str) -> None:
        """Drag a column to the left of another one."""
        column = self._column(tab, header)
        with self.book.edit("person") as edit:
            move(self.book[tab], "COLUMNS", Move(column, column + 1, self._column(tab, before)))
            edit.changed(self.book[tab], None, "columns")

    def sorts(self, tab: str, header: str, *, descending: bool = False) -> None:
        self.book[tab].sort(self._column(tab, header), descending=descending)

    def inserts_column(self, tab: str, before: str, header: str) -> None:
        """A column of the boss's own."""
        column = self._column(tab, before)
        self.book[tab].insert_columns(column)
        self.book[tab].type_cell(0, column, header)

    def types_header(self, tab: str, place: int, header: str) -> None:
        """Into row 1, behind the others."""
        self.book[tab].type_cell(0, place, header)

    def renames_header(self, tab: str, header: str, new: str) -> None:
        self.book[tab].type_cell(0, self._column(tab, header), new)

    def swaps_headers(self, tab: str, one: str, other: str) -> None:
        """In place: the values below stay where they are."""
        places = self._column(tab, one), self._column(tab, other)
        for place, header in zip(places, (other, one), strict=True):
            self.book[tab].type_cell(0, place, header)

    def deletes_tab(self, tab: str) -> None:
        self.book.delete_sheet(self.book[tab])

    def renames_tab(self, tab: str, new: str) -> None:
        self.book.rename_sheet(self.book[tab], new)

    def copies_tab(self, tab: str, title: str) -> None:
        """All cells, as they are shown."""
        rows, columns = SIZE
        lines = [[self.book[tab].shown(row, column) for column in range(columns)] for row in range(rows)]
        self.book.append_sheet(title, rows=rows, columns=columns)
        for place, line in enumerate(lines):
            self._put(title, place, " | ".join(line))

    def makes_tab(self, tab: str) -> None:
        """With its header row alone."""
        self.book.append_sheet(tab, rows=SIZE[0], columns=SIZE[1])
        self._put(tab, 0, LINES[tab][0])

    def remembers(self) -> BookState:
        """How the spreadsheet stands, to go back to."""
        return BookState(self.book)

    def goes_back_to(self, version: BookState) -> None:
        """As with Undo."""
        self.book.restore_version(version)

    def acts_while_the_bot_writes(self, act: Callable[[], object]) -> None:
        """Right before the bot's next write takes effect, so that the bot cannot have read of it."""
        self._faults.before(WRITE, act)

    def _put(self, tab: str, place: int, line: str) -> None:
        for column, text in enumerate(line.split(" | ")):
            self.book[tab].type_cell(place, column, text)

    def _line(self, tab: str, place: int) -> str:
        shown = [self.book[tab].shown(place, column) for column in range(SIZE[1])]
        return " | ".join(shown).rstrip(" |")

    def _place(self, tab: str, row: int | str) -> int:
        sheet = self.book[tab]
        return next(place for place in range(1, sheet.size[0]) if sheet.shown(place, 0) == str(row))

    def _end(self, tab: str) -> int:
        sheet = self.book[tab]
        return max(place for place in range(sheet.size[0]) if sheet.row_cells(place)) + 1

    def _column(self, tab: str, header: str) -> int:
        sheet = self.book[tab]
        return next(column for column in range(SIZE[1]) if sheet.shown(0, column) == header)
