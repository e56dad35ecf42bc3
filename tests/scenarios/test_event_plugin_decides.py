"""A strategy of a plugin's own decides what both sides changed; where it fails, somebody is asked."""

from collections.abc import Sequence

import pytest

from sheetanchor import Column, Decision, Deletions, Disputed, Integer, Table, Text, hookimpl
from tests.scenarios.boss import Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import RATES, TASKS, TASKS_AT_FIRST


def longer(row: Disputed) -> Decision:
    """The longer text; it does not know what to make of questions."""
    ours, theirs = str(row.local["what"]), str(row.sheet["what"])
    if ours.endswith("?"):
        raise LookupError(ours)
    return Decision.TAKE_LOCAL if len(ours) > len(theirs) else Decision.TAKE_SHEET


class LongerPlugin:
    @hookimpl
    def sheetanchor_tables(self) -> Sequence[Table]:
        columns = (Column("id", "Id", Integer(), required=True), Column("what", "What", Text()))
        return (Table("tasks", TASKS, columns, key=("id",), strategy=longer, deletions=Deletions.BOTH),)


@pytest.fixture
def plugin() -> object:
    return LongerPlugin()


def test_of_what_both_changed_the_plugin_chooses_and_the_loser_is_kept(boss: Boss, bot: Bot) -> None:
    bot.writes(TASKS, 1, "What", "sweep and mop")
    boss.types(TASKS, 1, "What", "sweep twice")
    bot.writes(TASKS, 2, "What", "count")
    boss.types(TASKS, 2, "What", "count again")
    bot.writes(TASKS, 3, "What", "lock")
    boss.types(TASKS, 3, "What", "lock up early")
    bot.syncs(2)
    expected = ["1 | sweep and mop", "2 | count again", "3 | lock up early"]
    assert boss.sees(TASKS) == bot.knows(TASKS) == expected
    assert bot.overruled() == [
        "Tasks 1 What: sweep twice in the sheet, sweep and mop in the bot; the bot's stands",
        "Tasks 3 What: lock up early in the sheet, lock in the bot; the sheet's stands",
    ]
    assert bot.problems() == []
    bot.rests()


def test_where_it_fails_nothing_is_lost_and_nothing_else_waits(boss: Boss, bot: Bot) -> None:
    bot.writes(TASKS, 1, "What", "sweep?")
    boss.types(TASKS, 1, "What", "sweep twice")
    bot.writes(TASKS, 2, "What", "recount")
    boss.types(RATES, "500", "Percentage", "3")
    bot.syncs(2)
    assert (boss.sees(TASKS)[0], bot.knows(TASKS)[0]) == ("1 | sweep twice", "1 | sweep?")
    assert boss.sees(TASKS)[1] == bot.knows(TASKS)[1] == "2 | recount"
    assert bot.knows(RATES)[1] == "500 | 999.99 | 3"
    assert bot.problems() == ["conflict Tasks!B2"]
    assert "strategy of plugin 'tasks' failed" in bot.told()
    (line,) = [line for line in bot.log() if "undecided" in line]
    assert "table 'tasks', row 1: the strategy tests.scenarios.test_event_plugin_decides.longer" in line
    assert "of plugin 'tasks' failed with LookupError: sweep?" in line
    bot.rests()


def test_rows_are_added_and_deleted_as_in_any_table(boss: Boss, bot: Bot) -> None:
    bot.adds(TASKS, "4 | mop")
    bot.deletes(TASKS, 1)
    boss.deletes(TASKS, 2)
    bot.syncs(3)
    assert boss.sees(TASKS) == bot.knows(TASKS) == [TASKS_AT_FIRST[2], "4 | mop"]
    assert (bot.overruled(), bot.problems()) == ([], [])
    bot.rests()
