"""Lists as one value: both sides end with one, nobody's is lost, and foreign cells stay with their row."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.sync.problems import TablePausedError
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.domain.tables.schema import Policy
from sheetanchor.domain.tables.values import Values
from tests.property.sync.merge.sides import Line, Sides
from tests.unit.domain.sync.crew import STEPS

checked = settings(deadline=None, max_examples=150)
ROWS = st.fixed_dictionaries(
    {
        "least": st.integers(0, 3).map(Decimal),
        "rate": st.none() | st.integers(0, 2).map(Decimal),
        "label": st.sampled_from([None, "🔥", "x"]),
    }
)
LISTS = st.lists(ROWS, max_size=7)
List = list[dict[str, Any]]


def type_list(sides: Sides, rows: List) -> None:
    """The boss types all rows anew, with a remark beside each and a blank row below each."""
    sides.lines = []
    for row in rows:
        line = Line()
        for name, value in row.items():
            line.put(sides.column(name), Cell(value))
        line.put(sides.column("foreign"), Cell(f"remark on {row}"))
        sides.lines += [line, Line()]


def agreed_sides(rows: List, policy: Policy = Policy.SHEET_WINS) -> Sides:
    sides = Sides(replace(STEPS, policy=policy))
    type_list(sides, rows)
    sides.sync()
    return sides


def of_sheet(sides: Sides) -> list[Values]:
    return [row.values for row in sides.sheet().rows]


def of_program(sides: Sides) -> list[Values]:
    return [row.values for _, row in sorted(sides.local.items(), key=str)]


def changes(plan: TablePlan) -> int:
    return len(plan.updates) + len(plan.inserts) + len(plan.deletes)


def settle(sides: Sides) -> None:
    for _ in range(3):
        sides.sync()


@given(LISTS)
@checked
def test_a_list_of_the_sheet_is_the_programs(rows: List) -> None:
    sides = agreed_sides(rows)
    assert of_program(sides) == of_sheet(sides) == rows
    plan = sides.plan()
    assert not plan.has_push
    assert (plan.store, plan.drop, plan.base, plan.forget) == ((), (), (), ())


@given(LISTS, LISTS, st.sampled_from(Policy))
@checked
def test_the_programs_list_becomes_the_sheets(before: List, after: List, policy: Policy) -> None:
    sides = agreed_sides(before, policy)
    sides.replace(after)
    plan = sides.sync()
    assert of_sheet(sides) == of_program(sides) == after
    assert changes(plan) <= max(len(before), len(after)) + min(len(before), len(after))
    settle(sides)
    assert not sides.plan().has_push
    assert sides.kept == []
    assert {row.status for row in sides.local.values()} <= {SyncStatus.SYNCED}


@given(LISTS.filter(bool), ROWS, st.data())
@checked
def test_one_change_is_one_change_of_rows(before: List, row: dict[str, Any], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(before) - 1))
    for after in (
        [*before[:place], row, *before[place:]],
        [*before[:place], *before[place + 1 :]],
        [*before[:place], row, *before[place + 1 :]],
    ):
        sides = agreed_sides(before)
        sides.replace(after)
        assert changes(sides.sync()) <= 1
        assert of_sheet(sides) == after


@given(LISTS, LISTS)
@checked
def test_rows_that_stay_keep_what_stands_beside_them(before: List, after: List) -> None:
    sides = agreed_sides(before)
    remarks = {id(line): line.at(sides.column("foreign")) for line in sides.lines}
    sides.replace(after)
    plan = sides.sync()
    survivors = [line for line in sides.lines if id(line) in remarks]
    assert all(line.at(sides.column("foreign")) == remarks[id(line)] for line in survivors)
    written = [*(change.cells for change in plan.updates), *(change.cells for change in plan.inserts)]
    assert all(cells and sides.column("foreign") not in cells for cells in written)


@given(LISTS, LISTS, LISTS, st.sampled_from(Policy))
@checked
def test_where_both_changed_one_list_wins_and_the_other_is_kept(
    before: List, ours: List, theirs: List, policy: Policy
) -> None:
    sides = agreed_sides(before, policy)
    sides.replace(ours)
    type_list(sides, theirs)
    settle(sides)
    assert (of_program(sides), of_sheet(sides)) == expected(before, ours, theirs, policy)
    is_contested = before not in (ours, theirs) and ours != theirs
    assert bool(sides.kept) == is_contested
    if is_contested:
        assert_kept(sides, ours, theirs)


def expected(before: List, ours: List, theirs: List, policy: Policy) -> tuple[List, List]:
    """What the program and the sheet hold in the end."""
    if before == ours:
        return theirs, theirs
    if theirs in (before, ours):
        return ours, ours
    outcomes = {
        Policy.SHEET_WINS: (theirs, theirs),
        Policy.LOCAL_WINS: (ours, ours),
        Policy.ASK: (ours, theirs),
    }
    return outcomes[policy]


def assert_kept(sides: Sides, ours: List, theirs: List) -> None:
    """Both lists can be told again, from what won and from the rows kept."""
    first = {conflict.key: conflict for conflict in sides.kept}
    for mine, other, side in ((ours, theirs, "local"), (theirs, ours, "sheet")):
        told = [
            getattr(first[(place,)], side) if (place,) in first else other[place]
            for place in range(len(mine))
        ]
        assert told == mine


@given(LISTS, LISTS, st.integers(0, 6), st.sampled_from(["five", "1,234", None]))
@checked
def test_one_bad_row_holds_the_whole(before: List, ours: List, place: int, bad: str | None) -> None:
    sides = agreed_sides(before)
    sides.replace(ours)
    line = Line()
    line.put(sides.column("least"), Cell(bad))
    line.put(sides.column("label"), Cell("bad"))
    sides.lines.insert(place, line)
    rows, lines = dict(sides.local), [list(each.cells) for each in sides.lines]
    with pytest.raises(TablePausedError):
        sides.sync()
    assert (sides.local, [each.cells for each in sides.lines]) == (rows, lines)


@given(
    LISTS, st.lists(st.tuples(st.none() | LISTS, st.none() | LISTS, st.booleans(), st.booleans()), max_size=5)
)
@checked
def test_whatever_happens_both_sides_end_with_one_list(before: List, turns: Sequence[Any]) -> None:
    sides = agreed_sides(before)
    for ours, theirs, is_applied, is_answered in turns:
        if ours is not None:
            sides.replace(ours)
        if theirs is not None:
            type_list(sides, theirs)
        sides.sync(is_applied=is_applied, is_answered=is_answered)
    settle(sides)
    assert of_program(sides) == of_sheet(sides)
    plan = sides.plan()
    assert not plan.has_push
    assert (plan.store, plan.drop, plan.base, plan.forget, plan.conflicts) == ((), (), (), (), ())
