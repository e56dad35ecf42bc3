"""What the boss types in the sheet is what the bot answers: the real processes, a real browser."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.demo import Demo, running_demo
from tests.e2e.page.driver import PageDriver
from tests.e2e.page.screenshots import Screenshots

pytestmark = pytest.mark.xdist_group("chromium")


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Demo]:
    with running_demo(tmp_path / "demo") as demo:
        yield demo


@pytest.fixture
def page(browser: PageDriver, demo: Demo) -> Iterator[PageDriver]:
    """The demo's page, left before the demo ends, so that the next test finds no complaints of this one."""
    browser.console_errors()
    browser.open(demo.url)
    yield browser
    browser.browser.get("about:blank")


def ask_until(page: PageDriver, part: str) -> str:
    """Press Refresh, as patiently as a person, until the bot's answer holds a part."""
    for _ in range(15):
        page.chat_press("Refresh")
        try:
            return page.wait_for_chat(part, seconds=2)
        except TimeoutError:
            continue
    raise TimeoutError(f"the bot's answer never held {part!r}")


def test_a_wage_changed_in_a_cell_is_what_the_bot_answers(
    page: PageDriver, demo: Demo, tmp_path: Path
) -> None:
    page.chat_send("/start")
    page.wait_for_chat("What would you like to do?")
    page.chat_press("Start a shift")
    assert "$15.00" in page.wait_for_chat("Hourly wage")
    page.edit_cell("B2", "19.50")
    answer = ask_until(page, "$19.50")
    assert "8 %" in answer
    assert "from $1,000: +4 %" in answer
    Screenshots(page, tmp_path).of_page("demo")
    status = json.loads(demo.command("status", "--json").stdout)
    settings = next(table for table in status["tables"] if table["table"] == "employee_settings")
    assert (settings["rows"], settings["pending"], settings["held"]) == (7, 0, [])
    assert page.console_errors() == []


def test_a_cell_that_cannot_be_read_is_told_and_the_last_good_wage_stays(
    page: PageDriver, demo: Demo
) -> None:
    demo.until(lambda: first_sync_done(demo), "the first sync")
    page.edit_cell("B2", "fifteen")
    demo.until(lambda: "fifteen" in demo.command("status").stdout, "the held cell in the status")
    told = demo.command("status").stdout
    assert "EmployeeSettings!B2" in told
    page.chat_send("/clock_in")
    assert "$15.00" in page.wait_for_chat("Hourly wage")


def test_the_ranks_screen_shows_what_the_sheet_holds(page: PageDriver, demo: Demo) -> None:
    page.chat_send("/ranks")
    shown = page.wait_for_chat("Rookie")
    assert "Everyone starts here" in shown
    assert "$15,000+" in shown
    page.select_tab("Ranks")
    page.edit_cell("A2", "Beginner")
    ask_until(page, "Beginner")


def test_free_text_is_answered_with_the_menu(page: PageDriver, demo: Demo) -> None:
    page.chat_send("what is this?")
    page.wait_for_chat("use a button below")
    page.chat_press("Ranks")
    page.wait_for_chat("Rookie")


def test_an_unchanged_pass_asks_drive_and_nothing_else(demo: Demo) -> None:
    demo.until(lambda: first_sync_done(demo), "the first sync")
    settled = demo.calls()["drive.files.get"] + 3
    demo.until(lambda: demo.calls()["drive.files.get"] >= settled, "the read after the fence was set up")
    before = demo.calls()
    demo.until(lambda: demo.calls()["drive.files.get"] >= before["drive.files.get"] + 3, "three more looks")
    after = demo.calls()
    assert after["spreadsheets.get"] == before["spreadsheets.get"]
    assert after["spreadsheets.batchUpdate"] == before["spreadsheets.batchUpdate"]


def first_sync_done(demo: Demo) -> bool:
    result = demo.command("status", "--json")
    return result.returncode == 0 and json.loads(result.stdout)["tables"][0]["rows"] == 7
