"""A strategy of a plugin's own: asked where both sides changed one cell, and never more than a choice."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.sync.orders import Orders
from sheetanchor.domain.sync.outcomes import Loss, TablePlan
from sheetanchor.domain.sync.own import plan_own
from sheetanchor.domain.sync.plan import plan_table
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.deciding import Decision, Disputed
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.schema import Table, Writer
from sheetanchor.domain.tables.values import Key
from tests.unit.domain.sync.crew import CREW, agreed, pending, read, stored, tab, with_column

ANN, OURS, THEIRS = [1, 15, 8, "x"], [1, 16, 8, "ours"], [1, 17, 8, "theirs"]
SHEET, LOCAL, ASK = Decision.TAKE_SHEET, Decision.TAKE_LOCAL, Decision.ASK


class Judge:
    """Answers as told, and remembers what it was asked."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.asked: list[Disputed] = []

    def __call__(self, disputed: Disputed) -> Any:
        self.asked.append(disputed)
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def never(disputed: Disputed) -> Decision:
    raise AssertionError(f"it was asked about {disputed}")


def plan(
    answer: Any,
    sheet: list[Any],
    base: list[list[Any]],
    local: Mapping[Key, Row],
    table: Table = CREW,
) -> TablePlan:
    declared = replace(table, strategy=answer if callable(answer) else Judge(answer))
    return plan_own(read(declared, sheet), agreed(declared, *base), local)


def cells(found: TablePlan) -> dict[str | None, tuple[Loss, Source | None]]:
    return {each.field: (each.loss, each.winner) for each in found.conflicts}


@pytest.mark.parametrize(
    ("sheet", "base", "local"),
    [
        (ANN, [ANN], stored(CREW, ANN)),
        (THEIRS, [ANN], stored(CREW, ANN)),
        (ANN, [ANN], pending(CREW, OURS)),
        (OURS, [ANN], pending(CREW, OURS)),
        ([1, 17, 8, "x"], [ANN], pending(CREW, [1, 15, 9, "x"])),
        (ANN, [], {}),
        (ANN, [], stored(CREW, [1, 15, None, None])),
    ],
)
def test_it_is_not_asked_where_one_side_alone_changed(
    sheet: list[Any], base: list[list[Any]], local: Mapping[Key, Row]
) -> None:
    assert plan(never, sheet, base, local).conflicts == ()


def test_it_is_asked_once_for_a_row_with_all_that_is_known_of_it() -> None:
    judge = Judge(ASK)
    plan(judge, THEIRS, [ANN], pending(CREW, OURS))
    (asked,) = judge.asked
    assert (asked.table, asked.key, asked.fields) == ("crew", (1,), frozenset({"wage", "note"}))
    assert asked.base == {"worker": 1, "wage": 15, "share": 8, "note": "x"}
    assert asked.local == {"worker": 1, "wage": 16, "share": 8, "note": "ours"}
    assert asked.sheet == {"worker": 1, "wage": 17, "share": 8, "note": "theirs"}


@pytest.mark.parametrize(
    ("answer", "winner", "wage", "is_pushed"),
    [(SHEET, Source.SHEETS, 17, False), (LOCAL, Source.LOCAL, 16, True), (ASK, None, 16, False)],
)
def test_one_answer_is_for_all_of_its_fields_and_the_loser_is_kept(
    answer: Decision, winner: Source | None, wage: int, is_pushed: bool
) -> None:
    found = plan(answer, THEIRS, [ANN], pending(CREW, OURS))
    assert cells(found) == {"wage": (Loss.BOTH_CHANGED, winner), "note": (Loss.BOTH_CHANGED, winner)}
    (row,) = found.store or stored(CREW, OURS).values()
    assert row.values["wage"] == Decimal(wage)
    assert found.has_push == is_pushed
    assert found.complaints == ()


def test_fields_can_be_answered_one_by_one_and_what_is_left_out_is_asked_about() -> None:
    found = plan({"wage": LOCAL}, THEIRS, [ANN], pending(CREW, OURS))
    assert cells(found) == {"wage": (Loss.BOTH_CHANGED, Source.LOCAL), "note": (Loss.BOTH_CHANGED, None)}
    assert [dict(update.values) for update in found.updates] == [{"wage": Decimal(16)}]


def test_of_a_row_made_on_both_sides_it_is_asked_as_well() -> None:
    judge = Judge(SHEET)
    found = plan(judge, THEIRS, [], pending(CREW, OURS))
    assert cells(found)["wage"] == (Loss.NEVER_AGREED, Source.SHEETS)
    assert judge.asked[0].base == {}


def test_what_changed_on_one_side_is_merged_beside_what_is_disputed() -> None:
    found = plan(ASK, [1, 17, 9, "x"], [ANN], pending(CREW, [1, 16, 8, "ours"]))
    (row,) = found.store
    assert (row.values["wage"], row.values["share"], row.values["note"]) == (16, 9, "ours")
    assert [dict(update.values) for update in found.updates] == [{"note": "ours"}]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (ValueError("no\n such  wage"), "failed with ValueError: no such wage"),
        (None, "failed with TypeError"),
        ("take the sheet's", "failed with ValueError"),
        (Source.LOCAL, "failed with TypeError"),
        ({"share": SHEET}, r"no Decision of the fields \['note', 'wage'\]"),
        ({"wage": Source.SHEETS}, "no Decision"),
        (ValueError("x" * 999), "x{100}…"),
    ],
)
def test_a_fault_of_the_function_leaves_the_row_to_a_person_and_is_told(answer: Any, told: str) -> None:
    table = replace(CREW, plugin="shop")
    found = plan(answer, [1, 17, 9, "theirs"], [ANN], pending(CREW, OURS), table)
    assert cells(found) == {"wage": (Loss.UNDECIDED, None), "note": (Loss.UNDECIDED, None)}
    assert not found.has_push
    (complaint,) = found.complaints
    assert complaint.key == (1,)
    assert len(complaint.message) < 600
    with pytest.raises(AssertionError, match=f"table 'crew', row 1: .* of plugin 'shop' .*{told}"):
        raise AssertionError(complaint.message)


def test_a_function_is_named_by_its_module() -> None:
    (complaint,) = plan(never, THEIRS, [ANN], pending(CREW, OURS)).complaints
    assert (
        "the strategy tests.unit.domain.sync.test_own.never failed with AssertionError" in complaint.message
    )


def test_rows_beside_a_faulty_one_go_on() -> None:
    def picky(disputed: Disputed) -> Decision:
        return {1: SHEET}[int(str(disputed.key[0]))]

    table = replace(CREW, strategy=picky)
    found = plan_own(
        read(table, THEIRS, [2, 17, 8, "theirs"]),
        agreed(table, ANN, [2, 15, 8, "x"]),
        pending(table, OURS, [2, 16, 8, "ours"]),
    )
    assert {(each.key, each.winner) for each in found.conflicts} == {((1,), Source.SHEETS), ((2,), None)}


def test_the_function_cannot_change_the_row() -> None:
    def cunning(disputed: Any) -> Decision:
        disputed.local["wage"] = Decimal(99)
        return LOCAL

    found = plan(cunning, THEIRS, [ANN], pending(CREW, OURS))
    assert "does not support item assignment" in found.complaints[0].message
    assert {row.values["wage"] for row in found.store} == {Decimal(16)}


def test_it_is_not_asked_about_cells_that_only_one_side_may_write() -> None:
    programs = with_column(with_column(CREW, "wage", writer=Writer.LOCAL), "note", writer=Writer.SHEET)
    found = plan(never, THEIRS, [ANN], pending(programs, OURS), programs)
    assert cells(found) == {
        "wage": (Loss.BOTH_CHANGED, Source.LOCAL),
        "note": (Loss.NOT_WRITABLE, Source.SHEETS),
    }


def test_it_is_not_asked_what_two_programs_wrote_into_a_column_of_programs() -> None:
    table = replace(with_column(CREW, "wage", writer=Writer.LOCAL), strategy=never)
    lines = tab(table, [1, 17, 8, "x"])
    base, local = agreed(table, ANN), pending(table, [1, 16, 8, "x"])
    found = plan_table(table, lines, base, local, Orders(others_wrote=True))
    assert cells(found) == {"wage": (Loss.BOTH_CHANGED, Source.SHEETS)}


def test_it_is_not_asked_about_formulas_and_derived_cells() -> None:
    formula = [1, Cell(Decimal(17), is_formula=True), 8, "x"]
    found = plan(never, formula, [ANN], pending(CREW, [1, 16, 8, "x"]))
    assert cells(found) == {"wage": (Loss.NOT_WRITABLE, Source.SHEETS)}
    table = with_column(CREW, "share", derived=True)
    found = plan(never, [1, 15, 9, "x"], [ANN], pending(table, [1, 15, 7, "x"]), table)
    assert [dict(row.pinned) != {} for row in found.store] == [True]


def test_while_a_row_is_held_nothing_is_asked() -> None:
    found = plan(never, [1, "1,7OO", 8, "theirs"], [ANN], pending(CREW, OURS))
    assert (found.store, found.conflicts, found.has_push) == ((), (), False)


def test_a_deletion_against_an_edit_is_decided_as_everywhere() -> None:
    table = replace(CREW, strategy=never)
    base = {key: replace(row, missing=1) for key, row in agreed(table, ANN).items()}
    found = plan_own(read(table, [2, 15]), base, pending(table, OURS))
    assert cells(found) == {None: (Loss.DELETED_AND_EDITED, Source.LOCAL)}


def test_the_table_says_that_it_has_one_and_while_the_base_is_rebuilt_a_person_is_asked() -> None:
    judge = Judge(SHEET)
    table = replace(CREW, strategy=judge)
    lines = tab(table, THEIRS)
    found = plan_table(table, lines, agreed(table, ANN), pending(table, OURS))
    assert cells(found)["wage"] == (Loss.BOTH_CHANGED, Source.SHEETS)
    asked = len(judge.asked)
    rebuilt = plan_table(table, lines, {}, pending(table, OURS), Orders(asks=True))
    assert cells(rebuilt)["wage"] == (Loss.NEVER_AGREED, None)
    assert len(judge.asked) == asked == 1
    assert [row.status for row in rebuilt.store] == [SyncStatus.CONFLICT]


@pytest.mark.parametrize(("answer", "written"), [(LOCAL, {"share": Decimal(8)}), (SHEET, {})])
def test_it_is_asked_about_a_cell_that_was_emptied_in_a_row_sent_before_a_backup_was_restored(
    answer: Decision, written: dict[str, object]
) -> None:
    known = replace(CREW, numbered=True, identity=("note",))
    judge = Judge(answer)
    found = plan(judge, [1, 15, None, "ann"], [], pending(CREW, [1, 15, 8, "ann"]), known)
    assert [asked.fields for asked in judge.asked] == [frozenset({"share"})]
    assert [dict(update.values) for update in found.updates] == ([written] if written else [])
