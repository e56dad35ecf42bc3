"""A plugin declares its table otherwise: what stands as it stood is read anew, and is no accident."""

from collections.abc import Sequence

import pytest

from sheetanchor import Column, Integer, Table, Text, hookimpl
from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS


class DaysPlugin:
    """How many days a task may wait; blank cells mean what `default` says."""

    default: int | None = 1

    @hookimpl
    def sheetanchor_tables(self) -> Sequence[Table]:
        columns = (
            Column("id", "Id", Integer(), required=True),
            Column("what", "What", Text()),
            Column("days", "Days", Integer(), default=self.default),
        )
        return (Table("tasks", TASKS, columns, key=("id",)),)


@pytest.fixture
def plugin() -> DaysPlugin:
    return DaysPlugin()


@pytest.mark.parametrize(
    ("default", "known"),
    [
        (None, ["1 | sweep", "2 | count", "3 | lock up | 5", "4 | mop"]),
        (2, ["1 | sweep | 2", "2 | count | 2", "3 | lock up | 5", "4 | mop | 2"]),
    ],
)
def test_blank_cells_mean_another_default_and_nothing_pauses(
    boss: Boss, new_bot: Bot, plugin: DaysPlugin, default: int | None, known: list[str]
) -> None:
    boss.types_header(TASKS, 2, "Days")
    boss.types(TASKS, 3, "Days", "5")
    boss.adds(TASKS, "4 | mop")
    bot = new_bot
    bot.syncs(2)
    assert bot.knows(TASKS)[0] == "1 | sweep | 1"
    seen = boss.sees(TASKS)
    plugin.default = default
    bot.restarts()
    bot.syncs(full=True)
    assert bot.knows(TASKS) == known
    assert (boss.sees(TASKS), bot.problems(), bot.overruled()) == (seen, [], [])
    bot.rests()
