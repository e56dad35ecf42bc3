from collections.abc import Iterator

import pytest
from selenium.webdriver.remote.webelement import WebElement

from sheetanchor.sandbox.pytest import RunningSandbox
from tests.e2e.page.api import bot, keyboard
from tests.e2e.page.driver import PageDriver
from tests.e2e.page.workbook import ANN

pytestmark = pytest.mark.xdist_group("chromium")
PANES = (".spreadsheet-pane", ".chat-pane", ".log")
_CUT = """
return [...document.querySelectorAll("button, select, .count, strong, h1")]
  .filter((one) => one.offsetParent && !one.closest(".sheet-toolbar, .tabs, .ag-root"))
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== "inline")
  .map((one) => one.textContent);
"""


#: Chat buttons whose label is wider than the room between their edges, if only by a part of a pixel.
_SHORTENED = """
return [...document.querySelectorAll(".chat-button")]
  .filter((one) => {
    const label = document.createRange();
    label.selectNodeContents(one);
    const { paddingLeft, paddingRight } = getComputedStyle(one);
    const room = one.getBoundingClientRect().width - parseFloat(paddingLeft) - parseFloat(paddingRight);
    return label.getBoundingClientRect().width > room;
  })
  .map((one) => one.textContent);
"""


@pytest.fixture
def resized(browser: PageDriver) -> Iterator[PageDriver]:
    yield browser
    browser.resize(1280, 800)


def boxes(page: PageDriver) -> list[dict[str, int]]:
    rects = [page.find_css(pane).rect for pane in PANES]
    return [{side: round(length) for side, length in rect.items()} for rect in rects]


def overlap(one: dict[str, int], other: dict[str, int]) -> bool:
    across = one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
    down = one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]
    return across and down


def test_the_panes_fill_a_laptops_screen_without_overlapping(page: PageDriver) -> None:
    sheet, chat, log = boxes(page)
    assert not overlap(sheet, chat)
    assert not overlap(sheet, log)
    assert not overlap(chat, log)
    assert (sheet["y"], chat["x"] + chat["width"], log["y"] + log["height"]) == (0, 1280, 800)
    assert page.browser.execute_script(_CUT) == []


def test_a_short_message_is_wide_enough_for_four_buttons_in_a_row(
    page: PageDriver, sandbox: RunningSandbox
) -> None:
    page.chat_send("/start")
    hours = ["12 PM", "10 PM", "11 PM", "10 AM"]
    bot(sandbox, "sendMessage", chat_id=ANN, text="When?", reply_markup=keyboard(hours))
    page.wait_for_chat("When?")
    page.until(lambda: page.buttons(hours[-1]), "the buttons")
    assert page.browser.execute_script(_SHORTENED) == []


def test_the_open_log_takes_its_room_from_the_panes_above(page: PageDriver) -> None:
    page.find("log-toggle").click()
    sheet, chat, log = boxes(page)
    assert log["height"] > 200
    assert log["y"] + log["height"] == 800
    assert sheet["y"] + sheet["height"] <= log["y"]
    assert chat["y"] + chat["height"] <= log["y"]


def test_on_a_phone_the_panes_are_stacked_and_nothing_sticks_out(
    resized: PageDriver, sandbox: RunningSandbox
) -> None:
    resized.resize(390, 844)
    resized.open(sandbox.url)
    sheet, chat, log = boxes(resized)
    assert [pane["width"] for pane in (sheet, chat, log)] == [390, 390, 390]
    assert sheet["y"] + sheet["height"] <= chat["y"]
    assert chat["y"] + chat["height"] <= log["y"]
    assert resized.browser.execute_script("return document.documentElement.scrollWidth") == 390
    resized.edit_cell("B2", "18")
    resized.wait_for_cell("B2", "$18.00")
    resized.chat_send("Hello")


def test_everything_that_can_be_pressed_says_what_it_is(page: PageDriver) -> None:
    nameless = [
        one for one in page.browser.find_elements("css selector", ".screen button") if not name_of(one)
    ]
    assert nameless == []


def name_of(button: WebElement) -> str:
    return str(button.get_attribute("title") or button.get_attribute("aria-label") or button.text)
