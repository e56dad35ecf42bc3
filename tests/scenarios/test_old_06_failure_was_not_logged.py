"""The line that tells of a failure was lost behind a lock of its own pass; now it is there."""

import pytest

from sheetanchor.domain.errors import PluginError
from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.faulty_plugin import FaultyPlugin
from tests.scenarios.workbook import TASKS, TASKS_AT_FIRST, WAGES, WAGES_AT_FIRST


@pytest.fixture
def plugin() -> FaultyPlugin:
    return FaultyPlugin(PluginError("the kind of Tasks cannot read"))


def test_a_pass_that_fails_half_way_is_in_the_log_and_has_changed_nothing(boss: Boss, bot: Bot) -> None:
    boss.types(WAGES, 1001, "Hourly wage", "17")
    boss.types(TASKS, 1, "What", "boom")
    with pytest.raises(PluginError):
        bot.syncs()
    assert bot.log()[-1] == "pass  failed the kind of Tasks cannot read"
    assert bot.parts.status().read().last_error == "PluginError: the kind of Tasks cannot read"
    assert (bot.knows(WAGES), bot.knows(TASKS)) == (WAGES_AT_FIRST, TASKS_AT_FIRST)
    boss.types(TASKS, 1, "What", "mop")
    bot.syncs()
    assert boss.sees(WAGES)[0] == bot.knows(WAGES)[0] == "1001 | 17 | 8"
    assert boss.sees(TASKS)[0] == bot.knows(TASKS)[0] == "1 | mop"
    assert bot.parts.status().read().last_error is None
    bot.rests()
