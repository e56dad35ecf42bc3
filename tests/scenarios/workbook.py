"""The spreadsheet as the boss has filled it before a story begins."""

WAGES, RATES, RANKS, SHIFTS, TASKS = "EmployeeSettings", "DynamicRates", "Ranks", "Shifts", "Tasks"

#: Rows and columns of a tab.
SIZE = (30, 16)

_SHIFTS_HEADER = (
    "ID | Date | EmployeeId | EmployeeName | Clock in | Clock out | Worked hours/shift | Model A | "
    "Total sales | Net sales | % | Total per hour | Commissions | Total made"
)
#: Lines by tab, cells between bars.
LINES = {
    WAGES: (
        "EmployeeId | Hourly wage | Sales commission",
        "1001 | 15 | 8",
        "1002 | 18 | 10",
        "1003 | 16 | 9",
    ),
    RATES: ("Min Amount | Max Amount | Percentage", "0 | 499.99 | 0", "500 | 999.99 | 2", "1000 | 9999 | 4"),
    RANKS: (
        "Rank Name | Min Amount | Max Amount | Emoji | Bonus 1 | Bonus 2 | Bonus 3 | TEXT",
        "Rookie | 0 | 1999.99 | * | none | none | none | Everyone starts here.",
        "Hustler | 2000 | 9999 | + | flat_10 | percent_next_1 | none | On the move.",
    ),
    TASKS: ("Id | What", "1 | sweep", "2 | count", "3 | lock up"),
    SHIFTS: (_SHIFTS_HEADER,),
    "EmployeeRanks": ("EmployeeId | Current Rank | Previous Rank | Month | Year | Notified | Last Updated",),
    "ActiveBonuses": ("ID | EmployeeId | Bonus Type | Value | Applied | Shift ID | Created At",),
}

#: What both sides show once they agree on that.
WAGES_AT_FIRST, RATES_AT_FIRST, TASKS_AT_FIRST = (list(LINES[tab][1:]) for tab in (WAGES, RATES, TASKS))
