"""A read that came in part pauses its table for that pass and deletes nothing; it is made again."""

from typing import Any

import pytest

from sheetanchor.sandbox.faults.plan import Faults
from tests.scenarios.boss import READ, Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS, WAGES, WAGES_AT_FIRST

LEFT_ALONE = "Nothing of it was read or written; its last good rows stay in use"
AGAIN = "wait for the next pass, which reads it again"


@pytest.mark.parametrize(
    ("left", "found"),
    [
        # A tab whose cells do not come is asked for a few times more within the pass.
        ({"times": 9}, "A1 and what follows was not read whole: no cells of the tab came"),
        ({"rows": 3, "cells": 2}, "C3 and all below it is blank, as if the reading broke off there"),
        ({"rows": 2, "cells": 1}, "B2:C2 and all below it is blank, as if the reading broke off there"),
    ],
)
def test_nothing_counts_as_gone_and_the_next_pass_reads_it_again(
    boss: Boss, bot: Bot, google: Faults, left: dict[str, Any], found: str
) -> None:
    boss.types(WAGES, 1003, "Hourly wage", "19")
    boss.types(TASKS, 1, "What", "mop")
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    google.shorten(READ, WAGES, **left)
    bot.syncs()
    google.clear()
    assert bot.problems() == [f"paused table {WAGES}!{found.split(maxsplit=1)[0]}"]
    for part in (f"table 'employee_settings' is paused: {WAGES}!{found}", LEFT_ALONE, AGAIN):
        assert part in bot.told()
    assert bot.knows(WAGES) == ["1001 | 20 | 8", *WAGES_AT_FIRST[1:]]
    assert (bot.unsent(WAGES), bot.knows(TASKS)[0]) == (["1001"], "1 | mop")
    bot.syncs()
    assert boss.sees(WAGES) == bot.knows(WAGES) == ["1001 | 20 | 8", WAGES_AT_FIRST[1], "1003 | 19 | 9"]
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


def test_rows_that_one_read_lacks_at_the_end_are_not_deleted(boss: Boss, bot: Bot, google: Faults) -> None:
    boss.types(WAGES, 1002, "Hourly wage", "19")
    google.shorten(READ, WAGES, rows=3)
    rows = [WAGES_AT_FIRST[0], "1002 | 19 | 10", WAGES_AT_FIRST[2]]
    bot.syncs()
    assert bot.knows(WAGES) == rows
    bot.syncs(2)
    assert boss.sees(WAGES) == bot.knows(WAGES) == rows
    bot.rests()


def test_an_end_that_people_emptied_stays_paused_until_it_is_allowed(boss: Boss, bot: Bot) -> None:
    boss.deletes(TASKS, 3)
    boss.types(TASKS, 2, "What", "")
    bot.syncs(3)
    assert bot.problems() == [f"paused table {TASKS}!B3"]
    assert "known rows are missing: 3" in bot.told()
    reads = bot.requests(READ)
    bot.syncs(2)
    assert bot.requests(READ) == reads
    bot.parts.upkeep.passes().run_pass(allow=bot.parts.engine().preview().hash)
    assert (bot.knows(TASKS), bot.problems()) == (["1 | sweep", "2"], [])
    bot.rests()
