"""Rows found by key: who holds a row, and what follows for the other side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.incremental import plan_incremental
from sheetanchor.domain.sync.outcomes import Loss, TablePlan
from sheetanchor.domain.tables.cells import Cell, CellFormat
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.schema import Policy, Table
from sheetanchor.domain.tables.values import Key
from tests.unit.domain.sync.crew import CREW, agreed, pending, read, stored

ANN, BOB = [1, 15, 8, "x"], [2, 16, 9, "y"]
Line = Sequence[Any]


def plan(
    sheet: Sequence[Line],
    base: Mapping[Key, BaseRow],
    local: Mapping[Key, Row],
    table: Table = CREW,
    header: Line | None = None,
) -> TablePlan:
    return plan_incremental(read(table, *sheet, header=header, base=base), base, local)


def nothing(found: TablePlan) -> bool:
    """Whether a plan does nothing at all."""
    return found == TablePlan(
        found.table, found.sheet_id, found.columns, held=found.held, unsaid=found.unsaid
    )


def test_equal_sides_need_nothing() -> None:
    found = plan([ANN, BOB], agreed(CREW, ANN, BOB), stored(CREW, ANN, BOB))
    assert nothing(found)
    assert not found.has_push
    assert (found.table, found.sheet_id) == ("crew", 7)
    assert found.columns == {"worker": 0, "wage": 1, "share": 2, "note": 3}


@pytest.mark.parametrize("order", [[BOB, ANN], [[], BOB, [], ANN]])
def test_sorted_and_spread_rows_need_nothing(order: Sequence[Line]) -> None:
    assert nothing(plan(order, agreed(CREW, ANN, BOB), stored(CREW, ANN, BOB)))


def test_a_value_typed_otherwise_is_agreed_anew_and_nothing_is_stored() -> None:
    found = plan([[1, "$15.00", "8 %", "x"]], agreed(CREW, ANN), stored(CREW, ANN))
    assert (found.store, found.updates, found.conflicts) == ((), (), ())
    (base,) = found.base
    assert base.cells["wage"].cell == Cell("$15.00")


def test_a_row_of_the_sheet_is_taken() -> None:
    found = plan([ANN, BOB], agreed(CREW, ANN), stored(CREW, ANN))
    (row,) = found.store
    assert (row.key, row.values["wage"], row.status) == ((2,), Decimal(16), SyncStatus.SYNCED)
    assert row.from_sheet
    assert [base.key for base in found.base] == [(2,)]


def test_an_edit_of_the_sheet_is_taken() -> None:
    found = plan([[1, 20, 8, "x"]], agreed(CREW, ANN), stored(CREW, ANN))
    (row,) = found.store
    assert (row.values["wage"], row.from_sheet, row.status) == (Decimal(20), True, SyncStatus.SYNCED)
    assert found.base[0].cells["wage"].value == 20


def test_a_local_edit_is_written_into_its_cell_alone() -> None:
    local = pending(CREW, [1, 20, 8, "x"])
    found = plan([BOB, [], ANN], agreed(CREW, ANN, BOB), {**local, **stored(CREW, BOB)})
    (update,) = found.updates
    assert (update.key, update.place) == ((1,), 3)
    assert (update.values, update.cells) == ({"wage": Decimal(20)}, {1: Decimal(20)})
    assert (found.store, found.base, found.conflicts) == ((), (), ())


def test_a_local_edit_follows_its_column_and_its_format() -> None:
    header = ["Note", "Mine", "Share", "Wage", "Worker"]
    line = ["x", "keep", Cell(Decimal("0.08"), CellFormat.PERCENT), 15, 1]
    base = agreed(CREW, ANN)
    found = plan([line], base, pending(CREW, [1, 15, "8.5", "x"]), header=header)
    assert found.updates[0].cells == {2: Decimal("0.085")}


def test_a_value_removed_locally_empties_the_cell() -> None:
    found = plan([ANN], agreed(CREW, ANN), pending(CREW, [1, 15, 8]))
    assert found.updates[0].cells == {3: None}


def test_disjoint_edits_of_one_row_merge() -> None:
    found = plan([[1, 20, 8, "x"]], agreed(CREW, ANN), pending(CREW, [1, 15, 9, "x"]))
    (row,) = found.store
    assert (row.values["wage"], row.values["share"]) == (20, 9)
    assert row.status is SyncStatus.PENDING
    assert found.updates[0].values == {"share": Decimal(9)}
    assert found.conflicts == ()


def test_equal_edits_settle_the_row() -> None:
    found = plan([[1, "20.00", 8, "x"]], agreed(CREW, ANN), pending(CREW, [1, 20, 8, "x"]))
    assert [row.status for row in found.store] == [SyncStatus.SYNCED]
    assert (found.updates, found.conflicts) == ((), ())


def test_an_edit_taken_back_settles_the_row() -> None:
    found = plan([ANN], agreed(CREW, ANN), pending(CREW, ANN))
    assert [row.status for row in found.store] == [SyncStatus.SYNCED]
    assert not found.store[0].from_sheet


def test_a_conflict_that_waits_is_stored_once() -> None:
    table = replace(CREW, policy=Policy.ASK)
    base, local = agreed(table, ANN), pending(table, [1, 30, 8, "x"])
    first = plan([[1, 20, 8, "x"]], base, local, table)
    assert [row.status for row in first.store] == [SyncStatus.CONFLICT]
    assert not first.has_push
    again = plan([[1, 20, 8, "x"]], base, stored(table, [1, 30, 8, "x"], status=SyncStatus.CONFLICT), table)
    assert (again.store, again.base, again.updates) == ((), (), ())
    assert again.conflicts == first.conflicts


def test_a_row_that_waits_in_one_cell_goes_on_in_another() -> None:
    table = replace(CREW, policy=Policy.ASK)
    found = plan([[1, 20, 8, "x"]], agreed(table, ANN), pending(table, [1, 30, 9, "x"]), table)
    assert found.updates[0].values == {"share": Decimal(9)}
    assert found.store == ()
    assert [conflict.field for conflict in found.conflicts] == ["wage"]


def test_a_new_local_row_is_inserted_below_the_last_one() -> None:
    found = plan([[], ANN, []], agreed(CREW, ANN), {**stored(CREW, ANN), **pending(CREW, BOB)})
    (insert,) = found.inserts
    assert (insert.key, insert.before) == ((2,), 3)
    assert insert.cells == {0: 2, 1: Decimal(16), 2: Decimal(9), 3: "y"}
    assert found.store == ()


def test_a_new_row_takes_over_the_format_of_the_one_above() -> None:
    ann = [1, 15, Cell(Decimal("0.08"), CellFormat.PERCENT), "x"]
    plain: list[Any] = [3, 17]
    for above, share in ((ann, "0.09"), (plain, "9")):
        lines = [plain, ann] if above is ann else [ann, plain]
        found = plan(lines, agreed(CREW, *lines), {**stored(CREW, *lines), **pending(CREW, BOB)})
        assert found.inserts[0].cells[2] == Decimal(share)


def test_a_row_that_is_missing_without_a_base_is_inserted_and_pending() -> None:
    found = plan([], {}, stored(CREW, ANN))
    assert [(row.status, row.from_sheet) for row in found.store] == [(SyncStatus.PENDING, False)]
    assert [insert.key for insert in found.inserts] == [(1,)]


def test_a_row_made_on_both_sides_is_merged_cell_by_cell() -> None:
    found = plan([[1, 20, None, "x"]], {}, pending(CREW, [1, 15, 8]))
    (conflict,) = found.conflicts
    assert (conflict.field, conflict.loss) == ("wage", Loss.NEVER_AGREED)
    assert conflict.local == {"wage": Decimal(15)}
    (row,) = found.store
    assert row.values == {"worker": 1, "wage": 20, "share": 8, "note": "x"}
    assert found.updates[0].values == {"share": Decimal(8)}


def test_a_held_row_is_neither_pulled_nor_pushed_nor_deleted() -> None:
    local = pending(CREW, [1, 99, 8, "x"])
    found = plan([[1, "abc", 8, "new"]], agreed(CREW, ANN), local)
    assert nothing(found)
    assert [held.address for held in found.held] == ["B2"]


def test_a_new_row_that_cannot_be_read_is_held() -> None:
    found = plan([[1, "abc"]], {}, {})
    assert nothing(found)
    assert [held.key for held in found.held] == [(1,)]


def test_a_held_row_that_the_program_deleted_stays() -> None:
    assert nothing(plan([[1, "abc"]], agreed(CREW, ANN), {}))


def test_doubled_keys_leave_both_rows_alone() -> None:
    found = plan([ANN, [1, 20]], agreed(CREW, ANN), pending(CREW, [1, 30, 8, "x"]))
    assert nothing(found)
    assert len(found.held) == 2


def test_a_held_row_was_not_missed() -> None:
    base = {key: replace(row, missing=1) for key, row in agreed(CREW, ANN).items()}
    assert [row.missing for row in plan([[1, "abc"]], base, stored(CREW, ANN)).base] == [0]


def formula(value: int) -> Cell:
    return Cell(Decimal(value), is_formula=True)


def test_a_formula_cell_is_never_written() -> None:
    base = agreed(CREW, ANN, BOB, [3, 17], [4, 18])
    local = {**pending(CREW, [1, 99, 99, "x"]), **stored(CREW, BOB, [3, 17], [4, 18])}
    found = plan([[1, formula(15), 8, "x"], BOB, [3, 17], [4, 18]], base, local)
    assert found.updates[0].cells == {2: Decimal(99)}
    (conflict,) = found.conflicts
    assert (conflict.field, conflict.loss, conflict.winner) == ("wage", Loss.NOT_WRITABLE, Source.SHEETS)
    assert conflict.local == {"wage": Decimal(99)}


def test_beside_a_single_formula_the_column_goes_on() -> None:
    base = agreed(CREW, ANN, BOB, [3, 17])
    local = {**stored(CREW, ANN, [3, 17]), **pending(CREW, [2, 99, 9, "y"], [4, 18])}
    found = plan([[1, formula(15), 8, "x"], BOB, [3, 17]], base, local)
    assert [update.cells for update in found.updates] == [{1: Decimal(99)}]
    assert found.inserts[0].cells[1] == 18


def test_a_new_row_leaves_a_computed_column_out_and_keeps_its_value() -> None:
    lines = [[1, 15, formula(8)], [2, 16, formula(9)]]
    base, local = agreed(CREW, *lines), stored(CREW, *lines)
    first = plan(lines, base, {**local, **pending(CREW, [3, 17, 7])})
    assert 2 not in first.inserts[0].cells
    base[(3,)] = replace(agreed(CREW, [3, 17])[(3,)])
    del base[(3,)].cells["share"]  # type: ignore[attr-defined]
    then = plan([*lines, [3, 17]], base, {**local, **stored(CREW, [3, 17, 7])})
    (row,) = then.store
    assert (row.values["share"], row.status) == (Decimal(7), SyncStatus.CONFLICT)


def test_a_row_whose_key_people_compute_is_held_instead_of_added_without_it() -> None:
    found = plan([[formula(1), 15, 8, "x"]], agreed(CREW, ANN), {**stored(CREW, ANN), **pending(CREW, BOB)})
    assert (found.inserts, found.store) == ((), ())
    (held,) = found.held
    assert (held.address, held.row, held.key, held.header) == ("A3", 3, (2,), "Worker")
    assert "formulas compute this column" in held.reason
