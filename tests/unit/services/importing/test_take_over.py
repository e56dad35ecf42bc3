"""Workbooks of the predecessor in all their forms become rows, and what cannot be read is named."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.domain.tables.values import Values
from sheetanchor.services.importing.take_over import TableImport, TakeOver
from tests.unit.services.payroll.world import FIXED, PayWorld, pay_tables, wall

Lines = Sequence[Sequence[Cell | CellValue]]
TABLES = pay_tables(zone=FIXED)

SHIFT: dict[str, CellValue] = {
    "ID": Decimal(7),
    "Date": "2025/11/01 17:05:00",
    "EmployeeId": "1001",
    "EmployeeName": "007",
    "Clock in": "2025/11/01 09:00:00",
    "Clock out": "2025-11-01 17:00:00",
    "Worked hours/shift": "8.00",
    "Model A": "500.00",
    "Model B": Decimal("20.5"),
    "Model C": "",
    "Total sales": Decimal("520.5"),
    "Net sales": "416.40",
    "%": "10.00",
    "Total per hour": "120.00",
    "Commissions": "41.64",
    "Total made": "161.64",
}
BUILT = tuple(SHIFT)
FIRST = tuple(
    header for header in BUILT if header not in {"Worked hours/shift", "%", "Total per hour", "Commissions"}
)
PLANNED = (*BUILT[:-3], "Commissions", "Total per hour", "Total made")
MIRROR_NAMES = {
    "EmployeeId": "EmployeeID",
    "Clock in": "ClockIn",
    "Clock out": "ClockOut",
    "Worked hours/shift": "WorkedHours",
    "Total sales": "TotalSales",
    "Net sales": "NetSales",
    "%": "CommissionPct",
    "Total per hour": "TotalHourly",
    "Total made": "TotalMade",
    "Model A": "ModelA",
    "Model B": "ModelB",
    "Model C": "ModelC",
}
MODELS = ("Model A", "Model B", "Model C")
MODELS_LAST = (*(header for header in BUILT if header not in MODELS), *MODELS)


def lines(headers: Sequence[str], names: dict[str, str] | None = None, **changes: CellValue) -> Lines:
    called = [(names or {}).get(header, header) for header in headers]
    return (called, [{**SHIFT, **changes}.get(header, "") for header in headers])


def workbook(tabs: Mapping[str, Lines]) -> MemorySheet:
    sheet = MemorySheet()
    for title, rows in tabs.items():
        sheet.add_tab(title, rows)
    return sheet


class World:
    def __init__(self) -> None:
        self.replica = MemoryReplica(TABLES)
        self.take_over = TakeOver(TABLES, self.replica, FakeClock())

    def run(self, **tabs: Lines) -> dict[str, TableImport]:
        return {report.table: report for report in self.take_over(workbook(tabs))}

    def rows(self, table: str) -> list[Values]:
        return [row.values for row in self.replica.snapshot(table).values()]


@pytest.fixture
def world() -> World:
    return World()


FORMS: dict[str, Lines] = {
    "built": lines(BUILT),
    "planned, other order": lines(PLANNED),
    "mirror without spaces": lines(BUILT, MIRROR_NAMES),
    "mirror, models last": lines(MODELS_LAST, MIRROR_NAMES),
    "other capitals and blanks": lines(BUILT, {"Total made": " total  MADE", "ID": "Id"}),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_shift_is_the_same_in_every_form(world: World, form: str) -> None:
    report = world.run(Shifts=FORMS[form])["shifts"]
    assert (report.taken, report.is_whole, report.missing) == (1, True, ())
    (shift,) = world.rows("shifts")
    assert (shift["id"], shift["employee_name"], shift["product_model_c"]) == (7, "007", None)
    assert shift["clock_out"] == wall("11-01 17:00").replace(tzinfo=FIXED)
    figures = ("worked_hours", "product_model_b", "total_sales", "percent", "per_hour", "commissions")
    expected = ["8", "20.5", "520.5", "10", "120", "41.64"]
    assert [shift[name] for name in figures] == [Decimal(text) for text in expected]
    assert all(row.is_pending for row in world.replica.snapshot("shifts").values())


def test_the_first_form_had_no_hours_and_no_percentage(world: World) -> None:
    report = world.run(Shifts=lines(FIRST))["shifts"]
    assert report.taken == 1
    assert report.missing == ("Worked hours/shift", "%", "Total per hour", "Commissions")
    assert world.rows("shifts")[0]["total_made"] == Decimal("161.64")


@pytest.mark.parametrize(
    "headers",
    [
        ("EmployeeId", "Hourly wage", "Sales commission"),
        ("Sales commission", "EmployeeId", "Hourly wage"),
        ("HourlyWage", "SalesCommission", "EmployeeID"),
    ],
)
def test_settings_are_read_in_any_order(world: World, headers: Sequence[str]) -> None:
    values: dict[str, CellValue] = {"e": Decimal(1001), "h": "$15.00", "s": "8,5"}
    row = [values[header[0].lower()] for header in headers]
    assert world.run(EmployeeSettings=(headers, row))["employee_settings"].is_whole
    settings = world.rows("employee_settings")
    assert settings == [
        {"employee_id": 1001, "hourly_wage": Decimal("15.00"), "sales_commission": Decimal("8.5")}
    ]


def test_every_tab_of_november_is_read(world: World) -> None:
    reports = world.run(
        DynamicRates=(("Min Amount", "Max Amount", "Percentage"), ("0", Decimal("499.99"), "0.0")),
        Ranks=(
            ("Rank Name", "Min Amount", "Max Amount", "Emoji", "Bonus 1", "Bonus 2", "Bonus 3", "TEXT"),
            ("Rookie", "0", Decimal("1999.99"), "*", "none", "", "", "Hello"),
        ),
        EmployeeRanks=(
            ("EmployeeId", "Current Rank", "Previous Rank", "Month", "Year", "Notified", "Last Updated"),
            (Decimal(1001), "Hustler", "Rookie", "11", Decimal(2025), True, "2025/11/01 12:00:00"),
        ),
        ActiveBonuses=(
            ("ID", "EmployeeId", "Bonus Type", "Value", "Applied", "Shift ID", "Created At"),
            ("1", "1001", "percent_next", "3.00", "FALSE", "", "2025/11/01 12:00:00"),
            ("2", "1001", "flat_immediate", Decimal(50), "true", "142", ""),
        ),
    )
    taken = {name: report.taken for name, report in reports.items() if report.is_whole}
    assert taken == {"dynamic_rates": 1, "ranks": 1, "employee_ranks": 1, "active_bonuses": 2}
    assert [row["applied"] for row in world.rows("active_bonuses")] == [False, True]


def test_what_cannot_be_read_is_told_cell_by_cell_and_the_rest_is_taken(world: World) -> None:
    report = world.run(
        Shifts=(
            BUILT,
            [{**SHIFT, "ID": "1", "Model A": "1,234", "Date": "yesterday"}[header] for header in BUILT],
            [{**SHIFT, "ID": "bob"}[header] for header in BUILT],
            [{**SHIFT, "ID": "3"}[header] for header in BUILT],
        )
    )["shifts"]
    assert [(cell.address, cell.header, cell.shown) for cell in report.unread] == [
        ("B2", "Date", "yesterday"),
        ("H2", "Model A", "1,234"),
        ("A3", "ID", "bob"),
    ]
    assert (report.taken, report.is_whole) == (1, False)
    assert [row["id"] for row in world.rows("shifts")] == [3]


def test_percent_cells_and_errors_mean_what_they_show(world: World) -> None:
    report = world.run(
        EmployeeSettings=(
            ("EmployeeId", "Hourly wage", "Sales commission"),
            ("1001", "15", Cell(Decimal("0.08"), CellFormat.PERCENT)),
            ("1002", Cell(error="#REF!"), "8"),
        )
    )["employee_settings"]
    assert world.rows("employee_settings")[0]["sales_commission"] == 8
    assert [(cell.address, cell.shown) for cell in report.unread] == [("B3", "#REF!")]


def test_a_list_with_a_hole_is_not_taken_at_all(world: World) -> None:
    report = world.run(
        DynamicRates=(("Min Amount", "Max Amount", "Percentage"), ("0", "9", "0"), ("five", "99", "2"))
    )["dynamic_rates"]
    assert (report.taken, [cell.address for cell in report.unread]) == (0, ["A3"])
    assert world.rows("dynamic_rates") == []


def test_an_id_that_stands_twice_is_told_for_both_rows(world: World) -> None:
    row = [SHIFT[header] for header in BUILT]
    report = world.run(Shifts=(BUILT, row, row))["shifts"]
    assert [cell.address for cell in report.unread] == ["A2", "A3"]
    assert report.taken == 0


def test_columns_that_are_none_of_ours_are_named_with_what_they_hold(world: World) -> None:
    headers = (*BUILT, "RollingAverage", "Model D")
    row = [*(SHIFT[header] for header in BUILT), "366.67", ""]
    (rolling, model) = world.run(Shifts=(headers, row))["shifts"].others
    assert (rolling.address, rolling.header, rolling.filled) == ("Q1", "RollingAverage", 1)
    assert (model.header, model.filled) == ("Model D", 0)


NAMED = {"Model A": "Anna", "Model B": "Bella", "Model C": "Cara"}


def with_column(headers: Sequence[str], name: str, value: CellValue, place: int) -> Lines:
    """The usual shift with one more column."""
    called, row = (list(line) for line in lines(headers))
    return ([*called[:place], name, *called[place:]], [*row[:place], value, *row[place:]])


@pytest.mark.parametrize(
    ("tab", "suspects"),
    [
        (lines(BUILT, NAMED), ["Anna", "Bella"]),
        (lines(MODELS_LAST, NAMED), ["Anna", "Bella"]),
        (with_column(BUILT, "Model D", "5", 10), ["Model D"]),
        (with_column(BUILT, "Model D", "five", 10), ["Model D"]),
        (with_column(FIRST, "Model D", "5", 6), ["Model D"]),
        (with_column(MODELS_LAST, "ModelD", "5", 16), ["ModelD"]),
        (with_column(MODELS_LAST, "Note", "was late", 16), []),
        (with_column(MODELS_LAST, "BonusCounter", "1", 13), []),
        (with_column(BUILT, "Tips", "5", 16), []),
        (with_column(BUILT, "Model D", "", 10), []),
    ],
)
def test_sales_of_a_product_that_the_settings_do_not_name_are_not_left_out_unnoticed(
    world: World, tab: Lines, suspects: list[str]
) -> None:
    report = world.run(Shifts=tab)["shifts"]
    assert [column.header for column in report.products] == suspects
    assert report.is_whole == (not suspects)
    assert len(world.rows("shifts")) == report.taken == (0 if suspects else 1)


def test_a_product_of_the_settings_that_the_workbook_lacks_is_told(world: World) -> None:
    report = world.run(Shifts=lines([header for header in BUILT if header != "Model C"]))["shifts"]
    assert (report.taken, report.lacking, report.is_whole) == (1, ("Model C",), False)


def test_a_tab_that_is_missing_or_lacks_its_key_is_told(world: World) -> None:
    reports = world.run(Shifts=(BUILT[1:], ()), Ranks=(("Rank Name", "RankName", "Min Amount"), ()))
    assert reports["employee_settings"].faults == ("there is no tab 'EmployeeSettings'",)
    assert "has no 'ID'" in reports["shifts"].faults[0]
    assert "'Rank Name' and 'RankName'" in reports["ranks"].faults[0]
    assert not any(report.is_whole for report in reports.values())


def test_a_second_import_finds_everything_here(world: World) -> None:
    tabs: dict[str, Lines] = {
        "Shifts": FORMS["built"],
        "DynamicRates": (("Min Amount", "Max Amount", "Percentage"), ("0", "9", "0")),
    }
    world.run(**tabs)
    reports = world.run(**tabs)
    assert [(reports[name].taken, reports[name].alike) for name in ("shifts", "dynamic_rates")] == [
        (0, 1)
    ] * 2


def test_what_stands_here_is_never_overwritten(world: World) -> None:
    rates = ("Min Amount", "Max Amount", "Percentage")
    world.run(Shifts=FORMS["built"], DynamicRates=(rates, ("0", "9", "0")))
    reports = world.run(
        Shifts=lines(BUILT, **{"Total made": "9"}),  # type: ignore[arg-type]
        DynamicRates=(rates, ("0", "9", "5")),
    )
    (unlike,) = reports["shifts"].unlike
    assert (unlike.key, unlike.headers) == ((7,), ("Total made",))
    assert "another list" in reports["dynamic_rates"].refused[0]
    assert world.rows("shifts")[0]["total_made"] == Decimal("161.64")
    assert world.rows("dynamic_rates")[0]["percentage"] == 0


def test_a_dry_run_says_the_same_and_changes_nothing(world: World) -> None:
    dry = world.take_over(workbook({"Shifts": FORMS["built"]}), dry_run=True)
    assert world.rows("shifts") == []
    assert tuple(world.run(Shifts=FORMS["built"]).values()) == dry


def test_an_unpaid_shift_of_a_past_month_is_paid_and_earns_no_reward() -> None:
    pay = PayWorld()
    pay.recompute()
    pay.clock.set(pay.at("12-20 10:00"))
    unpaid = [SHIFT[header] for header in BUILT[:7]]
    take_over = TakeOver(pay.tables, pay.replica, pay.clock)
    take_over(workbook({"Shifts": [BUILT, [*unpaid, "2500", *[""] * 8]]}))
    assert pay.recompute().news == ()
    assert pay.values("shifts", 7)["total_made"] == 400
    assert pay.values("employee_ranks", 1001, 2025, 11)["current_rank"] == "Hustler"
    assert pay.ids("active_bonuses") == []


def test_the_tab_of_shifts_may_be_called_otherwise(world: World) -> None:
    reports = world.take_over(workbook({"Schichten": FORMS["built"]}), {"shifts": "Schichten"})
    assert {report.tab: report.taken for report in reports}["Schichten"] == 1
