"""Pushes went to the places of an earlier read; now every value ends under its key and header."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import WAGES


def test_a_write_finds_its_row_and_column_wherever_they_went_meanwhile(boss: Boss, bot: Bot) -> None:
    def reorder() -> None:
        boss.sorts(WAGES, "Hourly wage", descending=True)
        boss.inserts_column(WAGES, "Hourly wage", "Note")
        boss.types(WAGES, 1002, "Note", "on leave")

    bot.writes(WAGES, 1001, "Hourly wage", "20")
    boss.acts_while_the_bot_writes(reorder)
    bot.syncs(2)
    assert boss.sees_header(WAGES) == "EmployeeId | Note | Hourly wage | Sales commission"
    assert boss.sees(WAGES) == ["1002 | on leave | 18 | 10", "1003 |  | 16 | 9", "1001 |  | 20 | 8"]
    assert bot.knows(WAGES) == ["1001 | 20 | 8", "1002 | 18 | 10", "1003 | 16 | 9"]
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


def test_a_column_that_holds_the_same_is_not_taken_for_the_one_that_was_read(boss: Boss, bot: Bot) -> None:
    boss.types(WAGES, 1001, "Sales commission", "15")
    bot.syncs()
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    boss.acts_while_the_bot_writes(lambda: boss.moves_column(WAGES, "Sales commission", before="Hourly wage"))
    bot.syncs(2)
    assert boss.sees_header(WAGES) == "EmployeeId | Sales commission | Hourly wage"
    assert boss.sees(WAGES) == ["1001 | 15 | 20", "1002 | 10 | 18", "1003 | 9 | 16"]
    assert bot.knows(WAGES) == ["1001 | 20 | 15", "1002 | 18 | 10", "1003 | 16 | 9"]
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()
