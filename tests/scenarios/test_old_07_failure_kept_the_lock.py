"""A failed pass kept the database locked until some garbage collection; now the lock goes with the pass."""

import gc
import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.faulty_plugin import FaultyPlugin
from tests.scenarios.workbook import TASKS, WAGES


@pytest.fixture
def plugin() -> FaultyPlugin:
    return FaultyPlugin(ZeroDivisionError())


@pytest.fixture
def without_garbage_collection() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("without_garbage_collection")
def test_another_process_can_write_right_after_a_failed_pass(boss: Boss, bot: Bot) -> None:
    boss.types(TASKS, 1, "What", "boom")
    bot.writes(WAGES, 1001, "Hourly wage", "20")
    with pytest.raises(ZeroDivisionError):
        bot.syncs()
    with closing(sqlite3.connect(bot.database, timeout=0)) as other:
        other.execute("BEGIN IMMEDIATE")
    boss.types(TASKS, 1, "What", "mop")
    bot.syncs()
    assert boss.sees(TASKS)[0] == bot.knows(TASKS)[0] == "1 | mop"
    assert boss.sees(WAGES)[0] == bot.knows(WAGES)[0] == "1001 | 20 | 8"
    assert bot.problems() == []
    bot.rests()
