"""A row dragged away between the bot's reading and writing keeps its values, as do its neighbours."""

import pytest

from sheetanchor.sandbox.faults.plan import Faults
from tests.scenarios.boss import WRITE, Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import WAGES


@pytest.mark.parametrize(("row", "before"), [(1003, 1001), (1003, 1002)])
def test_what_was_written_over_the_wrong_row_is_put_right_in_the_same_pass(
    boss: Boss, bot: Bot, row: int, before: int
) -> None:
    bot.writes(WAGES, 1003, "Hourly wage", "22")
    bot.writes(WAGES, 1002, "Hourly wage", "21")
    boss.acts_while_the_bot_writes(lambda: boss.moves(WAGES, row, before))
    bot.syncs()
    assert (
        sorted(boss.sees(WAGES)) == bot.knows(WAGES) == ["1001 | 15 | 8", "1002 | 21 | 10", "1003 | 22 | 9"]
    )
    assert any(line.startswith("push employee_settings repair") for line in bot.log())
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


@pytest.mark.parametrize("is_answered", [True, False])
def test_a_row_that_holds_the_same_is_not_taken_for_the_one_that_was_read(
    boss: Boss, bot: Bot, google: Faults, is_answered: bool
) -> None:
    boss.types(WAGES, 1002, "Hourly wage", "15")
    bot.syncs()
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    boss.acts_while_the_bot_writes(lambda: boss.moves(WAGES, 1002, before=1001))
    if not is_answered:
        google.reset(WRITE, applied=True)
        bot.fails_to_sync()
    bot.syncs()
    assert boss.sees(WAGES) == ["1002 | 15 | 10", "1001 | 20 | 8", "1003 | 16 | 9"]
    assert bot.knows(WAGES) == sorted(boss.sees(WAGES))
    assert (bot.unsent(WAGES), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()
