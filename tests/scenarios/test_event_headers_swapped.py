"""Two headers are swapped in place: no wage becomes a commission, however few rows there are."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS, WAGES, WAGES_AT_FIRST


def test_the_table_pauses_until_the_headers_are_back(boss: Boss, bot: Bot) -> None:
    boss.swaps_headers(WAGES, "Hourly wage", "Sales commission")
    boss.types(TASKS, 1, "What", "mop")
    bot.syncs(2)
    assert (bot.knows(WAGES), bot.knows(TASKS)[0]) == (WAGES_AT_FIRST, "1 | mop")
    assert bot.problems() == ["paused table EmployeeSettings!B1:C1"]
    for part in (
        "holds headers that seem swapped, as 3 of 3 rows tell",
        "below 'Hourly wage' in C1 stand the values of 'Sales commission'",
        "write 'Sales commission' back into C1 and write 'Hourly wage' back into B1",
    ):
        assert part in bot.told()
    bot.rests()
    boss.swaps_headers(WAGES, "Hourly wage", "Sales commission")
    bot.syncs()
    assert (bot.knows(WAGES), bot.problems()) == (WAGES_AT_FIRST, [])
    bot.rests()


def test_where_it_was_meant_the_plan_is_allowed(boss: Boss, bot: Bot) -> None:
    boss.swaps_headers(WAGES, "Hourly wage", "Sales commission")
    bot.syncs()
    bot.parts.upkeep.passes().run_pass(allow=bot.parts.engine().preview().hash)
    assert (bot.knows(WAGES), bot.problems()) == (["1001 | 8 | 15", "1002 | 10 | 18", "1003 | 9 | 16"], [])
    bot.rests()


def test_a_column_moved_with_its_header_disturbs_nothing(boss: Boss, bot: Bot) -> None:
    boss.moves_column(WAGES, "Sales commission", "Hourly wage")
    bot.syncs()
    assert (bot.knows(WAGES), bot.problems()) == (WAGES_AT_FIRST, [])
    bot.rests()
