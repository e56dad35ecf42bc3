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


def test_a_list_edited_while_it_is_written_is_no_mixture_of_two(boss: Boss, bot: Bot) -> None:
    bot.replaces(RATES, "0 | 499.99 | 1", *RATES_AT_FIRST[1:])
    boss.acts_while_the_bot_writes(lambda: boss.types(RATES, 1000, "Percentage", "7"))
    bot.syncs(2)
    assert boss.sees(RATES) == bot.knows(RATES) == [*RATES_AT_FIRST[:2], "1000 | 9999 | 7"]
    assert bot.overruled() == [
        "DynamicRates 1: 0 | 499.99 | 0 in the sheet, 0 | 499.99 | 1 in the bot; the sheet's stands",
        "DynamicRates 3: 1000 | 9999 | 7 in the sheet, 1000 | 9999 | 4 in the bot; the sheet's stands",
    ]
    assert (bot.unsent(RATES), bot.problems()) == ([], [])
    bot.rests()
