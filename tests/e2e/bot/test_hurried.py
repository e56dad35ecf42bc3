"""What takes hours, with settings that make it seconds: expiry and forgotten clock-outs; and an open door."""

import time

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID
from tests.e2e.bot.conftest import Starter
from tests.e2e.bot.process import Someone, until

SECOND = 1 / 3600


def test_who_walks_in_an_open_door_is_an_employee_at_once(start: Starter, sandbox: RunningSandbox) -> None:
    sandbox.world.telegram.add_person(1009, "Zoe")
    zoe = Someone(sandbox.world.telegram, 1009)
    start(REGISTRATION="open")
    zoe.says("/start")
    zoe.sees("Hello Zoe")
    tab = sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID)["EmployeeSettings"]
    until(lambda: [tab.shown_at(f"{column}9") for column in "ABC"] == ["1009", "$15.00", "8.0"], "the row")


def test_a_dialogue_left_open_is_over_and_a_forgotten_clock_out_is_told(
    start: Starter, sandbox: RunningSandbox, ann: Someone, ben: Someone
) -> None:
    ben.says("/start")
    bot = start(ADMINS="1002", DIALOGUE_HOURS=str(6 * SECOND), REMINDER_HOURS=str(SECOND))
    ann.says("/clock_in")
    ann.taps("Clock in now")
    ann.sees("You clocked in at")
    began = time.monotonic()
    until(lambda: time.monotonic() - began > 7, "the end of the dialogue")
    ann.taps("Forget this shift")
    ann.sees("left open too long")
    bot.stop()
    bot.start()
    until(lambda: [one for one in ann.messages if "Did you forget to clock out?" in one.text], "a reminder")
    until(lambda: [one for one in ben.messages if "ann (1001) is clocked in since" in one.text], "a report")
