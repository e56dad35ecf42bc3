"""The screens that the documents show, made by walking through the demo (`make pictures`)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.demo import Demo, running_demo
from tests.e2e.page.driver import PageDriver
from tests.e2e.page.screenshots import Screenshots

pytestmark = pytest.mark.xdist_group("chromium")

ANN, BEN, GRACE = "1001", "1002", "1007"
_PAY_IN_SIGHT = """
const [cell, pane] = ["[data-testid=cell-P2]", ".spreadsheet-pane"].map((one) => document.querySelector(one));
return cell?.getBoundingClientRect().right <= pane.getBoundingClientRect().right;
"""
_ALL_LOADED = "return [...document.images].every(image => image.complete && image.naturalWidth > 0)"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One for all pictures: each is of another person."""
    with running_demo(tmp_path_factory.mktemp("pictures") / "demo", SHEETANCHOR_ADMINS=GRACE) as demo:
        demo.until(lambda: demo.calls().get("spreadsheets.batchUpdate"), "the first sync")
        yield demo


@pytest.fixture
def page(browser: PageDriver, demo: Demo) -> Iterator[PageDriver]:
    browser.open(demo.url)
    yield browser
    browser.browser.get("about:blank")
    browser.resize(1280, 800)


@pytest.fixture
def pictures(page: PageDriver, tmp_path: Path) -> Screenshots:
    return Screenshots(page, tmp_path)


def boss_types(page: PageDriver, demo: Demo, tab: str, address: str, *cells: str) -> None:
    """Some cells of a row, until the bot knows them."""
    page.select_tab(tab)
    page.go_to(address)
    read = demo.calls()["spreadsheets.get"]
    page.paste("\t".join(cells))
    wait_until_read(demo, read)


def wait_until_read(demo: Demo, before: int) -> None:
    """Until a pass has read the sheet once more, and the next one has begun."""
    demo.until(lambda: demo.calls()["spreadsheets.get"] > before, "a read of the sheet")
    looks = demo.calls()["drive.files.get"]
    demo.until(lambda: demo.calls()["drive.files.get"] > looks, "the look after it")


def press(page: PageDriver, *steps: tuple[str, str]) -> None:
    """Buttons, each with a part of what has to be seen before."""
    for label, seen in steps:
        page.wait_for_chat(seen)
        page.chat_press(label)


def sell(page: PageDriver, product: str, amount: str) -> None:
    press(page, (product, "What did you sell?"))
    page.wait_for_chat("Type the amount")
    page.chat_send(amount)
    page.wait_for_chat("Is that all?")


def test_a_shift_from_the_menu_to_the_sheet(page: PageDriver, demo: Demo, pictures: Screenshots) -> None:
    boss_types(page, demo, "ActiveBonuses", "A2", "1", ANN, "percent_next", "3", "false")
    page.chat_send("/start")
    page.wait_for_chat("What would you like to do?")
    pictures.of_phone("menu", height=560)
    press(
        page,
        ("Start a shift", "What would you like to do?"),
        ("Enter hours by hand", "Hourly wage"),
        ("Yesterday", "On which day"),
        ("9 AM", "when did you clock in"),
        ("PM", "When did you clock out"),
    )
    page.until(lambda: page.buttons("5 PM"), "the afternoon")
    pictures.of_phone("hours", height=560)
    press(page, ("5 PM", "When did you clock out"))
    sell(page, "Model A", "600")
    press(page, ("Add another", "Is that all?"))
    page.wait_for_chat("What did you sell?")
    pictures.of_phone("products", height=560)
    sell(page, "Model B", "500")
    press(page, ("Finish", "Is that all?"))
    assert "+ 3 bonus)" in page.wait_for_chat("is saved")
    pictures.of_phone("summary", height=640)
    page.select_tab("Shifts")
    page.wait_for_cell("P2", "252")
    page.until(lambda: page.browser.execute_script(_PAY_IN_SIGHT), "the pay in sight")
    pictures.of_page("sheet")
    assert page.console_errors() == []


def test_what_an_employee_looks_up(page: PageDriver, demo: Demo, pictures: Screenshots) -> None:
    now = datetime.now(ZoneInfo("America/New_York"))
    begun, ended = (f"{at:%Y/%m/%d %H:%M:%S}" for at in (now - timedelta(hours=8), now))
    boss_types(page, demo, "Shifts", "A3", "50", ended, BEN, "ben", begun, ended, "", "1840.50")
    page.pick_person("Ben Carter")
    page.chat_send("/start")
    press(page, ("My statistics", "What would you like to do?"))
    assert "$1,840.50" in page.wait_for_chat("Next pay day")
    pictures.of_phone("statistics", height=640)
    press(page, ("Menu", "Next pay day"), ("Ranks", "What would you like to do?"))
    page.wait_for_chat("Rookie")
    pictures.of_phone("ranks", height=921)
    assert page.console_errors() == []


def test_what_an_admin_sees(page: PageDriver, demo: Demo, pictures: Screenshots) -> None:
    read = demo.calls()["spreadsheets.get"]
    page.edit_cell("A6", "1015")
    page.edit_cell("B3", "eighteen")
    demo.until(lambda: "1015" in demo.command("conflicts").stdout, "the conflict")
    wait_until_read(demo, read)
    page.pick_person("Grace Kim")
    page.chat_send("/conflicts")
    page.wait_for_chat("Conflict 1")
    pictures.of_phone("conflicts", height=640)
    page.chat_send("/sync_stats")
    page.wait_for_chat("Last full read")
    page.until(lambda: page.browser.execute_script(_ALL_LOADED), "the card")
    pictures.of_phone("status", height=960)
    assert page.console_errors() == []
