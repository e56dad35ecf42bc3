import pytest

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from tests.e2e.page.driver import PageDriver

pytestmark = pytest.mark.xdist_group("chromium")


def book_of(sandbox: RunningSandbox) -> Spreadsheet:
    return sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID)


def test_all_tabs_are_shown_and_the_first_is_open(page: PageDriver) -> None:
    assert page.tabs() == ["EmployeeSettings", "DynamicRates", "Ranks"]
    assert page.read_cell("B1") == "Hourly wage"


def test_what_is_typed_reaches_the_model_as_a_person_typed_it(
    page: PageDriver, sandbox: RunningSandbox
) -> None:
    page.edit_cell("B2", "18")
    page.wait_for_cell("B2", "$18.00")
    assert book_of(sandbox)["EmployeeSettings"].shown_at("B2") == "$18.00"


def test_a_tab_shows_its_own_cells(page: PageDriver) -> None:
    page.select_tab("Ranks")
    page.wait_for_cell("A2", "Rookie")
    page.select_tab("DynamicRates")
    page.wait_for_cell("A3", "500.00")
