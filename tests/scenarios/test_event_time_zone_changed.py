"""Somebody sets another time zone: the wall-clock times that people see stand, and are no edit of anybody."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest

from sheetanchor import Column, DateTime, Integer, Table, Text, hookimpl
from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import RATES, SHIFTS, TASKS

BERLIN = ZoneInfo("Europe/Berlin")


class DuePlugin:
    @hookimpl
    def sheetanchor_tables(self) -> Sequence[Table]:
        columns = (
            Column("id", "Id", Integer(), required=True),
            Column("what", "What", Text()),
            Column("due", "Due", DateTime()),
        )
        return (Table("tasks", TASKS, columns, key=("id",)),)


@pytest.fixture
def plugin() -> object:
    return DuePlugin()


@pytest.fixture
def bot(boss: Boss, new_bot: Bot) -> Bot:
    """One that has read twelve tasks, each due at nine in New York."""
    boss.types_header(TASKS, 2, "Due")
    for row in (1, 2, 3):
        boss.types(TASKS, row, "Due", "2025/11/03 09:00:00")
    for row in range(4, 13):
        boss.adds(TASKS, f"{row} | sweep | 2025/11/03 09:00:00")
    new_bot.syncs(2)
    assert all(line.endswith("2025-11-03 09:00:00-05:00") for line in new_bot.knows(TASKS))
    return new_bot


def test_what_stands_in_the_sheet_is_read_in_the_new_zone_and_told_once(boss: Boss, bot: Bot) -> None:
    seen = boss.sees(TASKS)
    bot.restarts(time_zone=BERLIN)
    bot.syncs(2, full=True)
    assert all(line.endswith("2025-11-03 09:00:00+01:00") for line in bot.knows(TASKS))
    assert (boss.sees(TASKS), bot.problems(), bot.overruled()) == (seen, [], [])
    told = [line for line in bot.log() if "reread" in line]
    assert len(told) == 1
    assert "'Due' (times of Europe/Berlin) in 12 rows. Nobody edited it" in told[0]
    bot.rests()


def test_what_the_program_wrote_and_the_sheet_has_not_stays_that_moment(boss: Boss, bot: Bot) -> None:
    bot.writes(TASKS, 1, "Due", "2025/11/03 12:00:00")
    bot.adds(TASKS, "13 | mop | 2025/11/03 12:00:00")
    bot.restarts(time_zone=BERLIN)
    bot.syncs(2)
    knows, sees = bot.knows(TASKS), boss.sees(TASKS)
    for row in (0, 12):
        assert knows[row].endswith("2025-11-03 18:00:00+01:00")
        assert sees[row].endswith("2025/11/03 18:00:00")
    assert knows[1].endswith("2025-11-03 09:00:00+01:00")
    assert (bot.problems(), bot.overruled()) == ([], [])
    bot.rests()


def test_no_shift_is_paid_otherwise(boss: Boss, bot: Bot) -> None:
    boss.adds(
        SHIFTS, "1 | 2025/11/01 10:00:00 | 1001 | ann | 2025/11/01 01:00:00 | 2025/11/01 09:00:00 |  | 1000"
    )
    bot.syncs(4)
    boss.types(RATES, 1000, "Percentage", "9")
    bot.syncs(2)
    seen, knows = boss.sees(SHIFTS), bot.knows(SHIFTS)
    assert seen[0].endswith("| 8 | 1000 | 1000 | 800 | 12 | 120 | 96 | 216")
    bot.restarts(time_zone=BERLIN)
    bot.syncs(3, full=True)
    assert (boss.sees(SHIFTS), bot.problems()) == (seen, [])
    assert bot.knows(SHIFTS) == [knows[0].replace("-04:00", "+01:00")]
    bot.rests()
    boss.types(SHIFTS, 1, "Clock out", "2025/11/01 10:00:00")
    bot.syncs(3)
    assert boss.sees(SHIFTS)[0].endswith("| 9 | 1000 | 1000 | 800 | 12 | 135 | 96 | 231")
    bot.rests()
