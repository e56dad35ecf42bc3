"""A formula typed into a column of ours is never written over; what the bot wanted there is kept."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS, WAGES


def formula(boss: Boss, address: str) -> str:
    """What stands in the cell, beside what it shows."""
    cell = boss.book[WAGES].grid.cell(int(address[1:]) - 1, ord(address[0]) - ord("A"))
    return getattr(cell.entered, "text", "")


def test_the_formula_stays_and_its_value_counts(boss: Boss, bot: Bot) -> None:
    boss.types(WAGES, 1001, "Hourly wage", "=10+5.5")
    bot.syncs()
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    bot.writes(WAGES, 1002, "Hourly wage", "21")
    bot.syncs(2)
    assert formula(boss, "B2") == "=10+5.5"
    assert boss.sees(WAGES) == bot.knows(WAGES) == ["1001 | 15.5 | 8", "1002 | 21 | 10", "1003 | 16 | 9"]
    assert bot.overruled() == [
        "EmployeeSettings 1001 Hourly wage: 15.5 in the sheet, 20 in the bot; the sheet's stands"
    ]
    assert (bot.unsent(WAGES), bot.problems()) == ([], [])
    bot.rests()


def test_a_column_full_of_formulas_is_left_to_the_boss_in_new_rows_too(boss: Boss, bot: Bot) -> None:
    for row, text in ((1001, "=4+4"), (1002, "=5+5"), (1003, "=3*3")):
        boss.types(WAGES, row, "Sales commission", text)
    bot.adds(WAGES, "1004 | 17 | 7")
    bot.syncs()
    assert boss.sees(WAGES)[3] == "1004 | 17"
    boss.types(WAGES, 1004, "Sales commission", "=3+3")
    bot.syncs(2)
    assert [formula(boss, f"C{row}") for row in range(2, 6)] == ["=4+4", "=5+5", "=3*3", "=3+3"]
    assert boss.sees(WAGES)[3] == bot.knows(WAGES)[3] == "1004 | 17 | 6"
    assert (bot.unsent(WAGES), bot.problems()) == ([], [])
    bot.rests()


def test_text_of_the_bot_that_looks_like_a_formula_stays_text(boss: Boss, bot: Bot) -> None:
    for row, text in ((1, '=IMPORTXML("http://example.org", "//a")'), (2, "007"), (3, "2025-11-01")):
        bot.writes(TASKS, row, "What", text)
    bot.syncs()
    assert boss.sees(TASKS) == bot.knows(TASKS)
    assert boss.sees(TASKS) == ['1 | =IMPORTXML("http://example.org", "//a")', "2 | 007", "3 | 2025-11-01"]
    assert (bot.unsent(TASKS), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()
