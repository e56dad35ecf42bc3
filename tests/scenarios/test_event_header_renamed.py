"""A renamed header pauses its table until it is put right; neither side is touched, others go on."""

import pytest

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS, WAGES, WAGES_AT_FIRST


def test_both_sides_stay_as_they_are_and_go_on_once_the_header_is_back(boss: Boss, bot: Bot) -> None:
    boss.renames_header(WAGES, "Hourly wage", "Pay")
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    bot.writes(TASKS, 1, "What", "mop")
    bot.syncs(2)
    assert (boss.sees(WAGES), boss.sees(TASKS)[0]) == (WAGES_AT_FIRST, "1 | mop")
    assert bot.knows(WAGES) == ["1001 | 20 | 8", *WAGES_AT_FIRST[1:]]
    assert (bot.unsent(WAGES), bot.problems()) == (["1001"], ["paused table EmployeeSettings!B1"])
    for part in (
        "table 'employee_settings' is paused: EmployeeSettings!B1 does not hold 'Hourly wage'",
        "that column seems to be called 'Pay' now",
        "Nothing of it was read or written; its last good rows stay in use",
        "write 'Hourly wage' back into B1",
        "at once with `sheetanchor sync`",
        "Rows that wait to be sent: 1.",
    ):
        assert part in bot.told()
    bot.rests()
    boss.renames_header(WAGES, "Pay", "HOURLY  wage")
    bot.syncs()
    assert boss.sees(WAGES) == bot.knows(WAGES) == ["1001 | 20 | 8", *WAGES_AT_FIRST[1:]]
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u00ad"])
def test_a_header_that_looks_as_it_should_is_found(boss: Boss, bot: Bot, unseen: str) -> None:
    boss.renames_header(WAGES, "Hourly wage", f"Hourly wage{unseen}")
    boss.types(WAGES, 1001, f"Hourly wage{unseen}", "20")
    bot.syncs()
    assert (bot.knows(WAGES)[0], bot.problems()) == ("1001 | 20 | 8", [])
    bot.rests()


def test_allowing_a_plan_follows_no_renamed_header(boss: Boss, bot: Bot) -> None:
    boss.renames_header(WAGES, "Hourly wage", "Pay")
    bot.syncs()
    bot.parts.upkeep.passes().run_pass(allow=bot.parts.engine().preview().hash)
    assert bot.problems() == ["paused table EmployeeSettings!B1"]
    assert bot.knows(WAGES) == WAGES_AT_FIRST
    bot.rests()


def test_a_header_that_was_cleared_is_missed_where_its_values_stand(boss: Boss, bot: Bot) -> None:
    boss.renames_header(WAGES, "Sales commission", "")
    bot.syncs()
    assert bot.problems() == ["paused table EmployeeSettings!C1"]
    assert "write 'Sales commission' back into C1" in bot.told()
    bot.rests()


def test_a_doubled_header_is_told_with_both_its_cells(boss: Boss, bot: Bot) -> None:
    boss.inserts_column(WAGES, "Hourly wage", "hourly WAGE")
    boss.types(TASKS, 1, "What", "mop")
    bot.syncs(2)
    assert bot.problems() == ["paused table EmployeeSettings!C1"]
    assert "row 1 holds 'Hourly wage' more than once, in B1 and C1" in bot.told()
    assert bot.knows(TASKS)[0] == "1 | mop"
    bot.rests()
