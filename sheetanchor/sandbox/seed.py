"""The workbook of the demo: wages, rates and ranks of a small team, typed as a person would."""

from collections.abc import Sequence

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.world import World

DEMO_SPREADSHEET_ID = "1DemoWorkbook0000000000000000000000000000000"
_HEADER: JsonObject = {
    "backgroundColor": {"red": 0.8509804, "green": 0.91764706, "blue": 0.827451},
    "textFormat": {"bold": True},
}
_EMPLOYEES = (
    ("EmployeeId", "Hourly wage", "Sales commission"),
    ("1001", "$15.00", "8.0"),
    ("1002", "$18.00", "10.0"),
    ("1003", "$15.00", "8.0"),
    ("1004", "$16.50", "8.5"),
    ("1005", "$20.00", "9.0"),
    ("1006", "$15.00", "8.0"),
    ("1007", "$17.25", "7.5"),
)
_RATES = (
    ("Min Amount", "Max Amount", "Percentage"),
    ("0", "499.99", "0.0"),
    ("500", "999.99", "2.0"),
    ("1000", "1999.99", "4.0"),
    ("2000", "999999", "6.0"),
)
_RANKS = (
    ("Rank Name", "Min Amount", "Max Amount", "Emoji", "Bonus 1", "Bonus 2", "Bonus 3", "TEXT"),
    ("Rookie", "0", "1999.99", "🧑‍🚀", "none", "none", "none", "Everyone starts here."),
    (
        "Hustler",
        "2000",
        "3999.99",
        "💪",
        "flat_10",
        "percent_next_1",
        "percent_prev_1",
        "You are on the move.",
    ),
    ("Closer", "4000", "6999.99", "💼", "flat_25", "percent_next_2", "flat_15", "You know how to finish."),
    ("Shark", "7000", "9999.99", "🦈", "flat_50", "paid_day_off", "percent_next_3", "Nobody swims past you."),
    (
        "King of Greed",
        "10000",
        "14999.99",
        "💀",
        "flat_100",
        "percent_all_2",
        "telegram_premium",
        "All of it.",
    ),
    (
        "Chatting God",
        "15000",
        "999999",
        "🔥",
        "flat_200",
        "double_commission",
        "flat_125",
        "There is no higher.",
    ),
)
_SHIFTS = (
    (
        "ID",
        "Date",
        "EmployeeId",
        "EmployeeName",
        "Clock in",
        "Clock out",
        "Worked hours/shift",
        "Model A",
        "Model B",
        "Model C",
        "Total sales",
        "Net sales",
        "%",
        "Total per hour",
        "Commissions",
        "Total made",
    ),
)
_EMPLOYEE_RANKS = (
    ("EmployeeId", "Current Rank", "Previous Rank", "Month", "Year", "Notified", "Last Updated"),
)
_ACTIVE_BONUSES = (("ID", "EmployeeId", "Bonus Type", "Value", "Applied", "Shift ID", "Created At"),)
_MONEY = {"type": "NUMBER", "pattern": "#,##0.00"}
_POINTS = {"type": "NUMBER", "pattern": "0.0"}


def seed_demo(world: World) -> Spreadsheet:
    """A team of seven, its rates and ranks, and no shifts yet; each tab has a frozen header row."""
    book = world.create_spreadsheet("Chat sales team", spreadsheet_id=DEMO_SPREADSHEET_ID)
    book.properties["timeZone"] = "America/New_York"
    first = book.sheets[0]
    _fill(book.append_sheet("EmployeeSettings", rows=100, columns=10), _EMPLOYEES, {2: _POINTS})
    _fill(book.append_sheet("DynamicRates", rows=50, columns=5), _RATES, {0: _MONEY, 1: _MONEY, 2: _POINTS})
    _fill(book.append_sheet("Ranks", rows=50, columns=10), _RANKS, {1: _MONEY, 2: _MONEY})
    _fill(book.append_sheet("Shifts", rows=100, columns=20), _SHIFTS, {})
    _fill(book.append_sheet("EmployeeRanks", rows=200, columns=10), _EMPLOYEE_RANKS, {})
    _fill(book.append_sheet("ActiveBonuses", rows=500, columns=10), _ACTIVE_BONUSES, {})
    book.remove(first)
    return book


def _fill(sheet: Sheet, rows: Sequence[Sequence[str]], formats: dict[int, JsonObject]) -> None:
    sheet.state.grid_extra["frozenRowCount"] = 1
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            if row and column in formats:
                sheet.grid.put(row, column, sheet.grid.cell(row, column).with_number_format(formats[column]))
            sheet.enter(row, column, text)
            if not row:
                sheet.grid.put(row, column, sheet.grid.cell(row, column)._replace(format=_HEADER))
