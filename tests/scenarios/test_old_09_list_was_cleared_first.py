"""Rates were cleared, then written: a failure left none; now a whole list stands at every moment."""

import pytest

from sheetanchor.sandbox.faults.plan import Faults
from tests.scenarios.boss import WRITE, Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import RATES, RATES_AT_FIRST


@pytest.mark.parametrize(
    ("steps", "is_applied"),
    [(["0 | 99.99 | 1", "100 |  | 5"], None), (["0 |  | 3"], False), (["0 | 9 | 1"] * 5, True)],
)
def test_the_sheet_shows_the_old_list_or_the_new_one_at_every_moment(
    boss: Boss, bot: Bot, google: Faults, steps: list[str], is_applied: bool | None
) -> None:
    moments: list[list[str]] = []
    google.before("", lambda: moments.append(boss.sees(RATES)), times=None)
    google.after("", lambda: moments.append(boss.sees(RATES)), times=None)
    bot.replaces(RATES, *steps)
    if is_applied is not None:
        google.reset(WRITE, applied=is_applied)
        bot.fails_to_sync()
    bot.syncs(2)
    assert all(shown in (RATES_AT_FIRST, steps) for shown in moments)
    assert boss.sees(RATES) == bot.knows(RATES) == steps
    assert (bot.unsent(RATES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()
