"""A pasted copy is no second row of its key; with a key of its own it is a new row."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS, TASKS_AT_FIRST


def test_a_pasted_copy_waits_until_it_gets_a_key_of_its_own(boss: Boss, bot: Bot) -> None:
    boss.adds(TASKS, "2 | count")
    boss.deletes(TASKS, 3)
    bot.writes(TASKS, 2, "What", "count twice")
    bot.syncs(3)
    assert boss.sees(TASKS) == ["1 | sweep", "2 | count", "2 | count"]
    assert bot.knows(TASKS) == ["1 | sweep", "2 | count twice", "3 | lock up"]
    assert (bot.unsent(TASKS), bot.problems()) == (["2"], ["held row Tasks!A3", "held row Tasks!A4"])
    bot.rests()
    boss.book[TASKS].type_at("A4", "4")
    boss.book[TASKS].type_at("B4", "count the other till")
    bot.syncs(2)
    assert boss.sees(TASKS) == ["1 | sweep", "2 | count twice", "4 | count the other till"]
    assert bot.knows(TASKS) == boss.sees(TASKS)
    assert (bot.unsent(TASKS), bot.overruled(), bot.problems()) == ([], [], [])
    assert bot.history(TASKS, 3)[-1] == "sheets: gone"
    bot.rests()


def test_a_row_pasted_over_another_one_deletes_none(boss: Boss, bot: Bot) -> None:
    boss.book[TASKS].type_at("A4", "1")
    boss.book[TASKS].type_at("B4", "sweep")
    bot.syncs(3)
    assert boss.sees(TASKS) == ["1 | sweep", "2 | count", "1 | sweep"]
    assert bot.knows(TASKS) == TASKS_AT_FIRST
    assert bot.problems() == ["held row Tasks!A2", "held row Tasks!A4"]
    bot.rests()
