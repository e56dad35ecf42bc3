"""One bad cell ended every pass of the old sync for all tables; now it holds back its own row alone."""

import pytest

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import RANKS, RATES, WAGES


@pytest.mark.parametrize("bad", ["bob", "", "-3"])
def test_a_bad_cell_holds_its_row_and_nothing_else(boss: Boss, bot: Bot, bad: str) -> None:
    boss.types(WAGES, 1001, "Hourly wage", bad)
    boss.types(WAGES, 1002, "Hourly wage", "19")
    boss.types(RATES, 500, "Percentage", "3")
    boss.types(RANKS, "Hustler", "Emoji", "#")
    bot.syncs()
    assert boss.sees(WAGES)[0] == f"1001 | {bad} | 8"
    assert bot.knows(WAGES) == ["1001 | 15 | 8", "1002 | 19 | 10", "1003 | 16 | 9"]
    assert boss.sees(RATES)[1] == bot.knows(RATES)[1] == "500 | 999.99 | 3"
    assert " | # | " in bot.knows(RANKS)[1]
    assert bot.problems() == ["held row EmployeeSettings!B2"]
    bot.rests()


def test_the_held_row_goes_on_by_itself_once_the_cell_is_mended(boss: Boss, bot: Bot) -> None:
    boss.types(WAGES, 1001, "Hourly wage", "bob")
    bot.writes(WAGES, 1001, "Sales commission", "7")
    bot.syncs(2)
    assert bot.unsent(WAGES) == ["1001"]
    boss.types(WAGES, 1001, "Hourly wage", "17")
    bot.syncs()
    assert boss.sees(WAGES)[0] == bot.knows(WAGES)[0] == "1001 | 17 | 7"
    assert bot.problems() == []
    bot.rests()
