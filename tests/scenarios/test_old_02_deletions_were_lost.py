"""Deletions of the old sync ended at one side and came back; now they reach the other side and stay."""

import pytest

from sheetanchor.domain.tables.schema import ValueRefusedError
from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS, WAGES, WAGES_AT_FIRST


def test_a_row_deleted_in_the_sheet_is_deleted_here_once_two_reads_missed_it(boss: Boss, bot: Bot) -> None:
    boss.deletes(WAGES, 1002)
    bot.syncs()
    assert bot.knows(WAGES) == WAGES_AT_FIRST
    bot.syncs()
    assert boss.sees(WAGES) == bot.knows(WAGES) == ["1001 | 15 | 8", "1003 | 16 | 9"]
    assert bot.history(WAGES, 1002) == ["sheets: 1002 | 18 | 10", "sheets: gone"]
    bot.rests()


def test_a_row_deleted_by_the_program_leaves_the_sheet_and_does_not_come_back(boss: Boss, bot: Bot) -> None:
    bot.deletes(TASKS, 2)
    bot.syncs()
    assert boss.sees(TASKS) == bot.knows(TASKS) == ["1 | sweep", "3 | lock up"]
    assert bot.history(TASKS, 2)[-1] == "local: gone"
    bot.rests()


def test_a_program_that_may_not_delete_is_told_so_at_once(boss: Boss, bot: Bot) -> None:
    with pytest.raises(ValueRefusedError, match="may not delete"):
        bot.deletes(WAGES, 1002)
    bot.syncs()
    assert boss.sees(WAGES) == bot.knows(WAGES) == WAGES_AT_FIRST
    bot.rests()


def test_an_edit_wins_against_a_deletion_and_that_is_kept(boss: Boss, bot: Bot) -> None:
    bot.deletes(TASKS, 1)
    boss.types(TASKS, 1, "What", "mop")
    boss.deletes(TASKS, 2)
    bot.writes(TASKS, 2, "What", "count twice")
    bot.syncs(3)
    assert boss.sees(TASKS) == ["1 | mop", "3 | lock up", "2 | count twice"]
    assert bot.knows(TASKS) == ["1 | mop", "2 | count twice", "3 | lock up"]
    assert sorted(bot.overruled()) == [
        "Tasks 1: 1 | mop in the sheet, no such row in the bot; the sheet's stands",
        "Tasks 2: no such row in the sheet, 2 | count twice in the bot; the bot's stands",
    ]
    assert bot.problems() == []
    bot.rests()
