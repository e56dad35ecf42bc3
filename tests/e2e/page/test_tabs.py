import pytest
from selenium.webdriver.common.keys import Keys

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.world import World
from tests.e2e.page.api import batch_update, book_of
from tests.e2e.page.driver import PageDriver
from tests.e2e.page.workbook import TABS

pytestmark = pytest.mark.xdist_group("chromium")


def titles(sandbox: RunningSandbox) -> list[str]:
    return [sheet.title for sheet in book_of(sandbox).sheets]


def test_a_tab_shows_its_own_cells(page: PageDriver) -> None:
    page.select_tab("Ranks")
    page.wait_for_cell("A2", "Rookie")
    page.select_tab("DynamicRates")
    page.wait_for_cell("A3", "500.00")


def test_a_tab_remembers_its_active_cell(page: PageDriver) -> None:
    page.go_to("C5")
    page.find("tab-Ranks").click()
    page.find("tab-EmployeeSettings").click()
    page.until(lambda: page.find("cell-address").get_property("value") == "C5", "C5 as the active cell again")


def test_a_tab_is_added_renamed_and_deleted(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.find("add-tab").click()
    page.find("tab-Sheet1")
    page.find("tab-menu-Sheet1").click()
    page.find("rename-tab").click()
    page.find("tab-rename").send_keys("Notes & more", Keys.ENTER)
    page.find("tab-Notes & more")
    assert titles(sandbox) == [*TABS, "Notes & more"]
    page.find("tab-menu-Notes & more").click()
    page.find("delete-tab").click()
    page.until(lambda: "Notes & more" not in page.tabs(), "the tab gone")
    assert titles(sandbox) == TABS
    page.wait_for_cell("A1", "EmployeeId")


def test_a_title_that_is_taken_is_refused_in_words(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.find("tab-menu-Ranks").click()
    page.find("rename-tab").click()
    page.find("tab-rename").send_keys("DynamicRates", Keys.ENTER)
    assert "already exists" in page.refusal()
    assert titles(sandbox) == TABS


def test_a_tab_that_a_program_renames_keeps_its_place(page: PageDriver, sandbox: RunningSandbox) -> None:
    sheet_id = book_of(sandbox)["DynamicRates"].sheet_id
    change = {"properties": {"sheetId": sheet_id, "title": "Rates"}, "fields": "title"}
    batch_update(sandbox, {"updateSheetProperties": change})
    page.until(lambda: page.tabs() == [TABS[0], "Rates", TABS[2]], "the new title")


def test_a_hidden_tab_is_found_in_the_list_of_all(page: PageDriver, sandbox: RunningSandbox) -> None:
    hidden = {
        "properties": {"sheetId": book_of(sandbox)["Ranks"].sheet_id, "hidden": True},
        "fields": "hidden",
    }
    batch_update(sandbox, {"updateSheetProperties": hidden})
    page.until(lambda: page.tabs() == TABS[:2], "one tab less")
    page.find("all-tabs").click()
    page.find("tab-list").find_elements("css selector", "button")[2].click()
    page.wait_for_cell("A2", "Rookie")


def test_another_spreadsheet_can_be_chosen(page: PageDriver, sandbox: RunningSandbox) -> None:
    other = sandbox.world.create_spreadsheet("Another file")
    other["Sheet1"].type_at("A1", "here")
    page.choose("spreadsheet-select", "Another file")
    page.wait_for_cell("A1", "here")
    assert page.tabs() == ["Sheet1"]


def test_a_world_without_a_spreadsheet_offers_to_make_one(browser: PageDriver, empty: RunningSandbox) -> None:
    browser.browser.get(empty.url)
    browser.find("create-spreadsheet").click()
    browser.until(lambda: browser.find("spreadsheet").get_attribute("data-sheet"), "an open tab")
    browser.edit_cell("A1", "first")
    (book,) = empty.world.spreadsheets.values()
    assert book["Sheet1"].shown_at("A1") == "first"


def test_a_spreadsheet_that_is_deleted_gives_way_to_the_next(
    page: PageDriver, sandbox: RunningSandbox
) -> None:
    world: World = sandbox.world
    world.create_spreadsheet("Left over")
    world.delete_file(book_of(sandbox).spreadsheet_id)
    page.until(lambda: page.tabs() == ["Sheet1"], "the other file's tab")
    assert page.find("spreadsheet-title").text == "Left over"
