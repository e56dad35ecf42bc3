"""A log: rows of both sides are added once, and of what the boss does to a known row somebody is asked."""

from collections.abc import Callable, Sequence

import pytest

from sheetanchor import Column, Integer, Strategy, Table, Text, hookimpl
from sheetanchor.domain.tables.schema import AppendOnlyError
from sheetanchor.sandbox.faults.plan import Faults
from tests.scenarios.boss import WRITE, Boss
from tests.scenarios.bot import Bot
from tests.scenarios.workbook import TASKS, TASKS_AT_FIRST

EDITED = "Tasks 2 What: recount in the sheet, count in the bot; somebody is asked"
DELETED = "Tasks 2: no such row in the sheet, 2 | count in the bot; somebody is asked"


class LogPlugin:
    @hookimpl
    def sheetanchor_tables(self) -> Sequence[Table]:
        columns = (Column("id", "Id", Integer(), required=True), Column("what", "What", Text()))
        return (Table("tasks", TASKS, columns, key=("id",), numbered=True, strategy=Strategy.APPEND_ONLY),)


@pytest.fixture
def plugin() -> object:
    return LogPlugin()


def settles(bot: Bot, keep: str) -> None:
    (kept,) = bot.replica.conflicts(2)
    getattr(bot.parts.upkeep.conflicts(), keep)(kept.number)
    bot.syncs(2)


@pytest.mark.parametrize("is_applied", [False, True])
def test_rows_of_both_sides_are_added_once(boss: Boss, bot: Bot, google: Faults, is_applied: bool) -> None:
    added = bot.parts.local_tables().add("tasks", {"what": "mop"})
    assert added.key == (4,)
    boss.acts_while_the_bot_writes(lambda: boss.adds(TASKS, "9 | dust"))
    google.reset(WRITE, applied=is_applied)
    assert bot.fails_to_sync() == "OutcomeUnknownError"
    bot.syncs(3)
    assert sorted(boss.sees(TASKS)) == bot.knows(TASKS) == [*TASKS_AT_FIRST, "4 | mop", "9 | dust"]
    assert (bot.unsent(TASKS), bot.overruled(), bot.problems()) == ([], [], [])
    bot.rests()


def test_the_program_changes_no_row(boss: Boss, bot: Bot) -> None:
    with pytest.raises(AppendOnlyError, match="row 2 stands in a log"):
        bot.writes(TASKS, 2, "What", "recount")
    bot.syncs()
    assert boss.sees(TASKS) == bot.knows(TASKS) == TASKS_AT_FIRST
    bot.rests()


ACTS: Sequence[tuple[Callable[[Boss], object], str]] = (
    (lambda boss: boss.types(TASKS, 2, "What", "recount"), EDITED),
    (lambda boss: boss.deletes(TASKS, 2), DELETED),
)


@pytest.mark.parametrize(("act", "told"), ACTS, ids=("edited", "deleted"))
@pytest.mark.parametrize("keep", ["keep_sheet", "keep_local"])
def test_what_the_boss_does_to_a_row_stays_until_somebody_decides(
    boss: Boss, bot: Bot, act: Callable[[Boss], object], told: str, keep: str
) -> None:
    act(boss)
    theirs = boss.sees(TASKS)
    bot.syncs(3)
    assert (boss.sees(TASKS), bot.knows(TASKS)) == (theirs, TASKS_AT_FIRST)
    assert bot.overruled() == [told]
    bot.rests()
    settles(bot, keep)
    expected = theirs if keep == "keep_sheet" else TASKS_AT_FIRST
    assert (sorted(boss.sees(TASKS)), bot.knows(TASKS)) == (expected, expected)
    assert bot.problems() == []
    bot.rests()


def test_an_edit_that_the_bot_could_not_have_read_is_asked_about_too(boss: Boss, bot: Bot) -> None:
    bot.adds(TASKS, "4 | mop")
    boss.acts_while_the_bot_writes(lambda: boss.types(TASKS, 2, "What", "recount"))
    bot.syncs(3)
    assert bot.overruled() == [EDITED]
    assert boss.sees(TASKS)[1] == "2 | recount"
    assert bot.knows(TASKS) == [*TASKS_AT_FIRST, "4 | mop"]
    bot.rests()


def test_the_next_row_of_a_log_gets_a_number_of_its_own_whatever_was_deleted(boss: Boss, bot: Bot) -> None:
    boss.deletes(TASKS, 3)
    bot.syncs(3)
    settles(bot, "keep_sheet")
    assert bot.parts.local_tables().add("tasks", {"what": "mop"}).key == (4,)
    bot.syncs()
    assert boss.sees(TASKS) == bot.knows(TASKS) == ["1 | sweep", "2 | count", "4 | mop"]
    bot.rests()
