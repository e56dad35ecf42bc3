"""A column that is emptied pauses its table with one sentence, not with as many held rows; others go on."""

import pytest

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import RATES, RATES_AT_FIRST, TASKS, WAGES, WAGES_AT_FIRST

LEFT_ALONE = "Nothing of it was read or written; its last good rows stay in use"


@pytest.mark.parametrize(
    ("tab", "header", "cells"),
    [
        (WAGES, "EmployeeId", "A2:A4"),
        (WAGES, "Hourly wage", "B2:B4"),
        (RATES, "Min Amount", "A2:A4"),
    ],
)
def test_a_required_one_is_told_once_and_goes_on_once_it_is_filled_again(
    boss: Boss, bot: Bot, tab: str, header: str, cells: str
) -> None:
    before, known = boss.remembers(), bot.knows(tab)
    boss.empties_column(tab, header)
    boss.types(TASKS, 1, "What", "mop")
    bot.syncs(2)
    assert bot.problems() == [f"paused table {tab}!{cells}"]
    found = f"{tab}!{cells} (column {header!r}) held 3 values and is blank now"
    for part in (found, LEFT_ALONE, f"fill {tab}!{cells} again, for every row needs a {header!r}"):
        assert part in bot.told()
    assert (bot.knows(tab), bot.knows(TASKS)[0]) == (known, "1 | mop")
    bot.rests()
    boss.goes_back_to(before)
    bot.syncs(2)
    assert (boss.sees(tab), bot.knows(tab), bot.problems()) == (known, known, [])
    bot.rests()


def test_an_optional_one_may_be_meant(boss: Boss, bot: Bot) -> None:
    boss.empties_column(TASKS, "What")
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    bot.syncs(2)
    assert bot.problems() == [f"paused table {TASKS}!B2:B4"]
    for part in ("table 'tasks' is paused", LEFT_ALONE, "sync --allow HASH", "resync tasks"):
        assert part in bot.told()
    assert boss.sees(WAGES) == ["1001 | 20 | 8", *WAGES_AT_FIRST[1:]]
    bot.parts.upkeep.passes().run_pass(allow=bot.parts.engine().preview().hash)
    assert boss.sees(TASKS) == bot.knows(TASKS) == ["1", "2", "3"]
    assert (bot.problems(), bot.knows(RATES)) == ([], RATES_AT_FIRST)
    bot.rests()
