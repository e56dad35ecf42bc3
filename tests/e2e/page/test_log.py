import pytest
import requests

from sheetanchor.sandbox.pytest import RunningSandbox
from tests.e2e.page.api import bot, read_spreadsheet, write_values
from tests.e2e.page.driver import PageDriver

pytestmark = pytest.mark.xdist_group("chromium")


def test_calls_are_counted_by_api_and_listed_newest_first(page: PageDriver, sandbox: RunningSandbox) -> None:
    bot(sandbox, "getMe")
    write_values(sandbox, "Ranks!A2", [["Beginner"]])
    read_spreadsheet(sandbox)
    page.until(lambda: page.find("count-sheets").text == "Sheets 2", "two calls to Sheets")
    assert page.find("count-telegram").text == "Telegram 1"
    assert page.all("log-call") == []
    page.find("log-toggle").click()
    calls = [row.text for row in page.until(lambda: page.all("log-call"), "the calls")]
    assert [row.split()[2] for row in calls] == ["spreadsheets.get", "spreadsheets.values.update", "getMe"]
    assert all(row.endswith("200") for row in calls)


def test_the_pages_own_requests_are_no_calls(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.edit_cell("B2", "18")
    assert len(sandbox.world.recorder.requests) == 0


@pytest.mark.parametrize("status", [429, 503])
def test_google_fails_as_long_as_a_switch_is_on(
    page: PageDriver, sandbox: RunningSandbox, status: int
) -> None:
    page.flip(f"fault-{status}", on=True)
    assert [read_spreadsheet(sandbox).status_code for _ in range(2)] == [status, status]
    page.until(lambda: page.find(f"fault-{status}").text == f"{status}2", "the count of failed calls")
    page.flip(f"fault-{status}", on=False)
    assert read_spreadsheet(sandbox).status_code == 200


def test_offline_cuts_google_off_and_leaves_the_chat_alone(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.flip("fault-offline", on=True)
    with pytest.raises(requests.ConnectionError):
        read_spreadsheet(sandbox)
    assert bot(sandbox, "getMe")["is_bot"]
    page.flip("fault-offline", on=False)
    assert read_spreadsheet(sandbox).status_code == 200


def test_a_timeout_is_one_for_the_client(page: PageDriver, sandbox: RunningSandbox) -> None:
    page.flip("fault-timeout", on=True)
    with pytest.raises(requests.ReadTimeout):
        requests.get(f"{sandbox.url}/drive/v3/files", params={"key": "any"}, timeout=0.5)
    page.flip("fault-timeout", on=False)


def test_a_switch_goes_off_when_somebody_else_clears_the_faults(
    page: PageDriver, sandbox: RunningSandbox
) -> None:
    page.flip("fault-503", on=True)
    sandbox.world.faults.clear()
    page.until(lambda: page.find("fault-503").get_attribute("aria-pressed") == "false", "the switch off")
