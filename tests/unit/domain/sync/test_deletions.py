"""Rows are deleted only where somebody deleted them, and only when that is certain."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.incremental import READS_TO_BELIEVE, plan_incremental
from sheetanchor.domain.sync.outcomes import Loss, TablePlan
from sheetanchor.domain.tables.rows import Source, SyncStatus
from sheetanchor.domain.tables.schema import Deletions, Table
from sheetanchor.domain.tables.values import Key
from tests.unit.domain.sync.crew import CREW, agreed, pending, read, stored

ANN, BOB, EDITED = [1, 15, 8, "x"], [2, 16, 9, "y"], [1, 20, 8, "x"]
LOCAL = stored(CREW, ANN, BOB)


def missed(times: int, *lines: list[Any]) -> dict[Key, BaseRow]:
    return {key: replace(row, missing=times) for key, row in agreed(CREW, *lines).items()}


def declared(deletions: Deletions) -> Table:
    return replace(CREW, deletions=deletions)


def plan(sheet: list[list[Any]], base: Mapping[Key, BaseRow], local: Any, table: Table = CREW) -> TablePlan:
    return plan_incremental(read(table, *sheet), base, local)


def test_a_row_missed_once_is_only_counted() -> None:
    found = plan([BOB], agreed(CREW, ANN, BOB), LOCAL)
    assert (found.drop, found.forget, found.inserts) == ((), (), ())
    assert [(row.key, row.missing) for row in found.base] == [((1,), 1)]
    assert found.is_incomplete
    assert READS_TO_BELIEVE == 2


def test_a_row_missed_twice_is_deleted() -> None:
    found = plan([BOB], {**missed(1, ANN), **agreed(CREW, BOB)}, LOCAL)
    assert (found.drop, found.forget) == (((1,),), ((1,),))
    assert not found.is_incomplete
    assert found.conflicts == ()


def test_a_row_that_came_back_was_never_gone() -> None:
    found = plan([ANN, BOB], {**missed(1, ANN), **agreed(CREW, BOB)}, LOCAL)
    assert [row.missing for row in found.base] == [0]
    assert (found.drop, found.store) == ((), ())


@pytest.mark.parametrize("doubtful", [[None, 17], ["1O", 15], [2, 99], [True, 1]])
def test_while_a_key_is_in_doubt_nothing_is_deleted_and_no_known_key_added(doubtful: list[Any]) -> None:
    base = {**missed(1, ANN), **agreed(CREW, BOB)}
    for local in (LOCAL, {**LOCAL, **pending(CREW, EDITED)}):
        found = plan([BOB, doubtful], base, local)
        assert (found.drop, found.forget, found.inserts, found.base) == ((), (), (), ())
        assert not found.is_incomplete


def test_while_a_key_is_in_doubt_a_new_row_still_gets_in() -> None:
    found = plan([BOB, [None, 17]], agreed(CREW, BOB), {**stored(CREW, BOB), **pending(CREW, [3, 18])})
    assert [insert.key for insert in found.inserts] == [(3,)]


@pytest.mark.parametrize("local", [pending(CREW, EDITED), stored(CREW, EDITED, status=SyncStatus.CONFLICT)])
def test_a_local_edit_wins_over_a_deletion_in_the_sheet(local: Any) -> None:
    found = plan([BOB], {**missed(1, ANN), **agreed(CREW, BOB)}, {**LOCAL, **local})
    assert [insert.key for insert in found.inserts] == [(1,)]
    assert (found.drop, found.forget) == ((), ())
    (conflict,) = found.conflicts
    assert (conflict.loss, conflict.winner, conflict.field) == (Loss.DELETED_AND_EDITED, Source.LOCAL, None)
    assert conflict.sheet is None
    assert conflict.local is not None
    assert conflict.local["wage"] == 20


def test_a_deletion_that_lost_is_told_once_and_the_base_stays_until_the_row_is_back() -> None:
    local = {**LOCAL, **pending(CREW, EDITED)}
    base = {**missed(1, ANN), **agreed(CREW, BOB)}
    first = plan([BOB], base, local)
    again = plan([BOB], {**base, **{row.key: row for row in first.base}}, local)
    assert [insert.key for insert in again.inserts] == [(1,)]
    assert (again.conflicts, again.forget, again.base) == ((), (), ())


@pytest.mark.parametrize("deletions", [Deletions.NOBODY, Deletions.LOCAL])
def test_where_people_may_not_delete_the_row_comes_back(deletions: Deletions) -> None:
    found = plan([BOB], {**missed(1, ANN), **agreed(CREW, BOB)}, LOCAL, declared(deletions))
    assert (found.drop, [insert.key for insert in found.inserts]) == ((), [(1,)])
    assert [(row.key, row.status) for row in found.store] == [((1,), SyncStatus.PENDING)]


def test_a_row_deleted_by_the_program_is_deleted_in_the_sheet() -> None:
    found = plan([[], ANN, BOB], agreed(CREW, ANN, BOB), stored(CREW, BOB))
    assert [(delete.key, delete.place) for delete in found.deletes] == [((1,), 2)]
    assert (found.store, found.forget, found.conflicts) == ((), (), ())


def test_an_edit_in_the_sheet_wins_over_a_deletion_by_the_program() -> None:
    found = plan([EDITED, BOB], agreed(CREW, ANN, BOB), stored(CREW, BOB))
    assert found.deletes == ()
    assert [(row.key, row.values["wage"]) for row in found.store] == [((1,), 20)]
    (conflict,) = found.conflicts
    assert (conflict.loss, conflict.winner, conflict.local) == (
        Loss.DELETED_AND_EDITED,
        Source.SHEETS,
        None,
    )


@pytest.mark.parametrize("deletions", [Deletions.NOBODY, Deletions.SHEET])
def test_where_programs_may_not_delete_the_row_comes_back(deletions: Deletions) -> None:
    found = plan([ANN, BOB], agreed(CREW, ANN, BOB), stored(CREW, BOB), declared(deletions))
    assert (found.deletes, [row.key for row in found.store]) == ((), [(1,)])


def test_a_row_of_which_one_cell_was_never_agreed_is_no_row_to_delete() -> None:
    base = agreed(CREW, ANN, BOB)
    (cells,) = [{name: cell for name, cell in base[(1,)].cells.items() if name != "note"}]
    base[(1,)] = replace(base[(1,)], cells=cells, missing=1)
    assert plan([BOB], base, LOCAL).drop == ()
    assert plan([ANN, BOB], base, stored(CREW, BOB)).deletes == ()


def test_a_row_gone_on_both_sides_is_forgotten() -> None:
    found = plan([BOB], agreed(CREW, ANN, BOB), stored(CREW, BOB))
    assert (found.forget, found.drop, found.deletes, found.conflicts) == (((1,),), (), (), ())
    assert not found.is_incomplete
