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
    assert (bot.unsent(WAGES), bot.problems()) == (["1001"], ["paused table EmployeeSettings!A1:C1"])
    assert bot.knows(TASKS)[0] == "1 | mop"
    for part in (
        "the spreadsheet has no tab 'EmployeeSettings'",
        "Nothing of it was read or written; its last good rows stay in use",
        "undo its deletion",
        "`sheetanchor resync employee_settings`",
        "Rows that wait to be sent: 1.",
    ):
        assert part in bot.told()
    bot.rests()
    boss.goes_back_to(before)
    bot.syncs()
    assert boss.sees(WAGES) == bot.knows(WAGES) == ["1001 | 20 | 8", *WAGES_AT_FIRST[1:]]
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


def test_a_tab_made_anew_gets_the_rows_back_by_a_resync(boss: Boss, bot: Bot) -> None:
    boss.deletes_tab(WAGES)
    bot.syncs()
    boss.makes_tab(WAGES)
    bot.syncs()
    assert bot.problems() == ["paused table EmployeeSettings!A2:C4"]
    bot.parts.upkeep.resync().request("employee_settings")
    bot.syncs(2)
    assert boss.sees(WAGES) == bot.knows(WAGES) == WAGES_AT_FIRST
    assert bot.problems() == []
    bot.rests()
