"""A new employee was unknown for minutes; now the sheet is asked before anybody counts as unknown."""

import pytest

from sheetanchor.domain.errors import RemoteError
from sheetanchor.sandbox.faults.plan import Faults
from tests.scenarios.boss import READ, Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import WAGES, WAGES_AT_FIRST


def test_a_row_that_the_boss_has_just_typed_counts_before_any_pass(boss: Boss, bot: Bot) -> None:
    boss.adds(WAGES, "1004 | 17 | 7")
    paid_by = bot.parts.reference_data().employee_settings(1004)
    assert paid_by is not None
    assert paid_by.hourly_wage == 17
    bot.syncs()
    assert boss.sees(WAGES) == bot.knows(WAGES) == [*WAGES_AT_FIRST, "1004 | 17 | 7"]
    assert bot.problems() == []
    bot.rests()


def test_who_is_unknown_here_and_cannot_be_asked_for_there_is_not_absent(
    boss: Boss, bot: Bot, google: Faults
) -> None:
    google.fail(503, READ, times=None)
    with pytest.raises(RemoteError):
        bot.parts.reference_data().employee_settings(1004)
    google.clear()
    bot.clock.advance(10)
    assert bot.parts.reference_data().employee_settings(1004) is None
    bot.syncs()
    assert boss.sees(WAGES) == bot.knows(WAGES) == WAGES_AT_FIRST
    bot.rests()
