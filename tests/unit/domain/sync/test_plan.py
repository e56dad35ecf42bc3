"""The plan of one table: its tab, its guards, its strategy."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.orders import NO_ORDERS, Orders
from sheetanchor.domain.sync.plan import plan_table, read_table
from sheetanchor.domain.sync.problems import Guard, TablePausedError
from sheetanchor.domain.sync.tab import Cut
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Policy
from tests.unit.domain.sync.crew import CREW, STEPS, agreed, pending, stored, tab, with_column


def test_a_missing_tab_pauses_the_table() -> None:
    with pytest.raises(TablePausedError, match="no tab 'Crew'") as caught:
        plan_table(CREW, None, agreed(CREW, [1, 15]), stored(CREW, [1, 15]))
    pause = caught.value.pause
    assert (pause.guard, pause.tab, pause.cell) == (Guard.TAB_MISSING, "Crew", "A1:D1")
    assert "undo its deletion (File, Version history)" in pause.ends
    assert "make a tab 'Crew' with the headers 'Worker', 'Wage', 'Share', 'Note' in A1:D1" in pause.message()
    assert "`sheetanchor resync crew`, which writes the local rows into it or asks" in pause.message()


def test_a_tab_that_was_not_read_whole_pauses_the_table_whatever_is_meant() -> None:
    cut = replace(tab(CREW), rows=(), cut=Cut("A9", "8 rows came of 20"))
    for orders in (NO_ORDERS, Orders(is_meant=True)):
        with pytest.raises(TablePausedError) as caught:
            plan_table(CREW, cut, agreed(CREW, [1, 15]), stored(CREW, [1, 15]), orders)
        assert (caught.value.pause.guard, caught.value.pause.cell) == (Guard.CUT_SHORT, "A9")
        assert "Crew!A9 and what follows was not read whole: 8 rows came of 20; no row counts as gone" in str(
            caught.value
        )
        assert "wait for the next pass, which reads it again" in str(caught.value)


def test_a_required_column_that_was_emptied_cannot_be_meant() -> None:
    lines = [[each, 15, 8, None] for each in range(1, 5)]
    blanked = tab(CREW, *([each, None, 8, None] for each in range(1, 5)))
    with pytest.raises(TablePausedError) as caught:
        plan_table(CREW, blanked, agreed(CREW, *lines), stored(CREW, *lines), Orders(is_meant=True))
    assert (caught.value.pause.guard, caught.value.pause.may_be_meant) == (Guard.COLUMN_BLANKED, False)
    assert "--allow" not in str(caught.value)


def test_a_guard_pauses_the_table_before_anything_is_planned() -> None:
    with pytest.raises(TablePausedError, match="empty now"):
        plan_table(CREW, tab(CREW), agreed(CREW, [1, 15]), stored(CREW, [1, 15]))


@pytest.mark.parametrize(
    "seen",
    [
        [[1, 16], [2, 18]],
        [[1, 15], [2, 18], [3, 20]],
        [[1, 15]],
        [[1, 15], [2, "?"]],
    ],
)
def test_another_tab_that_holds_something_else_pauses_the_table(seen: list[list[object]]) -> None:
    lines: list[list[object]] = [[1, 15], [2, 18]]
    base, rows = agreed(CREW, *lines), stored(CREW, *lines)
    with pytest.raises(TablePausedError) as caught:
        plan_table(CREW, tab(CREW, *seen), base, rows, Orders(known_tab=6))
    pause = caught.value.pause
    assert (pause.guard, pause.tab, pause.cell, pause.may_be_meant) == (Guard.OTHER_TAB, "Crew", "A1", True)
    assert "is on another tab than was synced until now, which is gone" in pause.found
    assert pause.ends == (
        "undo the deletion of the other tab (File, Version history)",
        "`sheetanchor resync crew` asks about every difference",
    )
    meant = plan_table(CREW, tab(CREW, *seen), base, rows, Orders(is_meant=True, known_tab=6))
    assert meant.waived == pause.finding()
    for orders in (Orders(known_tab=7), Orders(asks=True, known_tab=6), NO_ORDERS):
        assert plan_table(CREW, tab(CREW, *seen), base, rows, orders).waived is None


def test_another_tab_that_holds_what_either_side_had_is_gone_on_with() -> None:
    lines: list[list[object]] = [[1, 15], [2, 18]]
    base, rows = agreed(CREW, *lines), pending(CREW, *lines, [3, 20])
    for seen in ([[1, 15], [2, 18]], [[1, 15], [2, 18], [3, 20]]):
        assert plan_table(CREW, tab(CREW, *seen), base, rows, Orders(known_tab=6)).waived is None


def test_rows_found_by_key_are_merged() -> None:
    plan = plan_table(CREW, tab(CREW, [1, 15]), agreed(CREW, [1, 15]), pending(CREW, [1, 16]))
    assert [update.key for update in plan.updates] == [(1,)]


def test_a_list_is_taken_whole() -> None:
    plan = plan_table(STEPS, tab(STEPS, [0], [500]), {}, {})
    assert [row.key for row in plan.store] == [(0,), (1,)]


def test_what_was_pushed_before_an_answer_was_lost_pauses_nothing() -> None:
    before = [[each, 15] for each in range(20)]
    after = [[each, 16] for each in range(20)]
    plan = plan_table(CREW, tab(CREW, *after), agreed(CREW, *before), pending(CREW, *after))
    assert len(plan.store) == 20
    assert not plan.has_push


def test_what_is_said_to_be_meant_is_done_at_once_and_told() -> None:
    base, local = agreed(CREW, [1, 15], [2, 15]), stored(CREW, [1, 15], [2, 15])
    plan = plan_table(CREW, tab(CREW), base, local, Orders(is_meant=True))
    assert plan.drop == ((1,), (2,))
    assert plan.waived is not None
    assert "empty now" in plan.waived


def test_what_is_no_accident_needs_no_word() -> None:
    plan = plan_table(
        CREW, tab(CREW, [1, 16]), agreed(CREW, [1, 15]), stored(CREW, [1, 15]), Orders(is_meant=True)
    )
    assert (plan.waived, [row.key for row in plan.store]) == (None, [(1,)])


def test_while_the_base_is_rebuilt_a_person_is_asked_whatever_the_policies_say() -> None:
    table = with_column(replace(CREW, policy=Policy.LOCAL_WINS), "wage", policy=Policy.SHEET_WINS)
    lines = tab(table, [1, 16, 8, "x"])
    plan = plan_table(table, lines, {}, stored(table, [1, 15, 9, "x"]), Orders(asks=True))
    assert [(each.field, each.winner) for each in plan.conflicts] == [("wage", None), ("share", None)]
    decided = plan_table(table, lines, {}, stored(table, [1, 15, 9, "x"]))
    assert [each.winner for each in decided.conflicts] == [Source.SHEETS, Source.LOCAL]


def test_of_a_forgotten_base_derived_cells_are_remembered() -> None:
    table = with_column(CREW, "share", derived=True)
    lines, local = tab(table, [1, 15, 8, "x"]), stored(table, [1, 15, 9, "x"])
    orders = Orders(asks=True, derived={(1,): {"share": Decimal(8)}})
    (update,) = plan_table(table, lines, {}, local, orders).updates
    assert dict(update.values) == {"share": Decimal(9)}
    (typed,) = plan_table(table, lines, {}, local, Orders(asks=True)).store
    assert typed.pinned.keys() == {"share"}


def test_a_tab_is_read_without_a_plan() -> None:
    assert list(read_table(CREW, tab(CREW, [1, 15]), {}).by_key) == [(1,)]
