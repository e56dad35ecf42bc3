"""Another tab has the title of the one that is read: nobody edits it in vain without hearing of that."""

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS, WAGES, WAGES_AT_FIRST


def test_a_copy_that_got_the_title_is_told_and_the_renamed_tab_goes_on(boss: Boss, bot: Bot) -> None:
    boss.copies_tab(WAGES, "Copy")
    boss.renames_tab(WAGES, "Old")
    boss.renames_tab("Copy", WAGES)
    boss.types(WAGES, 1001, "Hourly wage", "99")
    boss.types("Old", 1002, "Hourly wage", "20")
    bot.syncs(2)
    assert bot.knows(WAGES) == ["1001 | 15 | 8", "1002 | 20 | 10", "1003 | 16 | 9"]
    assert bot.problems() == ["tab not read Old"]
    assert "is read from the tab that is called 'Old' now" in bot.told()
    assert "the tab 'EmployeeSettings' is another one, such as a copy, and is not read" in bot.told()
    bot.rests()
    boss.deletes_tab(WAGES)
    boss.renames_tab("Old", WAGES)
    bot.syncs()
    assert bot.problems() == []
    bot.rests()


def test_a_copy_is_noticed_whenever_it_gets_the_title(boss: Boss, bot: Bot) -> None:
    boss.renames_tab(WAGES, "Old")
    bot.syncs(2)
    assert bot.problems() == []
    boss.copies_tab("Old", WAGES)
    bot.syncs()
    assert bot.problems() == ["tab not read Old"]


def test_a_copy_in_the_place_of_a_deleted_tab_waits_for_a_word(boss: Boss, bot: Bot) -> None:
    before = boss.remembers()
    boss.copies_tab(WAGES, "Copy")
    boss.deletes_tab(WAGES)
    boss.renames_tab("Copy", WAGES)
    boss.types(WAGES, 1001, "Hourly wage", "99")
    boss.types(TASKS, 1, "What", "mop")
    bot.syncs(3)
    assert (bot.knows(WAGES), bot.knows(TASKS)[0]) == (WAGES_AT_FIRST, "1 | mop")
    assert bot.problems() == ["paused table EmployeeSettings!A1"]
    assert "is on another tab than was synced until now, which is gone" in bot.told()
    bot.rests()
    boss.goes_back_to(before)
    bot.syncs()
    assert (bot.knows(WAGES), bot.problems()) == (WAGES_AT_FIRST, [])
    bot.rests()


def test_where_the_copy_is_meant_its_plan_is_allowed(boss: Boss, bot: Bot) -> None:
    boss.copies_tab(WAGES, "Copy")
    boss.deletes_tab(WAGES)
    boss.renames_tab("Copy", WAGES)
    boss.types(WAGES, 1001, "Hourly wage", "99")
    bot.syncs()
    bot.parts.upkeep.passes().run_pass(allow=bot.parts.engine().preview().hash)
    assert (bot.knows(WAGES)[0], bot.problems()) == ("1001 | 99 | 8", [])
    bot.rests()


def test_a_copy_that_holds_the_same_is_gone_on_with(boss: Boss, bot: Bot) -> None:
    boss.copies_tab(WAGES, "Copy")
    boss.deletes_tab(WAGES)
    boss.renames_tab("Copy", WAGES)
    bot.syncs()
    boss.types(WAGES, 1001, "Hourly wage", "20")
    bot.syncs()
    assert (bot.knows(WAGES)[0], bot.problems()) == ("1001 | 20 | 8", [])
    bot.rests()
