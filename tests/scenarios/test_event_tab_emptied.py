"""A tab emptied by accident loses nothing, nor when it is undone; one that is meant needs a word."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import WAGES, WAGES_AT_FIRST


def test_rows_stay_here_and_go_on_once_they_are_back(boss: Boss, bot: Bot) -> None:
    before = boss.remembers()
    boss.empties(WAGES)
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    bot.syncs(3)
    assert boss.sees(WAGES) == []
    assert bot.knows(WAGES) == ["1001 | 20 | 8", *WAGES_AT_FIRST[1:]]
    assert bot.problems() == ["paused table EmployeeSettings!A2:C4"]
    for part in (
        "table 'employee_settings' is paused: EmployeeSettings!A2:C4 held 3 rows and is empty now",
        "Nothing of it was read or written; its last good rows stay in use",
        "`sheetanchor sync --allow HASH`",
        "`sheetanchor resync employee_settings` writes the rows back",
    ):
        assert part in bot.told()
    bot.rests()
    boss.goes_back_to(before)
    bot.syncs()
    assert boss.sees(WAGES) == bot.knows(WAGES) == ["1001 | 20 | 8", *WAGES_AT_FIRST[1:]]
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


def test_an_emptying_that_is_meant_is_done_when_its_plan_is_allowed(boss: Boss, bot: Bot) -> None:
    boss.empties(WAGES)
    bot.syncs()
    assert bot.knows(WAGES) == WAGES_AT_FIRST
    plan = bot.parts.engine().preview()
    bot.parts.upkeep.passes().run_pass(allow=plan.hash)
    assert boss.sees(WAGES) == bot.knows(WAGES) == []
    assert bot.history(WAGES, 1001) == ["sheets: 1001 | 15 | 8", "sheets: gone"]
    assert bot.problems() == []
    bot.rests()
