"""A push that failed at its second row lost that row; now a push is one request, done or not done."""

import pytest

from sheetanchor.sandbox.faults.plan import Faults
from tests.scenarios.boss import WRITE, Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import RATES, RATES_AT_FIRST, WAGES, WAGES_AT_FIRST

WRITTEN = ["1001 | 20 | 8", "1002 | 21 | 10", "1003 | 16 | 9"]
STEPS = ("0 | 499.99 | 1", "500 |  | 2")


@pytest.mark.parametrize("is_applied", [False, True])
def test_of_a_push_that_fails_both_rows_and_the_list_arrive_or_none_of_them(
    boss: Boss, bot: Bot, google: Faults, is_applied: bool
) -> None:
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    bot.writes(WAGES, 1002, "Hourly wage", "21")
    bot.replaces(RATES, *STEPS)
    google.reset(WRITE, applied=is_applied)
    assert bot.fails_to_sync() == "OutcomeUnknownError"
    sheet = (WRITTEN, list(STEPS)) if is_applied else (WAGES_AT_FIRST, RATES_AT_FIRST)
    assert (boss.sees(WAGES), boss.sees(RATES)) == sheet
    assert bot.unsent(WAGES) == ["1001", "1002"]
    boss.types(WAGES, 1003, "Sales commission", "5")
    bot.syncs(2)
    assert boss.sees(WAGES) == bot.knows(WAGES) == [*WRITTEN[:2], "1003 | 16 | 5"]
    assert boss.sees(RATES) == bot.knows(RATES) == list(STEPS)
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


def test_all_that_waits_goes_in_one_request(boss: Boss, bot: Bot) -> None:
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    bot.writes(WAGES, 1002, "Hourly wage", "21")
    bot.replaces(RATES, *STEPS)
    before = bot.requests(WRITE)
    bot.syncs()
    assert bot.requests(WRITE) - before == 1
    assert boss.sees(WAGES) == bot.knows(WAGES) == WRITTEN
    bot.rests()
