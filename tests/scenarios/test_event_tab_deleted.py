"""A deleted tab pauses its table with all rows kept here, until the deletion is undone."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS, WAGES, WAGES_AT_FIRST


def test_no_row_is_deleted_here_and_undoing_it_ends_the_pause(boss: Boss, bot: Bot) -> None:
    before = boss.remembers()
    boss.deletes_tab(WAGES)
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    boss.types(TASKS, 1, "What", "mop")
    bot.syncs(3)
    assert bot.knows(WAGES) == ["1001 | 20 | 8", *WAGES_AT_FIRST[1:]]
    assert (bot.unsent(WAGES), bot.problems()) == (["1001"], ["paused table EmployeeSettings"])
    assert bot.knows(TASKS)[0] == "1 | mop"
    bot.rests()
    boss.goes_back_to(before)
    bot.syncs()
    assert boss.sees(WAGES) == bot.knows(WAGES) == ["1001 | 20 | 8", *WAGES_AT_FIRST[1:]]
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()
