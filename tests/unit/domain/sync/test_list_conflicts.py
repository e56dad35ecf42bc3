"""Both sides changed a list, or the program changed what people compute: nobody's list is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.full_replace import plan_full_replace
from sheetanchor.domain.sync.outcomes import Conflict, Loss, TablePlan
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.schema import Policy
from sheetanchor.domain.tables.values import Key, Values
from tests.unit.domain.sync.crew import STEPS, agreed, pending, read, stored

Line = Sequence[Any]
A, B, OURS, THEIRS = [0, 0, "a"], [500, 2, "b"], [600, 3, "ours"], [700, 4, "theirs"]


def plan(
    sheet: Sequence[Line],
    base: Mapping[Key, BaseRow],
    local: Mapping[Key, Row],
    policy: Policy = Policy.SHEET_WINS,
) -> TablePlan:
    table = replace(STEPS, policy=policy)
    return plan_full_replace(read(table, *sheet, base=base), base, local)


def both_changed(policy: Policy) -> TablePlan:
    return plan([A, THEIRS], agreed(STEPS, A, B), pending(STEPS, A, OURS, B), policy)


def values(line: Line) -> Values:
    return read(STEPS, line).rows[0].values


def sides(conflicts: Sequence[Conflict]) -> list[tuple[Key, object, object]]:
    return [(conflict.key, conflict.sheet, conflict.local) for conflict in conflicts]


@pytest.mark.parametrize(
    ("policy", "winner"),
    [(Policy.SHEET_WINS, Source.SHEETS), (Policy.LOCAL_WINS, Source.LOCAL), (Policy.ASK, None)],
)
def test_every_place_where_the_lists_differ_is_kept(policy: Policy, winner: Source | None) -> None:
    found = both_changed(policy)
    assert sides(found.conflicts) == [((1,), values(THEIRS), values(OURS)), ((2,), None, values(B))]
    assert {(each.field, each.loss, each.winner) for each in found.conflicts} == {
        (None, Loss.BOTH_CHANGED, winner)
    }


def test_a_row_that_only_the_sheet_has_is_kept_without_a_local_side() -> None:
    found = plan([A, THEIRS, B], agreed(STEPS, A, B), pending(STEPS, OURS))
    assert sides(found.conflicts) == [
        ((0,), values(A), values(OURS)),
        ((1,), values(THEIRS), None),
        ((2,), values(B), None),
    ]


def test_lists_never_agreed_say_so() -> None:
    found = plan([A], {}, pending(STEPS, B))
    assert [conflict.loss for conflict in found.conflicts] == [Loss.NEVER_AGREED]
    assert found.store[0].values == values(A)


def test_the_sheet_wins_by_its_list() -> None:
    found = both_changed(Policy.SHEET_WINS)
    assert ([row.key for row in found.store], found.drop) == ([(0,), (1,)], ((2,),))
    assert [row.status for row in found.store] == [SyncStatus.SYNCED, SyncStatus.SYNCED]
    assert not found.has_push


def test_the_program_wins_by_writing_its_list() -> None:
    found = both_changed(Policy.LOCAL_WINS)
    assert (found.store, found.drop) == ((), ())
    assert [update.values for update in found.updates] == [values(OURS)]
    assert [insert.values for insert in found.inserts] == [values(B)]


def test_a_question_leaves_both_lists_and_is_stored_once() -> None:
    found = both_changed(Policy.ASK)
    assert not found.has_push
    assert (found.drop, found.base) == ((), ())
    assert {(row.status, row.from_sheet) for row in found.store} == {(SyncStatus.CONFLICT, False)}
    waiting = stored(STEPS, A, OURS, B, status=SyncStatus.CONFLICT)
    again = plan([A, THEIRS], agreed(STEPS, A, B), waiting, Policy.ASK)
    assert again.store == ()
    assert again.conflicts == found.conflicts


@pytest.mark.parametrize("sheet", [[A, B], [A, OURS, B]])
def test_a_question_ends_where_the_lists_leave_no_doubt(sheet: list[Line]) -> None:
    waiting = stored(STEPS, A, OURS, B, status=SyncStatus.CONFLICT)
    found = plan(sheet, agreed(STEPS, A, B), waiting, Policy.ASK)
    assert found.conflicts == ()
    assert found.has_push == (sheet == [A, B])
    assert len(found.store) == 3


def test_equal_edits_are_no_conflict() -> None:
    found = plan([A, OURS], agreed(STEPS, A, B), pending(STEPS, A, OURS))
    assert found.conflicts == ()
    assert not found.has_push


@pytest.mark.parametrize("sheet", [[THEIRS], [A]])
def test_a_shorter_list_wins_only_at_the_second_read(sheet: list[Line]) -> None:
    base = agreed(STEPS, A, B)
    first = plan(sheet, base, pending(STEPS, A, OURS))
    assert first.is_incomplete
    assert (first.conflicts, first.store, first.drop) == ((), (), ())
    second = plan(sheet, {row.key: row for row in first.base}, pending(STEPS, A, OURS))
    assert [conflict.local for conflict in second.conflicts][-1] == values(OURS)
    assert second.drop == ((1,),)


def formula(value: int) -> Cell:
    return Cell(Decimal(value), is_formula=True)


COMPUTED = [[0, formula(1), "a"], [500, formula(2), "b"]]


def rates(*lines: tuple[int, int, str]) -> dict[Key, Row]:
    return pending(STEPS, *lines)


def test_where_only_computed_cells_differ_the_sheets_list_is_taken() -> None:
    base = agreed(STEPS, *COMPUTED)
    found = plan(COMPUTED, base, rates((0, 1, "a"), (500, 9, "b")))
    assert not found.has_push
    assert [row.values["rate"] for row in found.store] == [1, 2]
    (conflict,) = found.conflicts
    assert (conflict.field, conflict.loss, conflict.winner) == ("rate", Loss.NOT_WRITABLE, Source.SHEETS)
    assert (conflict.local, conflict.sheet) == ({"rate": Decimal(9)}, {"rate": Decimal(2)})


def test_computed_cells_are_left_out_of_what_is_written_and_kept() -> None:
    base = agreed(STEPS, *COMPUTED)
    found = plan(COMPUTED, base, rates((0, 7, "x"), (500, 2, "b"), (900, 3, "c")))
    assert [update.cells for update in found.updates] == [{2: "x"}]
    assert [insert.cells for insert in found.inserts] == [{0: Decimal(900), 2: "c"}]
    assert [(each.key, each.local) for each in found.conflicts] == [
        ((0,), {"rate": Decimal(7)}),
        ((2,), {"rate": Decimal(3)}),
    ]


def test_one_formula_among_typed_values_is_not_overwritten() -> None:
    lines = [[0, formula(1), "a"], [500, 2, "b"], [900, 3, "c"]]
    found = plan(lines, agreed(STEPS, *lines), rates((0, 8, "a"), (500, 9, "b"), (900, 3, "c")))
    assert [update.cells for update in found.updates] == [{1: Decimal(9)}]
    assert [each.local for each in found.conflicts] == [{"rate": Decimal(8)}]


def test_a_new_row_without_a_computed_value_loses_nothing() -> None:
    found = plan(COMPUTED, agreed(STEPS, *COMPUTED), pending(STEPS, *COMPUTED, [900, None, "c"]))
    assert len(found.inserts) == 1
    assert found.conflicts == ()


def test_the_program_cannot_win_where_only_formulas_differ() -> None:
    base = agreed(STEPS, [0, 5, "a"], [500, 6, "b"])
    found = plan(COMPUTED, base, rates((0, 1, "a"), (500, 9, "b")), Policy.LOCAL_WINS)
    assert not found.has_push
    assert [(each.loss, each.winner) for each in found.conflicts] == [(Loss.NOT_WRITABLE, Source.SHEETS)]
