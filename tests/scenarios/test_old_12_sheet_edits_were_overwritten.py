"""Edits between pull and push were overwritten silently; now the policy decides and the loser is kept."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS, WAGES

KEPT = "EmployeeSettings 1001 Hourly wage: 17 in the sheet, 20 in the bot; the sheet's stands"


def test_an_edit_that_the_bot_could_not_have_read_is_not_overwritten(boss: Boss, bot: Bot) -> None:
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    assert bot.unsent(WAGES) == ["1001"]
    boss.acts_while_the_bot_writes(lambda: boss.types(WAGES, 1001, "Hourly wage", "17"))
    bot.syncs(2)
    assert boss.sees(WAGES)[0] == bot.knows(WAGES)[0] == "1001 | 17 | 8"
    assert bot.overruled() == [KEPT]
    assert bot.history(WAGES, 1001)[1:] == ["local: 1001 | 20 | 8", "sheets: 1001 | 17 | 8"]
    bot.rests()


def test_what_lost_can_be_brought_back(boss: Boss, bot: Bot) -> None:
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    boss.types(WAGES, 1001, "Hourly wage", "17")
    bot.syncs()
    assert (bot.knows(WAGES)[0], bot.overruled()) == ("1001 | 17 | 8", [KEPT])
    (kept,) = bot.replica.conflicts(2)
    bot.parts.upkeep.conflicts().keep_local(kept.number)
    bot.syncs()
    assert boss.sees(WAGES)[0] == bot.knows(WAGES)[0] == "1001 | 20 | 8"
    assert bot.problems() == []
    bot.rests()


def test_where_a_person_is_to_be_asked_neither_side_is_overwritten(boss: Boss, bot: Bot) -> None:
    bot.writes(TASKS, 1, "What", "sweep twice")
    boss.types(TASKS, 1, "What", "mop")
    bot.syncs(2)
    assert (boss.sees(TASKS)[0], bot.knows(TASKS)[0]) == ("1 | mop", "1 | sweep twice")
    assert bot.overruled() == ["Tasks 1 What: mop in the sheet, sweep twice in the bot; somebody is asked"]
    assert bot.problems() == ["conflict Tasks!B2"]
    bot.rests()


def test_a_local_edit_is_sent_though_nothing_changed_in_the_sheet(boss: Boss, bot: Bot) -> None:
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    bot.syncs()
    assert boss.sees(WAGES)[0] == bot.knows(WAGES)[0] == "1001 | 20 | 8"
    assert (bot.unsent(WAGES), bot.overruled()) == ([], [])
    bot.rests()
