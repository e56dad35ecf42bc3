"""One bot for a day at the office: employees, a newcomer and an admin, through the real process."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID, seed_demo
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.telegram.shown import ShownMessage
from sheetanchor.sandbox.world import World
from tests.e2e.bot.process import BotProcess, Someone, until
from tests.e2e.bot.test_flows import to_sum

ADMIN = 1002


@dataclass
class Office:
    """Ben is the admin, and an employee as well."""

    sandbox: RunningSandbox
    bot: BotProcess

    def person(self, person_id: int, name: str = "") -> Someone:
        telegram = self.sandbox.world.telegram
        if person_id not in telegram.people:
            telegram.add_person(person_id, name, username=name.lower())
        return Someone(telegram, person_id)

    @property
    def ben(self) -> Someone:
        return self.person(ADMIN)

    def tab(self, title: str) -> Sheet:
        return self.sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID)[title]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    world = World(deterministic=True)
    seed_demo(world)
    with running(world) as served:
        settings = {"ADMINS": str(ADMIN), "ALERT_MINUTES": "0"}
        bot = BotProcess(served, tmp_path_factory.mktemp("office"), settings)
        made = Office(served, bot)
        made.ben.says("/start")
        bot.start()
        made.ben.sees("Hello Ben")
        yield made
        bot.stop()


@pytest.fixture(autouse=True)
def _network_is_back(office: Office) -> Iterator[None]:
    """After every test, whatever became of it."""
    yield
    office.sandbox.world.faults.clear()


def finds(person: Someone, *parts: str) -> ShownMessage:
    """The newest message that holds all the parts, wherever it stands in the chat."""

    def look() -> ShownMessage | None:
        found = [one for one in person.messages if all(part in one.text for part in parts)]
        return found[-1] if found else None

    try:
        return until(look, f"{parts} before {person.person_id}")
    except TimeoutError as error:
        raise AssertionError(f"{error}; there is {[one.text for one in person.messages]}") from error


def newest_file(person: Someone) -> ShownMessage:
    files = [one for one in person.messages if one.file_name is not None or one.is_photo]
    return files[-1]


def row_of(office: Office, person_id: int) -> list[str]:
    """The newest row of a person's shifts, from the clocks to what was made."""
    tab = office.tab("Shifts")
    rows = [[tab.shown_at(f"{column}{row}") for column in "ACEFGKP"] for row in range(2, 30)]
    own = [cells for cells in rows if cells[1] == str(person_id)]
    return own[-1] if own else []


def test_an_admins_list_of_commands_holds_those_of_admins(office: Office) -> None:
    commands = [command for command, _ in office.sandbox.world.telegram.chat(ADMIN).commands]
    others = [command for command, _ in office.sandbox.world.telegram.chat(1001).commands]
    assert "sync_force" in commands
    assert "sync_force" not in others
    assert "clock_in" in others


def test_stats_come_with_a_picture(office: Office) -> None:
    office.ben.says("/sync_stats")
    shown = finds(office.ben, "Calls of the last minute", "EmployeeSettings: 7 rows")
    assert "Last pass" in shown.text
    picture = newest_file(office.ben)
    assert picture.is_photo
    assert picture.file_path is not None
    assert office.sandbox.world.telegram.file(picture.file_path).startswith(b"\x89PNG")


def test_a_forced_sync_ends_in_the_message_that_answered(office: Office) -> None:
    office.ben.says("/sync_force")
    answer = until(
        lambda: [one for one in office.ben.messages if "Reading" in one.text or "Done" in one.text],
        "an answer",
    )
    message_id = answer[-1].message_id
    done = finds(office.ben, "Done at", "rows in")
    assert done.message_id == message_id


def test_who_and_export_by_buttons(office: Office) -> None:
    office.ben.says("/who")
    assert "1007" in office.ben.sees("7 employees")
    office.ben.says("/export")
    office.ben.taps("Choose period and person")
    office.ben.sees("Shifts of which time?")
    office.ben.taps("All the time")
    office.ben.sees("whose shifts?")
    office.ben.taps("Everybody")
    office.ben.taps("As a workbook (XLSX)")
    until(lambda: (newest_file(office.ben).file_name or "").endswith(".xlsx"), "the workbook")
    file = newest_file(office.ben)
    assert file.file_path is not None
    assert office.sandbox.world.telegram.file(file.file_path).startswith(b"PK")


def test_a_cell_that_holds_a_row_is_named_until_it_is_mended(office: Office) -> None:
    office.tab("EmployeeSettings").type_at("B8", "bob")
    office.ben.says("/sync_force")
    finds(office.ben, "1 held cell waits")
    office.ben.says("/problems")
    office.ben.sees("EmployeeSettings!B8")
    office.tab("EmployeeSettings").type_at("B8", "17.25")
    office.ben.taps("Sync now")
    until(lambda: "Done at" in office.ben.messages[-1].text, "the end of the pass")
    office.ben.taps("Show the problems")
    office.ben.sees("nothing needs you")


def test_a_paused_table_is_told_and_its_plan_allowed_from_the_chat(office: Office) -> None:
    office.tab("Ranks").delete_rows(2, 4)
    finds(office.ben, "Please look: I leave Ranks alone")
    office.ben.says("/problems")
    office.ben.sees("Ranks")
    office.ben.taps("A pause: show the plan")
    assert "delete here" in office.ben.sees("Nothing is changed yet")
    office.ben.taps("Yes, do exactly this")
    finds(office.ben, "Done: ", "rows in, 0 out.")
    finds(office.ben, "Solved: the tab Ranks is kept equal again")


def test_a_newcomer_asks_is_accepted_and_works(office: Office) -> None:
    zoe = office.person(1009, "Zoe")
    zoe.says("/start")
    zoe.sees("not on the list of employees")
    zoe.taps("Ask to join")
    office.ben.sees("zoe (1009) asks to join")
    office.ben.taps("Accept")
    zoe.sees("you are on the list now")
    zoe.taps("Menu")
    zoe.sees("Hello Zoe")
    until(lambda: office.tab("EmployeeSettings").shown_at("A9") == "1009", "the row in the sheet")


def test_a_shift_clocked_in_and_out_is_a_row(office: Office) -> None:
    ann = office.person(1001)
    ann.says("/clock_in")
    ann.taps("Clock in now")
    ann.sees("You clocked in at")
    began = time.monotonic()
    until(lambda: time.monotonic() - began > 1.5, "more than a second")
    ann.says("/clock_out")
    ann.sees("What did you sell?")
    ann.taps("Model A")
    ann.sees("Type the amount")
    ann.taps("Back")
    ann.sees("What did you sell?")
    ann.taps("Nothing sold")
    ann.sees("Is that all?")
    ann.taps("Finish")
    ann.sees("is saved")
    until(lambda: row_of(office, 1001), "the row in the sheet")
    assert row_of(office, 1001)[5] in {"0", "0.00"}


def test_a_clock_that_was_wrong_is_corrected_in_the_row(office: Office) -> None:
    cid = office.person(1003)
    to_sum(cid)
    cid.taps("Finish")
    cid.sees("is saved")
    cid.says("/edit")
    cid.sees("Which shift")
    cid.taps(next(iter(cid.buttons())))
    cid.sees("What is wrong?")
    cid.taps("Clock in")
    cid.sees("On which day did it start?")
    cid.taps(next(iter(cid.buttons())))
    cid.sees("when did you clock in?")
    cid.taps("10 AM")
    assert "is changed" in cid.sees("Clock in:")
    until(lambda: row_of(office, 1003)[4:5] not in ([], ["8"]), "the hours in the sheet")


def test_cancel_stops_and_saves_nothing(office: Office) -> None:
    dan = office.person(1004, "Dan")
    to_sum(dan)
    dan.says("/cancel")
    dan.sees("Cancelled. Nothing was saved.")
    assert row_of(office, 1004) == []


def test_an_employee_who_is_taken_off_the_list_meanwhile_saves_nothing(office: Office) -> None:
    eva = office.person(1005, "Eva")
    to_sum(eva)
    tab = office.tab("EmployeeSettings")
    place = next(row for row in range(2, 20) if tab.shown_at(f"A{row}") == "1005")
    tab.delete_rows(place - 1)
    office.ben.says("/sync_force")
    until(lambda: "1005" not in _told_who(office), "the end of Eva's row")
    eva.taps("Finish")
    eva.sees("not on the list of employees")
    assert row_of(office, 1005) == []


def _told_who(office: Office) -> str:
    before = len(office.ben.messages)
    office.ben.says("/who")
    until(lambda: len(office.ben.messages) > before, "an answer")
    return finds(office.ben, "employees,").text


def test_a_shift_finished_while_google_is_away_is_sent_later_and_admins_hear_of_both(office: Office) -> None:
    fay = office.person(1006, "Fay")
    to_sum(fay)
    office.sandbox.world.faults.fail(503, "spreadsheets", times=None)
    office.sandbox.world.faults.fail(503, "drive", times=None)
    fay.taps("Finish")
    assert "You earned: $160.00" in fay.sees("is saved")
    assert row_of(office, 1006) == []
    finds(office.ben, "Please look: I could not reach Google Sheets. Shifts are kept and will be sent later.")
    office.sandbox.world.faults.clear()
    until(lambda: row_of(office, 1006)[-1:] == ["160"], "the row in the sheet")
    finds(office.ben, "Solved: I reach Google Sheets again")
