"""The old sync pulled before it pushed and so undid local edits; now what is pending survives every pull."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import WAGES


def test_a_pending_local_edit_is_not_undone_by_what_comes_from_the_sheet(boss: Boss, bot: Bot) -> None:
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    boss.types(WAGES, 1002, "Hourly wage", "19")
    boss.types(WAGES, 1001, "Sales commission", "7")
    assert bot.unsent(WAGES) == ["1001"]
    bot.syncs()
    assert boss.sees(WAGES) == bot.knows(WAGES) == ["1001 | 20 | 7", "1002 | 19 | 10", "1003 | 16 | 9"]
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()
