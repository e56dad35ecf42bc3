"""An answer of 503 in the middle of a pass, at its read or its write, loses nothing and ends by itself."""

import pytest

from sheetanchor.sandbox.faults.plan import Faults
from tests.scenarios.boss import READ, WRITE, Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import WAGES

AT_LAST = ["1001 | 20 | 8", "1002 | 18 | 11", "1003 | 16 | 9", "1004 | 17 | 7"]


@pytest.mark.parametrize(("call", "is_applied"), [(READ, False), (WRITE, False), (WRITE, True)])
def test_both_sides_have_everything_once_when_it_is_over(
    boss: Boss, bot: Bot, google: Faults, call: str, is_applied: bool
) -> None:
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    bot.adds(WAGES, "1004 | 17 | 7")
    boss.types(WAGES, 1002, "Sales commission", "11")
    google.fail(503, call, times=9, applied=is_applied)
    bot.fails_to_sync()
    assert bot.unsent(WAGES) == ["1001", "1004"]
    assert " failed " in bot.log()[-1]
    google.clear()
    bot.syncs(2)
    assert boss.sees(WAGES) == bot.knows(WAGES) == AT_LAST
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    assert bot.parts.status().read().last_error is None
    bot.rests()
