"""A sheet sorted while the bot pushes several rows ends in the boss's order, each row with its own values."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS, WAGES


def test_every_row_keeps_its_own_values_in_the_new_order(boss: Boss, bot: Bot) -> None:
    for row, wage in ((1001, "20"), (1002, "21"), (1003, "22")):
        bot.writes(WAGES, row, "Hourly wage", wage)
    bot.adds(WAGES, "1004 | 23 | 5")
    boss.acts_while_the_bot_writes(lambda: boss.sorts(WAGES, "Sales commission", descending=True))
    bot.syncs(2)
    assert boss.sees(WAGES) == ["1002 | 21 | 10", "1003 | 22 | 9", "1001 | 20 | 8", "1004 | 23 | 5"]
    assert bot.knows(WAGES) == sorted(boss.sees(WAGES))
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


def test_a_row_to_delete_that_went_elsewhere_takes_no_other_with_it(boss: Boss, bot: Bot) -> None:
    bot.deletes(TASKS, 2)
    boss.acts_while_the_bot_writes(lambda: boss.sorts(TASKS, "What"))
    bot.syncs(2)
    assert boss.sees(TASKS) == ["3 | lock up", "1 | sweep"]
    assert bot.knows(TASKS) == ["1 | sweep", "3 | lock up"]
    assert (bot.overruled(), bot.problems()) == ([], [])
    bot.rests()
