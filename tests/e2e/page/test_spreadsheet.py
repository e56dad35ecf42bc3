import pytest
from selenium.webdriver.common.keys import Keys

from sheetanchor.sandbox.changes import Change
from sheetanchor.sandbox.pytest import RunningSandbox
from tests.e2e.page.api import batch_update, book_of, write_values
from tests.e2e.page.driver import PageDriver
from tests.e2e.page.workbook import TABS

pytestmark = pytest.mark.xdist_group("chromium")


def test_the_first_tab_is_open_with_its_header_row(page: PageDriver) -> None:
    assert page.tabs() == TABS
    assert [page.read_cell(address) for address in ("A1", "B1", "B2")] == [
        "EmployeeId",
        "Hourly wage",
        "$15.00",
    ]


def test_what_is_typed_is_a_persons_edit_of_that_one_cell(page: PageDriver, sandbox: RunningSandbox) -> None:
    changes: list[Change] = []
    sandbox.world.changes.subscribe(changes.append)
    page.edit_cell("B2", "18")
    page.wait_for_cell("B2", "$18.00")
    assert book_of(sandbox)["EmployeeSettings"].shown_at("B2") == "$18.00"
    assert [(change.actor, change.kind, change.a1) for change in changes] == [("person", "values", "B2")]


def test_the_formula_bar_shows_the_address_and_what_was_entered(page: PageDriver) -> None:
    page.go_to("B2")
    assert page.find("cell-address").get_property("value") == "B2"
    assert page.formula() == "15"
    page.edit_cell("D2", "=B2*2")
    assert page.read_cell("D2") == "30"
    assert page.formula() == "=B2*2"


def test_the_formula_bar_enters_what_is_typed_into_it(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.go_to("C3")
    field = page.find("formula-input")
    field.clear()
    field.send_keys("7.5", Keys.ENTER)
    page.settled()
    page.wait_for_cell("C3", "7.5")
    assert book_of(sandbox)["EmployeeSettings"].shown_at("C3") == "7.5"


def test_a_formula_follows_the_cells_it_reads(page: PageDriver) -> None:
    page.edit_cell("D2", "=B2*2")
    page.edit_cell("B2", "20")
    page.wait_for_cell("D2", "40")


def test_escape_gives_an_edit_up(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.go_to("B2")
    page.find("grid").send_keys("99")
    page.find("cell-editor").send_keys(Keys.ESCAPE)
    assert page.read_cell("B2") == "$15.00"
    assert book_of(sandbox)["EmployeeSettings"].shown_at("B2") == "$15.00"


def test_an_edit_that_changes_nothing_is_none(page: PageDriver, sandbox: RunningSandbox) -> None:
    changes: list[Change] = []
    sandbox.world.changes.subscribe(changes.append)
    page.go_to("B2")
    page.find("grid").send_keys(Keys.F2)
    page.find("cell-editor").send_keys(Keys.ENTER)
    page.settled()
    assert changes == []


def test_texts_of_several_lines_and_emoji_are_kept_as_typed(
    page: PageDriver, sandbox: RunningSandbox
) -> None:
    page.select_tab("Ranks")
    page.edit_cell("H2", "Everyone\nstarts here.")
    page.edit_cell("D2", "🦈")
    ranks = book_of(sandbox)["Ranks"]
    assert (ranks.shown_at("H2"), ranks.shown_at("D2")) == ("Everyone\nstarts here.", "🦈")
    assert page.read_cell("D2") == "🦈"


def test_a_text_that_looks_like_a_number_stays_one_when_it_is_entered_again(
    page: PageDriver, sandbox: RunningSandbox
) -> None:
    page.edit_cell("D2", "'007")
    assert page.read_cell("D2") == "007"
    assert page.formula() == "'007"


@pytest.mark.parametrize(
    ("keys", "address"),
    [
        ((Keys.ARROW_DOWN, Keys.ARROW_RIGHT), "C3"),
        ((Keys.TAB, Keys.TAB), "D2"),
        ((Keys.ENTER, Keys.ENTER), "B3"),
        ((Keys.HOME,), "A2"),
        ((Keys.END,), "J2"),
        ((Keys.CONTROL, Keys.ARROW_DOWN), "B8"),
        ((Keys.SHIFT, Keys.ARROW_DOWN, Keys.ARROW_RIGHT), "B2:C3"),
        ((Keys.CONTROL, "a"), "A1:J100"),
        ((Keys.CONTROL, Keys.HOME), "A1"),
    ],
)
def test_keys_move_the_active_cell(page: PageDriver, keys: tuple[str, ...], address: str) -> None:
    page.go_to("B2")
    for key in (keys,) if keys[0] in {Keys.CONTROL, Keys.SHIFT} else keys:
        page.browser.switch_to.active_element.send_keys(*key)
    page.until(lambda: page.find("cell-address").get_property("value") == address, f"{address} as selected")


def test_delete_clears_all_selected_cells(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.go_to("B2")
    page.find("grid").send_keys(Keys.SHIFT, Keys.ARROW_DOWN, Keys.ARROW_RIGHT)
    page.find("grid").send_keys(Keys.DELETE)
    page.settled()
    sheet = book_of(sandbox)["EmployeeSettings"]
    assert [sheet.shown_at(address) for address in ("B2", "C2", "B3", "C3", "B4")] == [
        "",
        "",
        "",
        "",
        "$15.00",
    ]


def test_a_pasted_block_is_one_edit(page: PageDriver, sandbox: RunningSandbox) -> None:
    changes: list[Change] = []
    sandbox.world.changes.subscribe(changes.append)
    page.go_to("A9")
    page.paste('1008\t$19.00\t8.0\r\n1009\t$21.00\t"9.0"\r\n')
    page.wait_for_cell("B10", "$21.00")
    page.wait_for_cell("C10", "9")
    assert [(change.kind, change.a1) for change in changes] == [("values", "A9:C10")]


def test_a_pasted_block_may_hold_tabs_quotes_and_line_ends_in_quotes(
    page: PageDriver, sandbox: RunningSandbox
) -> None:
    page.go_to("E2")
    page.paste('"say ""yes"""\t"a\tb"\nplain "quote"\t"c\nd"')
    page.wait_for_cell("E3", 'plain "quote"')
    sheet = book_of(sandbox)["EmployeeSettings"]
    assert [sheet.shown_at(a) for a in ("E2", "F2", "E3", "F3")] == [
        'say "yes"',
        "a\tb",
        'plain "quote"',
        "c\nd",
    ]


def test_the_sheet_grows_under_a_pasted_block(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.go_to("J100")
    page.paste("1\t2\n3\t4\n")
    page.wait_for_cell("K101", "4")
    assert book_of(sandbox)["EmployeeSettings"].size == (101, 11)


def test_copied_cells_are_tab_separated_as_shown(page: PageDriver) -> None:
    page.go_to("A1")
    page.find("grid").send_keys(Keys.SHIFT, Keys.ARROW_DOWN, Keys.ARROW_RIGHT)
    assert page.copied() == "EmployeeId\tHourly wage\n1001\t$15.00"


def test_what_a_program_writes_appears_in_its_own_colour(page: PageDriver, sandbox: RunningSandbox) -> None:
    write_values(sandbox, "EmployeeSettings!B3", [["$21.00"]])
    page.until(lambda: "flash-api" in page.classes("cell-B3"), "B3 in the colour of programs")
    assert page.read_cell("B3") == "$21.00"
    page.edit_cell("B4", "16")
    page.until(lambda: "flash-person" in page.classes("cell-B4"), "B4 in the colour of people")
    assert "flash" not in page.classes("cell-B5")


def test_an_edit_by_hand_elsewhere_appears_as_well(page: PageDriver, sandbox: RunningSandbox) -> None:
    book_of(sandbox)["EmployeeSettings"].type_at("B5", "30")
    page.wait_for_cell("B5", "$30.00")


def test_a_row_is_inserted_and_deleted_where_the_active_cell_is(
    page: PageDriver, sandbox: RunningSandbox
) -> None:
    page.go_to("A3")
    page.find("insert-row").click()
    page.settled()
    page.wait_for_cell("A4", "1002")
    assert page.read_cell("A3") == ""
    assert "flash" not in page.classes("cell-A5")
    page.find("delete-row").click()
    page.settled()
    page.wait_for_cell("A3", "1002")
    assert book_of(sandbox)["EmployeeSettings"].size == (100, 10)


def test_the_menu_deletes_all_selected_rows(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.go_to("A2")
    page.find("grid").send_keys(Keys.SHIFT, Keys.ARROW_DOWN)
    page.right_click("cell-A3")
    assert page.find("menu-delete-row").text.endswith("Delete 2 rows")
    page.find("menu-delete-row").click()
    page.settled()
    page.wait_for_cell("A2", "1003")


def test_a_column_is_inserted_and_deleted(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.find("column-B").click()
    page.right_click("column-B")
    page.find("menu-insert-column").click()
    page.settled()
    page.wait_for_cell("C1", "Hourly wage")
    page.go_to("B1")
    page.find("delete-column").click()
    page.settled()
    page.wait_for_cell("B1", "Hourly wage")


def test_sorting_leaves_the_frozen_header_in_place(page: PageDriver) -> None:
    page.go_to("B2")
    page.find("sort-descending").click()
    page.settled()
    page.wait_for_cell("B2", "$20.00")
    assert page.read_cell("B1") == "Hourly wage"
    assert page.read_cell("A2") == "1005"


def test_what_cannot_be_done_is_told_in_words(page: PageDriver) -> None:
    page.find("grid").send_keys(Keys.CONTROL, "a")
    page.find("delete-column").click()
    page.settled()
    assert "can't delete all the columns" in page.refusal()


def test_a_note_is_marked_and_read_by_pointing_at_its_cell(page: PageDriver, sandbox: RunningSandbox) -> None:
    sheet = book_of(sandbox)["EmployeeSettings"]
    area = {"sheetId": sheet.sheet_id, "startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 1}
    cell = {"rows": [{"values": [{"note": "Raised in May"}]}]}
    batch_update(sandbox, {"updateCells": {"range": {**area, "endColumnIndex": 2}, "fields": "note", **cell}})
    page.until(lambda: "has-note" in page.classes("cell-B2"), "a mark on B2")
    assert page.find("cell-B2").get_attribute("title") == "Raised in May"


def test_thousands_of_rows_are_drawn_only_where_they_are_in_sight(
    page: PageDriver, sandbox: RunningSandbox
) -> None:
    add = {
        "addSheet": {"properties": {"title": "Many", "gridProperties": {"rowCount": 20000, "columnCount": 8}}}
    }
    batch_update(sandbox, add)
    write_values(sandbox, "Many!A1", [[f"shift {row}", row, row / 2] for row in range(1, 20001)])
    page.select_tab("Many")
    page.wait_for_cell("A1", "shift 1")
    page.wait_for_cell("A19999", "shift 19999")
    page.edit_cell("B19999", "7")
    page.wait_for_cell("B19999", "7")
    drawn = page.browser.find_elements("css selector", ".ag-center-cols-container .ag-row")
    assert len(drawn) < 100
