"""A small workbook of our own, so that the page's tests do not hang on what the demo holds."""

from collections.abc import Sequence

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.world import World

WORKBOOK_ID = "1PageWorkbook000000000000000000000000000000a"
TABS = ["EmployeeSettings", "DynamicRates", "Ranks"]
ANN, BEN = 1001, 1002
_POINTS: JsonObject = {"numberFormat": {"type": "NUMBER", "pattern": "0.0"}}
_CENTS: JsonObject = {"numberFormat": {"type": "NUMBER", "pattern": "#,##0.00"}}
_EMPLOYEES = (
    ("EmployeeId", "Hourly wage", "Sales commission"),
    ("1001", "$15.00", "8"),
    ("1002", "$18.00", "10"),
    ("1003", "$15.00", "8"),
    ("1004", "$16.50", "8.5"),
    ("1005", "$20.00", "9"),
    ("1006", "$15.00", "8"),
    ("1007", "$17.25", "7.5"),
)
_RATES = (("Min Amount", "Percentage"), ("0", "0"), ("500", "2"))
_RANKS = (("Rank Name", "Min Amount"), ("Rookie", "0"), ("Hustler", "2000"))


def small_world() -> World:
    """Three tabs with frozen header rows, and two people."""
    world = World(deterministic=True)
    book = world.create_spreadsheet("Chat sales team", spreadsheet_id=WORKBOOK_ID)
    book.rename_sheet(book.sheets[0], TABS[0])
    _resize(book, TABS[0])
    _fill(book[TABS[0]], _EMPLOYEES, {2: _POINTS})
    _fill(book.add_sheet(TABS[1], 50, 5), _RATES, {0: _CENTS})
    _fill(book.add_sheet(TABS[2], 50, 10), _RANKS, {})
    world.telegram.add_person(ANN, "Ann", last_name="Miller")
    world.telegram.add_person(BEN, "Ben", last_name="Carter")
    return world


def _resize(book: Spreadsheet, title: str) -> None:
    sheet = book[title]
    rows, columns = sheet.size
    sheet.delete_rows(100, rows - 100)
    sheet.delete_columns(10, columns - 10)


def _fill(sheet: Sheet, rows: Sequence[Sequence[str]], formats: dict[int, JsonObject]) -> None:
    sheet.state.grid_extra["frozenRowCount"] = 1
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            if row and column in formats:
                sheet.grid.put(row, column, sheet.grid.cell(row, column)._replace(format=formats[column]))
            sheet.type_cell(row, column, text)
