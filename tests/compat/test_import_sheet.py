"""`sheetanchor import-sheet` as an operator types it: an old workbook into a new, empty spreadsheet."""

import json
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from sheetanchor.adapters.sheets.headed_tab import HeaderNotOursError
from sheetanchor.cli.import_sheet import import_sheet
from sheetanchor.domain.errors import InputError, OperatorError
from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.world import World
from tests.contract.compat_world import OLD_SHIFT, TABS

MIRROR = {
    "EmployeeId": "EmployeeID",
    "Clock in": "ClockIn",
    "Worked hours/shift": "WorkedHours",
    "%": "CommissionPct",
    "Total per hour": "TotalHourly",
    "Model A": "ModelA",
    "Hourly wage": "HourlyWage",
}


class Operator:
    """Somebody with an old workbook and a new spreadsheet."""

    def __init__(self, sandbox: RunningSandbox) -> None:
        self.old = sandbox.world.create_spreadsheet("Old")
        self.new = sandbox.world.create_spreadsheet("New")
        for title, (header, *rows) in TABS.items():
            sheet = self.old.add_sheet(title)
            for place, row in enumerate([[MIRROR.get(str(name), name) for name in header], *rows]):
                for column, value in enumerate(row):
                    sheet.type_cell(place, column, str(value))

    def types(self, *arguments: str) -> Result:
        return CliRunner().invoke(import_sheet, arguments)

    def shown(self, tab: str, row: int) -> list[str]:
        return [self.new[tab].shown_at(f"{chr(65 + column)}{row}") for column in range(16)]


@pytest.fixture
def operator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Operator]:
    with running(World(deterministic=True), telegram=False) as sandbox:
        operator = Operator(sandbox)
        for name, value in {
            "SPREADSHEET_ID": operator.new.spreadsheet_id,
            "SERVICE_ACCOUNT_FILE": str(sandbox.service_account(tmp_path / "key.json")),
            "BOT_TOKEN": "1:token",
            "SHEETS_BASE_URL": sandbox.url,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'replica.db'}",
        }.items():
            monkeypatch.setenv(f"SHEETANCHOR_{name}", value)
        yield operator


def test_an_old_workbook_stands_in_the_new_spreadsheet(operator: Operator) -> None:
    result = operator.types(operator.old.spreadsheet_id)
    assert result.exit_code == 0, result.output
    assert "Shifts: 1 rows taken over, 0 here already" in result.output
    shown = operator.shown("Shifts", 2)
    assert shown[:6] == list(OLD_SHIFT[:6])
    assert (shown[7], shown[12], shown[15]) == ("200", "10", "88")
    assert operator.new["Ranks"].shown_at("A3") == "Hustler"


def test_a_tab_of_the_new_spreadsheet_without_a_header_is_named_with_its_row_and_left_alone(
    operator: Operator,
) -> None:
    ranks = operator.new.add_sheet("Ranks")
    for column, header in enumerate(("Rank", "Min Amount")):
        ranks.type_cell(0, column, header)
    result = operator.types(operator.old.spreadsheet_id)
    assert isinstance(result.exception, HeaderNotOursError)
    assert "Ranks!A1:B1 does not hold 'Rank Name', " in str(result.exception)
    assert "Nothing was written: write it back above its column and try again" in str(result.exception)
    assert operator.shown("Ranks", 1)[:3] == ["Rank", "Min Amount", ""]


def test_a_second_time_changes_nothing(operator: Operator) -> None:
    operator.types(operator.old.spreadsheet_id)
    result = operator.types(operator.old.spreadsheet_id, "--json")
    assert {table["taken"] for table in json.loads(result.stdout)} == {0}
    assert operator.shown("Shifts", 3) == [""] * 16


def test_what_cannot_be_read_is_listed_cell_by_cell_and_the_status_says_so(operator: Operator) -> None:
    operator.old["Shifts"].type_at("H2", "'1,234")
    operator.old["Shifts"].type_at("Q1", "RollingAverage")
    operator.old["EmployeeSettings"].type_at("B2", "bob")
    result = operator.types(operator.old.spreadsheet_id)
    assert result.exit_code == 65
    assert "Shifts!H2 (ModelA) holds '1,234'" in result.output
    assert "EmployeeSettings!B2 (HourlyWage) holds 'bob'" in result.output
    assert "'RollingAverage' is none of ours" in result.output
    assert operator.new["EmployeeSettings"].shown_at("A2") == "1002"


def test_sales_of_a_product_that_the_settings_do_not_name_stop_the_import(operator: Operator) -> None:
    operator.old["Shifts"].type_at("H1", "Anna")
    result = operator.types(operator.old.spreadsheet_id)
    assert result.exit_code == 65
    assert "column 'Anna' (H1) may be a product that SHEETANCHOR_PRODUCTS does not name" in result.output
    assert "there is no column of 'Model A', which SHEETANCHOR_PRODUCTS names" in result.output
    assert operator.new["Shifts"].shown_at("A2") == ""
    assert operator.new["EmployeeSettings"].shown_at("A2") == "1001"


def test_a_dry_run_changes_nothing(operator: Operator) -> None:
    result = operator.types(operator.old.spreadsheet_id, "--dry-run")
    assert "Shifts: 1 rows taken over" in result.output
    assert "nothing was changed" in result.output
    assert "Shifts" not in [sheet.title for sheet in operator.new.sheets]


def test_a_file_is_taken_as_well(operator: Operator, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, rows in TABS.items():
        sheet = book.create_sheet("Schichten" if title == "Shifts" else title)
        for row in rows:
            sheet.append(list(row))
    book.save(tmp_path / "old.xlsx")
    result = operator.types(str(tmp_path / "old.xlsx"), "--shifts-tab", "Schichten")
    assert result.exit_code == 0, result.output
    assert operator.shown("Shifts", 2)[0] == "1"


def test_the_synced_spreadsheet_itself_is_refused(operator: Operator) -> None:
    result = operator.types(operator.new.spreadsheet_id)
    assert isinstance(result.exception, InputError)


def test_a_workbook_that_cannot_be_opened_is_named(operator: Operator, tmp_path: Path) -> None:
    for source in ("nonsense", str(tmp_path / "gone.xlsx")):
        assert isinstance(operator.types(source).exception, OperatorError)
