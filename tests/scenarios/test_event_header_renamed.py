"""A renamed header pauses its table until it is put right; neither side is touched, others go on."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS, WAGES, WAGES_AT_FIRST


def test_both_sides_stay_as_they_are_and_go_on_once_the_header_is_back(boss: Boss, bot: Bot) -> None:
    boss.renames_header(WAGES, "Hourly wage", "Pay")
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    bot.writes(TASKS, 1, "What", "mop")
    bot.syncs(2)
    assert (boss.sees(WAGES), boss.sees(TASKS)[0]) == (WAGES_AT_FIRST, "1 | mop")
    assert bot.knows(WAGES) == ["1001 | 20 | 8", *WAGES_AT_FIRST[1:]]
    assert (bot.unsent(WAGES), bot.problems()) == (["1001"], ["paused table EmployeeSettings"])
    bot.rests()
    boss.renames_header(WAGES, "Pay", "HOURLY  wage")
    bot.syncs()
    assert boss.sees(WAGES) == bot.knows(WAGES) == ["1001 | 20 | 8", *WAGES_AT_FIRST[1:]]
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()
