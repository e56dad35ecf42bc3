"""The program is killed at any moment; the person goes on with the same button, and nothing is done twice."""

import random
import time

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID
from tests.e2e.bot.conftest import Starter
from tests.e2e.bot.process import BotProcess, Someone, until

STEPS = (
    ("Start a shift", "Hourly wage"),
    ("Enter hours by hand", "On which day"),
    ("Yesterday", "when did you clock in"),
    ("9 AM", "When did you clock out"),
    ("PM", "When did you clock out"),
    ("5 PM", "What did you sell?"),
    ("Model A", "Type the amount"),
    ("!2500", "Is that all?"),
    ("Finish", "Congratulations"),
)


def act(person: Someone, step: str) -> None:
    if step.startswith("!"):
        person.says(step[1:])
    else:
        person.taps(step)


def kill_and_start(bot: BotProcess, after: float) -> None:
    time.sleep(after)
    bot.kill()
    bot.start()


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_after_every_tap_the_flow_goes_on_and_saves_once(
    start: Starter, sandbox: RunningSandbox, ann: Someone, seed: int
) -> None:
    chance = random.Random(seed)
    bot = start()
    ann.says("/start")
    ann.sees("Hello Ann")
    for step, shown in STEPS:
        act(ann, step)
        kill_and_start(bot, chance.choice([0.0, 0.002, 0.005, 0.01, 0.02, 0.04]))
        ann.sees(shown)
    ann.says("/edit")
    ann.sees("Which shift")
    assert [label.split()[0] for label in ann.buttons()] == ["1", "Menu"]
    book = sandbox.world.spreadsheet(DEMO_SPREADSHEET_ID)
    until(lambda: book["ActiveBonuses"].shown_at("A2"), "the bonus in the sheet")
    assert [book[tab].shown_at("A3") for tab in ("Shifts", "ActiveBonuses", "EmployeeRanks")] == ["", "", ""]


def test_what_came_while_nobody_listened_is_done_in_its_order(start: Starter, ann: Someone) -> None:
    bot = start()
    ann.says("/start")
    ann.sees("Hello Ann")
    bot.kill()
    ann.taps("Start a shift")
    ann.says("/ranks")
    ann.says("/statistics")
    bot.start()
    ann.sees("Next pay day")


def test_updates_that_telegram_delivers_again_do_nothing(
    start: Starter, sandbox: RunningSandbox, ann: Someone, ben: Someone
) -> None:
    start()
    ann.says("/start")
    for step, shown in STEPS:
        act(ann, step)
        ann.sees(shown)
    sandbox.world.telegram.redeliver(20)
    ben.says("/start")
    ben.sees("Hello Ben")
    ann.says("/edit")
    ann.sees("Which shift")
    assert len(ann.buttons()) == 2
