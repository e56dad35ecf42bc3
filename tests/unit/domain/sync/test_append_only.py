"""A log: rows are only ever added, and of what people do to a known one somebody is asked."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.sync.append_only import WANTED_BACK, plan_append_only
from sheetanchor.domain.sync.orders import Orders, seen_missing
from sheetanchor.domain.sync.outcomes import Conflict, Loss, TablePlan
from sheetanchor.domain.sync.plan import plan_table
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.schema import Deletions, Strategy, Table, Writer
from sheetanchor.domain.tables.values import Key
from tests.unit.domain.sync.crew import CREW, agreed, pending, read, stored, tab, with_column

LOG = replace(CREW, strategy=Strategy.APPEND_ONLY, deletions=Deletions.SHEET)
ANN, BOB = [1, 15, 8, "x"], [2, 16, 9, "y"]


def plan(
    sheet: list[list[Any]], base: list[list[Any]], local: dict[Key, Row], table: Table = LOG, missing: int = 0
) -> TablePlan:
    """missing: how many reads did not find the rows of the base that the sheet lacks."""
    rows = agreed(table, *base)
    there = read(table, *sheet, base=rows).by_key
    rows = {key: row if key in there else replace(row, missing=missing) for key, row in rows.items()}
    return plan_append_only(read(table, *sheet, base=rows), rows, local)


def asked(found: TablePlan) -> list[tuple[str | None, Loss, Source | None]]:
    return [(each.field, each.loss, each.winner) for each in found.conflicts]


def untouched(found: TablePlan) -> bool:
    """Whether no value changes on either side."""
    return not (found.has_push or found.drop or any(row.from_sheet for row in found.store))


def test_rows_added_on_either_side_are_added_on_the_other() -> None:
    found = plan([ANN, BOB], [ANN], {**stored(LOG, ANN), **pending(LOG, [3, 17, 9, "z"])})
    assert [row.key for row in found.store] == [(2,)]
    assert [(insert.key, insert.before) for insert in found.inserts] == [((3,), 3)]
    assert (found.updates, found.deletes, found.conflicts) == ((), (), ())


def test_equal_sides_need_nothing() -> None:
    found = plan([ANN, BOB], [ANN, BOB], stored(LOG, ANN, BOB))
    assert (found.store, found.base, found.conflicts, found.has_push) == ((), (), (), False)


def test_an_edit_of_a_known_row_is_neither_taken_nor_undone() -> None:
    found = plan([[1, 20, 8, None]], [ANN], stored(LOG, ANN))
    assert untouched(found)
    assert asked(found) == [("wage", Loss.LOG_CHANGED, None), ("note", Loss.LOG_CHANGED, None)]
    assert (found.conflicts[0].sheet, found.conflicts[0].local) == (
        {"wage": Decimal(20)},
        {"wage": Decimal(15)},
    )
    assert [row.status for row in found.store] == [SyncStatus.CONFLICT]
    assert found.base == ()


def test_an_edit_that_is_taken_back_is_over() -> None:
    found = plan([ANN], [ANN], stored(LOG, ANN, status=SyncStatus.CONFLICT))
    assert [(row.key, row.status) for row in found.store] == [((1,), SyncStatus.SYNCED)]
    assert found.conflicts == ()


def test_what_a_person_corrected_here_goes_into_the_sheet() -> None:
    found = plan([ANN], [ANN], pending(LOG, [1, 20, 8, "x"]))
    assert [dict(update.values) for update in found.updates] == [{"wage": Decimal(20)}]
    assert found.conflicts == ()


def test_two_corrections_are_a_question() -> None:
    found = plan([[1, 21, 8, "x"]], [ANN], pending(LOG, [1, 20, 8, "x"]))
    assert asked(found) == [("wage", Loss.BOTH_CHANGED, None)]
    assert untouched(found)


def test_two_rows_of_one_key_are_a_question_whatever_is_blank() -> None:
    found = plan([[1, 20, 8, None]], [], pending(LOG, ANN))
    assert asked(found) == [("wage", Loss.NEVER_AGREED, None)]
    assert [dict(update.values) for update in found.updates] == [{"note": "x"}]


def test_a_column_declared_since_is_filled_from_either_side() -> None:
    before = agreed(LOG, ANN)
    blank = {
        key: replace(row, cells={name: cell for name, cell in row.cells.items() if name != "note"})
        for key, row in before.items()
    }
    found = plan_append_only(read(LOG, ANN), blank, stored(LOG, [1, 15, 8, None]))
    assert [(row.values["note"], row.from_sheet) for row in found.store] == [("x", True)]
    assert found.conflicts == ()


FORMULA = Cell(Decimal(20), is_formula=True)


def test_what_formulas_compute_is_no_edit() -> None:
    base = [[1, 15, Cell(Decimal(8), is_formula=True), "x"]]
    found = plan([[1, 15, Cell(Decimal(9), is_formula=True), "x"]], base, stored(LOG, ANN))
    assert [row.values["share"] for row in found.store] == [Decimal(9)]
    assert found.conflicts == ()


def test_a_formula_typed_over_a_value_is_an_edit_and_is_never_written_over() -> None:
    found = plan([[1, FORMULA, 8, "x"], BOB, [3, 1]], [ANN], stored(LOG, ANN))
    assert asked(found) == [("wage", Loss.LOG_CHANGED, None)]
    kept_local = plan([[1, FORMULA, 8, "x"]], [[1, 20, 8, "x"]], stored(LOG, ANN))
    assert asked(kept_local) == [("wage", Loss.NOT_WRITABLE, None)]
    assert untouched(kept_local)


def test_what_is_typed_into_a_column_of_the_program_does_not_stand() -> None:
    table = with_column(LOG, "wage", writer=Writer.LOCAL)
    found = plan([[1, 20, 8, "x"]], [ANN], stored(table, ANN), table)
    assert [(update.key, dict(update.values)) for update in found.updates] == [((1,), {"wage": Decimal(15)})]
    assert asked(found) == [("wage", Loss.NOT_WRITABLE, Source.LOCAL)]


def test_of_a_column_of_programs_a_person_is_asked_where_another_program_has_written() -> None:
    table = with_column(LOG, "wage", writer=Writer.LOCAL)
    base, local = agreed(table, ANN), stored(table, ANN)
    found = plan_table(table, tab(table, [1, 20, 8, "x"]), base, local, Orders(others_wrote=True))
    assert asked(found) == [("wage", Loss.LOG_CHANGED, None)]
    assert untouched(found)


def test_what_another_program_filled_in_a_column_declared_since_is_taken() -> None:
    table = with_column(LOG, "note", writer=Writer.LOCAL)
    base = agreed(table, ANN)
    blank = {
        key: replace(row, cells={n: c for n, c in row.cells.items() if n != "note"})
        for key, row in base.items()
    }
    local = stored(table, [1, 15, 8, None])
    found = plan_table(table, tab(table, ANN), blank, local, Orders(others_wrote=True))
    assert [(row.values["note"], row.from_sheet) for row in found.store] == [("x", True)]
    assert found.conflicts == ()


def test_a_row_missed_once_is_only_counted() -> None:
    found = plan([BOB], [ANN, BOB], stored(LOG, ANN, BOB))
    assert [(row.key, row.missing) for row in found.base] == [((1,), 1)]
    assert found.is_incomplete
    assert found.unsaid == ((1,),)
    assert (found.conflicts, found.drop) == ((), ())


@pytest.mark.parametrize("missing", [1, 2])
def test_a_deleted_row_stays_here_and_a_person_is_asked(missing: int) -> None:
    found = plan([BOB], [ANN, BOB], stored(LOG, ANN, BOB), missing=missing)
    local = stored(LOG, ANN)[(1,)].values
    assert found.conflicts == (Conflict("crew", (1,), None, Loss.LOG_CHANGED, None, local, None),)
    assert untouched(found)
    assert [(row.key, row.missing) for row in found.base] == ([((1,), 2)] if missing == 1 else [])
    assert [(row.key, row.status) for row in found.store] == [((1,), SyncStatus.CONFLICT)]


def test_while_a_key_is_in_doubt_nothing_is_said_of_a_row_that_is_not_found() -> None:
    found = plan([BOB, [None, 17]], [ANN, BOB], stored(LOG, ANN, BOB), missing=2)
    assert untouched(found)
    assert (found.conflicts, found.unsaid) == ((), ((1,),))


def test_a_row_that_a_person_wants_back_is_added_again() -> None:
    found = plan([BOB], [ANN, BOB], stored(LOG, ANN, BOB), missing=WANTED_BACK)
    assert [insert.key for insert in found.inserts] == [(1,)]
    assert [(row.key, row.status) for row in found.store] == [((1,), SyncStatus.PENDING)]
    assert (found.conflicts, found.forget, found.base) == ((), (), ())


def test_what_is_said_to_be_meant_does_not_take_back_what_a_person_wants() -> None:
    base = {key: replace(row, missing=WANTED_BACK) for key, row in agreed(LOG, ANN).items()}
    assert seen_missing(base) == base


def test_where_nobodys_deletions_count_the_row_is_added_again_and_that_is_told() -> None:
    table = replace(LOG, deletions=Deletions.NOBODY)
    found = plan([BOB], [ANN, BOB], stored(table, ANN, BOB), table, missing=1)
    assert [insert.key for insert in found.inserts] == [(1,)]
    assert asked(found) == [(None, Loss.DELETED_AND_EDITED, Source.LOCAL)]


def test_a_row_that_is_held_says_nothing_about_what_waits() -> None:
    found = plan([[1, "1,5O", 8, "x"]], [ANN], stored(LOG, ANN, status=SyncStatus.CONFLICT))
    assert untouched(found)
    assert (found.conflicts, found.unsaid) == ((), ((1,),))


def test_a_key_typed_over_is_a_question() -> None:
    found = plan([[7, *ANN[1:]]], [ANN], stored(LOG, ANN), missing=1)
    assert asked(found) == [(None, Loss.REKEYED, None)]
    assert untouched(found)


def test_the_table_says_that_it_is_a_log() -> None:
    found = plan_table(LOG, tab(LOG, [1, 20, 8, "x"]), agreed(LOG, ANN), stored(LOG, ANN))
    assert asked(found) == [("wage", Loss.LOG_CHANGED, None)]
    rebuilt = plan_table(LOG, tab(LOG, [1, 20, 8, "x"]), {}, stored(LOG, ANN), Orders(asks=True))
    assert asked(rebuilt) == [("wage", Loss.NEVER_AGREED, None)]


def test_a_row_that_the_program_deleted_while_the_table_was_none_comes_back() -> None:
    found = plan([ANN], [ANN], {})
    assert [(row.key, row.from_sheet) for row in found.store] == [((1,), True)]
    assert asked(found) == [(None, Loss.DELETED_AND_EDITED, Source.SHEETS)]
