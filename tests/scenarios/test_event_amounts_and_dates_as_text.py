"""Text that people type is taken where it means one thing, stays as typed, and else is refused."""

import pytest

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import SHIFTS, WAGES, WAGES_AT_FIRST

AS_TYPED = "1 | 2025-11-01 | 1001 | ann | 2025/11/01 09:00 | 2025-11-01 11:30:00"


@pytest.mark.parametrize(
    ("typed", "shown", "meant"),
    [("'15,50", "15,50", "15.5"), ("'$15", "$15", "15"), ("$16", "$16", "16"), ("'15.00", "15.00", "15")],
)
def test_text_that_can_mean_one_amount_is_that_amount(
    boss: Boss, bot: Bot, typed: str, shown: str, meant: str
) -> None:
    boss.types(WAGES, 1002, "Hourly wage", typed)
    bot.writes(WAGES, 1002, "Sales commission", "11")
    bot.syncs()
    assert boss.sees(WAGES)[1] == f"1002 | {shown} | 11"
    assert bot.knows(WAGES)[1] == f"1002 | {meant} | 11"
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


@pytest.mark.parametrize("typed", ["'1,234", "'2025-11-01", "2025-11-01", "'8%"])
def test_what_would_have_to_be_guessed_holds_its_row(boss: Boss, bot: Bot, typed: str) -> None:
    boss.types(WAGES, 1002, "Hourly wage", typed)
    bot.syncs()
    shown = boss.sees(WAGES)[1]
    assert bot.knows(WAGES) == WAGES_AT_FIRST
    assert bot.problems() == ["held row EmployeeSettings!B3"]
    bot.rests()
    assert boss.sees(WAGES)[1] == shown


def test_clock_times_typed_as_text_are_times_and_stay_text(boss: Boss, bot: Bot) -> None:
    boss.adds(
        SHIFTS, "1 | '2025-11-01 | 1001 | ann | '2025/11/01 09:00 | '2025-11-01 11:30:00 |  | '$1,000.00"
    )
    bot.syncs(2)
    assert boss.sees(SHIFTS) == [f"{AS_TYPED} | 2.5 | $1,000.00 | 1000 | 800 | 12 | 37.5 | 96 | 133.5"]
    assert bot.knows(SHIFTS)[0].startswith("1 | 2025-11-01 00:00:00-04:00 | 1001 | ann | 2025-11-01 09:00")
    assert (bot.unsent(SHIFTS), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()
