"""Five failed passes ended the worker, the first unnoticed; now each is told and none is the last."""

from sheetanchor.sandbox.faults.plan import Faults
from tests.scenarios.boss import LOOK, Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import WAGES


def test_the_worker_outlives_a_bad_day_and_tells_of_every_failure(
    boss: Boss, new_bot: Bot, google: Faults
) -> None:
    google.fail(503, LOOK, times=None)
    loop, status = new_bot.parts.loop(), new_bot.parts.status()
    for failures in range(1, 9):
        new_bot.clock.advance(loop.turn())
        assert status.read().last_error is not None
        assert sum(" failed " in line for line in new_bot.log()) == failures
    google.clear()
    new_bot.clock.advance(loop.turn())
    new_bot.writes(WAGES, 1001, "Hourly wage", "20")
    assert loop.turn() == 15
    assert status.read().last_error is None
    assert boss.sees(WAGES)[0] == new_bot.knows(WAGES)[0] == "1001 | 20 | 8"
    assert (new_bot.unsent(WAGES), new_bot.overruled(), new_bot.problems()) == ([], [], [])
    new_bot.rests()
