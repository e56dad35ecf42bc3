"""A list as one value: taken whole, pushed by as few row changes as will do."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.full_replace import plan_full_replace
from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.sync.problems import Guard, TablePausedError
from sheetanchor.domain.tables.cells import Cell, CellFormat
from sheetanchor.domain.tables.kinds import Text
from sheetanchor.domain.tables.rows import Row, SyncStatus
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.domain.tables.values import Key
from tests.unit.domain.sync.crew import STEPS, agreed, pending, read, stored

Line = Sequence[Any]
A, B, C, D = [0, 0, "a"], [500, 2, "b"], [1000, 4, "c"], [2000, 6, "d"]


def plan(
    sheet: Sequence[Line], base: Mapping[Key, BaseRow], local: Mapping[Key, Row], table: Table = STEPS
) -> TablePlan:
    return plan_full_replace(read(table, *sheet, base=base), base, local)


def pushed(sheet: Sequence[Line], ours: Sequence[Line]) -> TablePlan:
    """The plan where only the program changed the list."""
    return plan(sheet, agreed(STEPS, *sheet), pending(STEPS, *ours))


def shape(found: TablePlan) -> tuple[list[int], list[int], list[int]]:
    """Places updated, inserted before and deleted."""
    return (
        [update.place for update in found.updates],
        [insert.before for insert in found.inserts],
        [delete.place for delete in found.deletes],
    )


def test_equal_lists_need_nothing() -> None:
    found = plan([A, [], B], agreed(STEPS, A, B), stored(STEPS, A, B))
    assert found == TablePlan("steps", 7, found.columns)


def test_empty_lists_need_nothing() -> None:
    assert plan([], {}, {}) == TablePlan("steps", 7, {"least": 0, "rate": 1, "label": 2})


@pytest.mark.parametrize("sheet", [[A, B, C], [B], [[1, 1, "x"], B], [B, A]])
def test_a_list_changed_in_the_sheet_is_taken_whole(sheet: list[Line]) -> None:
    base = {key: replace(row, missing=1) for key, row in agreed(STEPS, A, B).items()}
    found = plan(sheet, base, stored(STEPS, A, B))
    assert found.conflicts == ()
    assert not found.has_push
    local = {key: row.values for key, row in stored(STEPS, A, B).items() if key not in found.drop}
    local |= {row.key: row.values for row in found.store}
    assert [local[(place,)] for place in range(len(local))] == [
        row.values for row in read(STEPS, *sheet).rows
    ]
    assert [row.key for row in found.base] == [(place,) for place in range(len(sheet))]


def test_only_rows_that_differ_are_stored() -> None:
    found = plan([A, [500, 3, "b"]], agreed(STEPS, A, B), stored(STEPS, A, B))
    assert [(row.key, row.from_sheet) for row in found.store] == [((1,), True)]


def test_a_shorter_list_is_believed_at_the_second_read() -> None:
    base = agreed(STEPS, A, B, C)
    first = plan([A, C], base, stored(STEPS, A, B, C))
    assert first.is_incomplete
    assert (first.store, first.drop) == ((), ())
    assert [row.missing for row in first.base] == [1, 1, 1]
    seen = {row.key: row for row in first.base}
    second = plan([A, C], seen, stored(STEPS, A, B, C))
    assert (second.drop, second.forget) == (((2,),), ((2,),))
    assert [row.key for row in second.store] == [(1,)]


def test_a_list_that_is_whole_again_was_never_shorter() -> None:
    base = {key: replace(row, missing=1) for key, row in agreed(STEPS, A, B).items()}
    assert [row.missing for row in plan([A, B], base, stored(STEPS, A, B)).base] == [0, 0]
    then = plan([A, B], base, pending(STEPS, A, C))
    assert [row.missing for row in then.base] == [0, 0]


@pytest.mark.parametrize(
    ("ours", "places"),
    [
        ([A, [500, 9, "b"], C], ([2], [], [])),
        ([A, B, C, D], ([], [4], [])),
        ([D, A, B, C], ([], [1], [])),
        ([A, D, D, B, C], ([], [2, 2], [])),
        ([A, C], ([], [], [2])),
        ([B, C], ([], [], [1])),
        ([], ([], [], [1, 2, 3])),
        ([A, D, [1, 1, "x"], C], ([2], [3], [])),
        ([D], ([1], [], [2, 3])),
        ([B, A, C], ([], [1], [3])),
    ],
)
def test_a_list_changed_by_the_program_moves_as_few_rows_as_will_do(
    ours: list[Line], places: tuple[list[int], list[int], list[int]]
) -> None:
    found = pushed([A, B, C], ours)
    if ours == [B, A, C]:
        assert sum(map(len, shape(found))) == 2
    else:
        assert shape(found) == places
    assert found.conflicts == ()


def test_only_the_changed_cells_of_a_row_are_written() -> None:
    (update,) = pushed([A, B], [A, [500, 9, "b"]]).updates
    assert (update.key, update.values, update.cells) == ((1,), {"rate": Decimal(9)}, {1: Decimal(9)})


def test_all_rows_of_a_list_that_is_pushed_are_pending() -> None:
    local = {**pending(STEPS, A, C), **stored(STEPS, A)}
    found = plan([A, B], agreed(STEPS, A, B), local)
    assert [(row.key, row.status, row.from_sheet) for row in found.store] == [
        ((0,), SyncStatus.PENDING, False)
    ]


def test_rows_are_inserted_where_the_list_goes_on_below_blank_rows() -> None:
    found = plan([A, [], [], B], agreed(STEPS, A, B), pending(STEPS, A, C, B))
    assert shape(found) == ([], [4], [])


def test_a_row_put_first_is_written_for_the_formats_below_it() -> None:
    a = [0, Cell(Decimal("0.01"), CellFormat.PERCENT), "a"]
    found = plan([a], agreed(STEPS, a), pending(STEPS, D, a))
    assert found.inserts[0].cells[1] == Decimal("0.06")


def test_a_row_put_last_is_written_for_the_formats_above_it() -> None:
    b = [500, Cell(Decimal("0.02"), CellFormat.PERCENT), "b"]
    found = plan([A, b], agreed(STEPS, A, b), pending(STEPS, A, b, D))
    assert found.inserts[0].cells[1] == Decimal("0.06")


def test_the_order_in_which_a_replica_gives_places_does_not_matter() -> None:
    base, local = agreed(STEPS, A, B, C), stored(STEPS, A, B, C)
    found = plan([A, B, C], dict(reversed(base.items())), dict(reversed(local.items())))
    assert not found.has_push
    assert (found.store, found.base) == ((), ())


@pytest.mark.parametrize("status", [SyncStatus.PENDING, SyncStatus.CONFLICT])
def test_lists_that_came_to_agree_are_settled(status: SyncStatus) -> None:
    found = plan([A, B], agreed(STEPS, A, C), stored(STEPS, A, B, status=status))
    assert [(row.status, row.from_sheet) for row in found.store] == [(SyncStatus.SYNCED, False)] * 2
    assert [row.key for row in found.base] == [(1,)]
    assert not found.has_push


def test_agreed_places_past_the_end_are_forgotten() -> None:
    found = plan([A], agreed(STEPS, A, B), stored(STEPS, A))
    assert (found.forget, found.base) == (((1,),), ())


def test_a_first_list_of_the_sheet_is_taken() -> None:
    found = plan([A, B], {}, {})
    assert [row.key for row in found.store] == [(0,), (1,)]
    assert found.conflicts == ()


def test_a_first_list_of_the_program_fills_an_empty_tab() -> None:
    found = plan([], {}, pending(STEPS, A, B))
    assert shape(found) == ([], [1, 1], [])
    assert (found.drop, found.conflicts) == ((), ())


def test_a_column_declared_since_is_no_change_of_either_side() -> None:
    table = replace(STEPS, columns=(*STEPS.columns, Column("hint", "Hint", Text(), default="-")))
    base = agreed(STEPS, A, B)
    local = stored(table, [*A, "-"], [*B, "-"])
    found = plan([[*A, "new"], B], base, local, table)
    assert found.conflicts == ()
    assert [row.values["hint"] for row in found.store] == ["new"]


def test_a_column_declared_no_more_is_no_change_of_either_side() -> None:
    table = replace(STEPS, columns=STEPS.columns[:2])
    found = plan([[0, 1, "a"]], agreed(STEPS, A), stored(table, A), table)
    assert found.conflicts == ()
    assert [row.values["rate"] for row in found.store] == [1]


@pytest.mark.parametrize("bad", [["five hundred", 2], [None, 2], [-1, 2], [Cell(error="#REF!")]])
@pytest.mark.parametrize("local", [stored(STEPS, A, B), pending(STEPS, A, C), {}])
def test_one_bad_row_holds_the_whole(bad: Line, local: Mapping[Key, Row]) -> None:
    with pytest.raises(TablePausedError, match=r"Steps!A3 \(Least\)") as caught:
        plan([A, bad, C], agreed(STEPS, A, B), local)
    assert caught.value.pause.guard is Guard.ROW_UNREADABLE
    assert "last good rows stay in use" in str(caught.value)


def test_equal_rows_are_no_doubled_keys() -> None:
    assert len(plan([A, A, A], {}, {}).store) == 3
