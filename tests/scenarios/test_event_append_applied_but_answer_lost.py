"""A new row whose answer was lost stands in the sheet once, be the request applied, lost or late."""

import pytest

from sheetanchor.sandbox.faults.plan import Faults
from tests.scenarios.boss import WRITE, Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import WAGES, WAGES_AT_FIRST

ALL = [*WAGES_AT_FIRST, "1004 | 17 | 7"]


@pytest.mark.parametrize("is_killed", [False, True])
@pytest.mark.parametrize("is_applied", [False, True])
def test_the_row_is_added_once(
    boss: Boss, bot: Bot, google: Faults, is_applied: bool, is_killed: bool
) -> None:
    bot.adds(WAGES, "1004 | 17 | 7")
    google.reset(WRITE, applied=is_applied)
    assert bot.fails_to_sync() == "OutcomeUnknownError"
    assert boss.sees(WAGES) == (ALL if is_applied else WAGES_AT_FIRST)
    assert bot.unsent(WAGES) == ["1004"]
    if is_killed:
        bot.restarts()
    bot.syncs(2)
    assert boss.sees(WAGES) == bot.knows(WAGES) == ALL
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


def test_a_request_that_comes_late_is_refused_as_a_whole(boss: Boss, bot: Bot, google: Faults) -> None:
    bot.adds(WAGES, "1004 | 17 | 7")
    google.delay_delivery(WRITE)
    assert bot.fails_to_sync() == "OutcomeUnknownError"
    bot.syncs(2)
    assert google.deliver_late() == 1
    assert boss.sees(WAGES) == bot.knows(WAGES) == ALL
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


def test_a_row_that_the_boss_adds_meanwhile_is_not_written_over(boss: Boss, bot: Bot) -> None:
    bot.adds(WAGES, "1004 | 17 | 7")
    boss.acts_while_the_bot_writes(lambda: boss.adds(WAGES, "1005 | 21 | 6"))
    bot.syncs(2)
    assert sorted(boss.sees(WAGES)) == bot.knows(WAGES) == [*ALL, "1005 | 21 | 6"]
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


def test_what_a_request_without_an_answer_overwrote_comes_back(boss: Boss, bot: Bot, google: Faults) -> None:
    bot.adds(WAGES, "1004 | 17 | 7")
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    boss.acts_while_the_bot_writes(lambda: boss.types(WAGES, 1001, "Hourly wage", "18"))
    google.reset(WRITE, applied=True)
    assert bot.fails_to_sync() == "OutcomeUnknownError"
    bot.syncs(2)
    assert boss.sees(WAGES) == bot.knows(WAGES) == ["1001 | 18 | 8", *ALL[1:]]
    assert bot.overruled() == [
        "EmployeeSettings 1001 Hourly wage: 18 in the sheet, 20 in the bot; the sheet's stands"
    ]
    assert (bot.unsent(WAGES), bot.problems()) == ([], [])
    bot.rests()
