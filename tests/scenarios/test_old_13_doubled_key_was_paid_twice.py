"""Of a doubled EmployeeId the last row counted here, the first there; now neither until one is left."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import WAGES, WAGES_AT_FIRST


def test_of_two_rows_with_one_key_none_is_taken_and_the_last_good_values_stay(boss: Boss, bot: Bot) -> None:
    boss.adds(WAGES, "1002 | 30 | 1")
    boss.types(WAGES, 1002, "Hourly wage", "25")
    boss.types(WAGES, 1001, "Hourly wage", "17")
    bot.writes(WAGES, 1002, "Sales commission", "11")
    bot.syncs(2)
    assert boss.sees(WAGES) == ["1001 | 17 | 8", "1002 | 25 | 10", "1003 | 16 | 9", "1002 | 30 | 1"]
    assert bot.knows(WAGES) == ["1001 | 17 | 8", "1002 | 18 | 11", "1003 | 16 | 9"]
    paid_by = bot.parts.reference_data().employee_settings(1002)
    assert paid_by is not None
    assert paid_by.hourly_wage == 18
    assert bot.problems() == ["held row EmployeeSettings!A3", "held row EmployeeSettings!A5"]
    bot.rests()


def test_once_one_of_the_rows_is_left_it_counts_and_what_waited_is_sent(boss: Boss, bot: Bot) -> None:
    boss.adds(WAGES, "1002 | 30 | 1")
    bot.writes(WAGES, 1002, "Sales commission", "11")
    bot.syncs()
    assert bot.unsent(WAGES) == ["1002"]
    boss.book[WAGES].delete_rows(4)
    bot.syncs()
    assert boss.sees(WAGES) == bot.knows(WAGES) == [*WAGES_AT_FIRST[:1], "1002 | 18 | 11", "1003 | 16 | 9"]
    assert (bot.overruled(), bot.problems()) == ([], [])
    bot.rests()
