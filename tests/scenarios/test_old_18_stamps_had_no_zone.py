"""Stamps were naive local times, and an hour that comes twice mixed them up; now every one is an instant."""

from datetime import UTC, timedelta

from tests.scenarios.boss import Boss
from tests.scenarios.bot import NOON, Bot
from tests.scenarios.workbook import WAGES


def test_stamps_keep_their_order_in_the_hour_that_comes_twice(boss: Boss, bot: Bot) -> None:
    bot.clock.set(NOON.replace(day=2, hour=1, minute=50, fold=0))
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    bot.clock.advance(timedelta(minutes=20))
    assert (bot.clock.now().hour, bot.clock.now().minute, bot.clock.now().fold) == (1, 10, 1)
    bot.restarts()
    bot.syncs()
    row = bot.replica.snapshot("employee_settings")[(1001,)]
    agreed_at = bot.parts.status().read().tables[0].agreed_at
    assert row.last_synced_at is not None
    assert agreed_at is not None
    for later in (row.last_synced_at, agreed_at):
        assert later.astimezone(UTC) - row.last_modified_at.astimezone(UTC) == timedelta(minutes=20)
    assert boss.sees(WAGES)[0] == bot.knows(WAGES)[0] == "1001 | 20 | 8"
    bot.rests()
