"""The merge of one cell: whoever differs from what both agreed on has changed it."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import SheetRow
from sheetanchor.domain.sync.merge import MergedRow, merge_row, rule_of
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.cells import EMPTY, Cell
from sheetanchor.domain.tables.kinds import Integer, Text
from sheetanchor.domain.tables.moments import DateTime
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Column, Policy, Table, Writer
from sheetanchor.domain.tables.values import Value, Values
from tests.unit.domain.tables.staff import NEW_YORK

NEVER = None
SHARED = Table("t", "T", (Column("k", "K", Text()), Column("v", "V", Text())), key=("k",))


def table(**changes: Any) -> Table:
    return Table("t", "T", (Column("k", "K", Text()), Column("v", "V", Text(), **changes)), key=("k",))


def merge(
    base: str | None, local: Value, sheet: str | None, declared: Table = SHARED, *, computed: bool = False
) -> MergedRow:
    cells = {"k": Cell("a"), "v": Cell(sheet)}
    column = declared.by_field["v"]
    shown = column.default if sheet is None else sheet
    row = SheetRow(1, ("a",), {"k": "a", "v": shown}, cells)
    before = None if base is None else BaseRow(("a",), _agreed(base), declared.fingerprint)
    read_only = frozenset({"v"}) if computed else frozenset()
    return merge_row(declared, before, {"k": "a", "v": local}, row, read_only)


def _agreed(value: str) -> dict[str, BaseCell]:
    """What both agreed on; "" stands for an agreed blank."""
    return {"k": BaseCell("a", Cell("a")), "v": BaseCell(value or None, Cell(value or None))}


@pytest.mark.parametrize(
    ("base", "local", "sheet", "value", "is_pushed"),
    [
        ("old", "old", "old", "old", False),
        ("old", "old", "new", "new", False),
        ("old", "new", "old", "new", True),
        ("old", "new", "new", "new", False),
        ("old", "old", None, None, False),
        ("old", None, "old", None, True),
        ("old", None, None, None, False),
        (NEVER, None, None, None, False),
        (NEVER, "new", None, "new", True),
        (NEVER, None, "new", "new", False),
        (NEVER, "new", "new", "new", False),
        ("", "new", None, "new", True),
        ("", None, "new", "new", False),
    ],
)
def test_a_change_of_one_side_is_taken_by_the_other(
    base: str | None, local: str | None, sheet: str | None, value: str | None, is_pushed: bool
) -> None:
    merged = merge(base, local, sheet)
    assert merged.values["v"] == value
    assert merged.to_sheet == ({"v"} if is_pushed else set())
    assert merged.conflicts == ()
    assert not merged.awaits


@pytest.mark.parametrize(
    ("policy", "winner", "value", "is_pushed"),
    [
        (Policy.SHEET_WINS, Source.SHEETS, "theirs", False),
        (Policy.LOCAL_WINS, Source.LOCAL, "ours", True),
        (Policy.ASK, None, "ours", False),
    ],
)
@pytest.mark.parametrize(("base", "loss"), [("old", Loss.BOTH_CHANGED), (NEVER, Loss.NEVER_AGREED)])
def test_where_both_changed_the_policy_decides_and_the_loser_is_kept(
    *, base: str | None, loss: Loss, policy: Policy, winner: Source | None, value: str, is_pushed: bool
) -> None:
    merged = merge(base, "ours", "theirs", table(policy=policy))
    (conflict,) = merged.conflicts
    assert (conflict.table, conflict.key, conflict.field, conflict.loss) == ("t", ("a",), "v", loss)
    assert (conflict.sheet, conflict.local) == ({"v": "theirs"}, {"v": "ours"})
    assert conflict.winner is winner
    assert merged.values["v"] == value
    assert ("v" in merged.to_sheet) == is_pushed
    assert merged.awaits == (policy is Policy.ASK)


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize(("local", "sheet"), [(None, "theirs"), ("ours", None)])
def test_a_cell_blanked_on_one_side_and_edited_on_the_other_is_a_conflict(
    policy: Policy, local: str | None, sheet: str | None
) -> None:
    (conflict,) = merge("old", local, sheet, table(policy=policy)).conflicts
    assert (conflict.local, conflict.sheet) == ({"v": local}, {"v": sheet})


@pytest.mark.parametrize(
    ("local", "sheet", "value", "is_pushed"),
    [("std", None, "std", False), ("ours", None, "ours", True), ("std", "theirs", "theirs", False)],
)
@pytest.mark.parametrize("policy", Policy)
def test_before_a_first_agreement_both_held_the_default(
    policy: Policy, local: str, sheet: str | None, value: str, is_pushed: bool
) -> None:
    merged = merge(NEVER, local, sheet, table(default="std", policy=policy))
    assert merged.values["v"] == value
    assert ("v" in merged.to_sheet) == is_pushed
    assert merged.conflicts == ()


def test_the_base_becomes_what_the_sheet_shows_where_it_won() -> None:
    merged = merge("old", "old", "new")
    assert (merged.agreed["v"].value, merged.agreed["v"].cell) == ("new", Cell("new"))


@pytest.mark.parametrize("policy", [Policy.LOCAL_WINS, Policy.ASK])
def test_the_base_stays_where_the_sheet_did_not_win(policy: Policy) -> None:
    assert merge("old", "ours", "theirs", table(policy=policy)).agreed["v"].value == "old"
    assert "v" not in merge(NEVER, "ours", "theirs", table(policy=policy)).agreed


def test_a_local_change_is_not_agreed_before_the_sheet_has_it() -> None:
    assert merge("old", "new", "old").agreed["v"].value == "old"
    assert "v" not in merge(NEVER, "new", None).agreed


@pytest.mark.parametrize("policy", Policy)
def test_a_column_of_people_is_never_written(policy: Policy) -> None:
    merged = merge("old", "ours", "old", table(writer=Writer.SHEET, policy=policy))
    (conflict,) = merged.conflicts
    assert (conflict.loss, conflict.winner) == (Loss.NOT_WRITABLE, Source.SHEETS)
    assert conflict.local == {"v": "ours"}
    assert merged.values["v"] == "old"
    assert merged.to_sheet == set()


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize(("local", "loss"), [("old", Loss.NOT_WRITABLE), ("ours", Loss.BOTH_CHANGED)])
def test_a_column_of_the_program_is_put_right_and_the_edit_kept(
    policy: Policy, local: str, loss: Loss
) -> None:
    merged = merge("old", local, "theirs", table(writer=Writer.LOCAL, policy=policy))
    (conflict,) = merged.conflicts
    assert (conflict.loss, conflict.winner) == (loss, Source.LOCAL)
    assert conflict.sheet == {"v": "theirs"}
    assert merged.to_sheet == {"v"}


def by_others(base: str | None, local: str, sheet: str | None, **changes: Any) -> MergedRow:
    """Merged after another program has written."""
    declared = table(writer=Writer.LOCAL, **changes)
    before = None if base is None else BaseRow(("a",), _agreed(base), declared.fingerprint)
    row = SheetRow(1, ("a",), {"k": "a", "v": sheet}, {"k": Cell("a"), "v": Cell(sheet)})
    ours: Values = {"k": "a", "v": local}
    return merge_row(
        declared, before, ours, row, rule=rule_of(declared, before, ours, row, others_wrote=True)
    )


@pytest.mark.parametrize("derived", [True, False])
@pytest.mark.parametrize("sheet", ["theirs", None])
def test_what_another_program_wrote_into_a_column_of_programs_is_taken(
    sheet: str | None, *, derived: bool
) -> None:
    merged = by_others("old", "old", sheet, derived=derived)
    assert (merged.values["v"], merged.agreed["v"].value) == (sheet, sheet)
    assert (merged.conflicts, set(merged.to_sheet), dict(merged.pinned)) == ((), set(), {})


@pytest.mark.parametrize(
    ("policy", "winner"),
    [(Policy.SHEET_WINS, Source.SHEETS), (Policy.LOCAL_WINS, Source.LOCAL), (Policy.ASK, Source.SHEETS)],
)
@pytest.mark.parametrize(("base", "loss"), [("old", Loss.BOTH_CHANGED), (NEVER, Loss.NEVER_AGREED)])
def test_between_two_programs_nobody_is_asked_about_a_column_of_programs(
    *, base: str | None, loss: Loss, policy: Policy, winner: Source
) -> None:
    (conflict,) = by_others(base, "ours", "theirs", policy=policy).conflicts
    assert (conflict.loss, conflict.winner) == (loss, winner)
    assert (conflict.sheet, conflict.local) == ({"v": "theirs"}, {"v": "ours"})


def test_between_two_programs_a_derived_cell_of_theirs_stays_as_it_was_computed_here() -> None:
    merged = by_others("old", "ours", "theirs", derived=True, policy=Policy.ASK)
    assert (merged.values["v"], set(merged.to_sheet)) == ("ours", {"v"})


def test_what_another_program_has_not_changed_is_written_as_ever() -> None:
    merged = by_others("old", "ours", "old")
    assert (merged.values["v"], set(merged.to_sheet), merged.conflicts) == ("ours", {"v"}, ())


@pytest.mark.parametrize("writer", Writer)
def test_a_computed_cell_is_taken_and_never_written(writer: Writer) -> None:
    untouched = merge("old", "old", "new", table(writer=writer), computed=True)
    assert (untouched.values["v"], untouched.conflicts) == ("new", ())
    edited = merge("old", "ours", "old", table(writer=writer), computed=True)
    assert edited.values["v"] == "old"
    assert edited.to_sheet == untouched.to_sheet == set()
    assert [conflict.loss for conflict in edited.conflicts] == [Loss.NOT_WRITABLE]


def test_a_computed_cell_that_is_still_blank_takes_no_value_away() -> None:
    merged = merge(NEVER, "ours", None, computed=True)
    assert merged.values["v"] == "ours"
    assert merged.to_sheet == set()
    assert merged.awaits
    assert [conflict.loss for conflict in merged.conflicts] == [Loss.NOT_WRITABLE]


@pytest.mark.parametrize(("base", "sheet"), [("old", None), (NEVER, "theirs")])
def test_a_computed_cell_that_was_agreed_or_shows_something_is_taken(
    base: str | None, sheet: str | None
) -> None:
    merged = merge(base, "ours", sheet, computed=True)
    assert merged.values["v"] == sheet
    assert [conflict.winner for conflict in merged.conflicts] == [Source.SHEETS]


def test_of_two_equal_times_the_programs_is_kept() -> None:
    at = Column("v", "V", DateTime(zone=NEW_YORK))
    declared = Table("t", "T", (Column("k", "K", Text()), at), key=("k",))
    first, second = (datetime(2025, 11, 2, hour, 30, tzinfo=UTC).astimezone(NEW_YORK) for hour in (5, 6))
    cells = {"k": Cell("a"), "v": Cell("2025/11/02 01:30:00")}
    row = SheetRow(1, ("a",), {"k": "a", "v": first}, cells)
    merged = merge_row(declared, None, {"k": "a", "v": second}, row)
    kept = merged.values["v"]
    assert isinstance(kept, datetime)
    assert kept.fold == 1
    assert merged.agreed["v"].value == kept
    assert merged.to_sheet == set()


def test_different_cells_of_one_row_merge() -> None:
    declared = Table("t", "T", tuple(Column(each, each, Text()) for each in "kab"), key=("k",))

    base = BaseRow(("x",), {each: BaseCell("x", Cell("x")) for each in "kab"}, declared.fingerprint)
    row = SheetRow(1, ("x",), {"k": "x", "a": "x", "b": "theirs"}, {each: Cell("x") for each in "kab"})
    merged = merge_row(declared, base, {"k": "x", "a": "ours", "b": "x"}, row)
    assert merged.values == {"k": "x", "a": "ours", "b": "theirs"}
    assert merged.to_sheet == {"a"}
    assert merged.conflicts == ()


def sent(local: str | None, sheet: str | None, base: BaseRow | None = None, **changes: Any) -> MergedRow:
    """A row that was sent before the backup was taken in whose place it stands now: "who" is its identity."""
    form = numbered(**changes)
    cells = {"k": Cell(Decimal(1)), "who": Cell("ann"), "v": Cell(sheet)}
    row = SheetRow(1, (1,), {"k": 1, "who": "ann", "v": sheet}, cells)
    ours: Values = {"k": 1, "who": "ann", "v": local}
    return merge_row(form, base, ours, row, rule=rule_of(form, base, ours, row))


def numbered(**changes: Any) -> Table:
    columns = (Column("k", "K", Integer()), Column("who", "Who", Text()), Column("v", "V", Text(), **changes))
    return Table("t", "T", columns, key=("k",), numbered=True, identity=("who",))


@pytest.mark.parametrize(
    ("policy", "winner", "value", "is_pushed"),
    [
        (Policy.SHEET_WINS, Source.SHEETS, None, False),
        (Policy.LOCAL_WINS, Source.LOCAL, "ours", True),
        (Policy.ASK, None, "ours", False),
    ],
)
def test_a_cell_emptied_in_a_row_that_was_sent_before_is_a_conflict_like_any_other(
    *, policy: Policy, winner: Source | None, value: str | None, is_pushed: bool
) -> None:
    merged = sent("ours", None, policy=policy)
    (conflict,) = merged.conflicts
    assert (conflict.loss, conflict.winner) == (Loss.NEVER_AGREED, winner)
    assert (merged.values["v"], "v" in merged.to_sheet) == (value, is_pushed)


def test_a_cell_that_such_a_row_does_not_fill_is_taken_from_the_sheet() -> None:
    merged = sent(None, "theirs")
    assert (merged.values["v"], merged.conflicts, set(merged.to_sheet)) == ("theirs", (), set())


def test_a_derived_cell_of_such_a_row_is_computed_again_where_it_is_blank() -> None:
    merged = sent("ours", None, derived=True)
    assert (merged.values["v"], merged.conflicts, set(merged.to_sheet)) == ("ours", (), {"v"})


def test_what_only_the_program_writes_stays_the_programs_in_such_a_row() -> None:
    merged = sent("ours", None, writer=Writer.LOCAL)
    assert (merged.values["v"], set(merged.to_sheet)) == ("ours", {"v"})
    assert [conflict.winner for conflict in merged.conflicts] == [Source.LOCAL]


@pytest.mark.parametrize("policy", [Policy.ASK, Policy.LOCAL_WINS])
def test_what_was_not_agreed_on_in_such_a_row_is_told_in_every_pass_until_it_is(policy: Policy) -> None:
    first = sent("ours", None, policy=policy)
    base = BaseRow((1,), first.agreed, numbered(policy=policy).fingerprint)
    again = sent("ours", None, base=base, policy=policy)
    assert (again.conflicts, again.to_sheet) == (first.conflicts, first.to_sheet)
    assert again.awaits == (policy is Policy.ASK)


def test_once_a_cell_of_such_a_row_was_agreed_on_it_is_merged_like_any_other() -> None:
    base = BaseRow((1,), {"v": BaseCell(None, EMPTY)}, numbered().fingerprint)
    merged = sent("ours", None, base=base)
    assert (merged.values["v"], merged.conflicts, set(merged.to_sheet)) == ("ours", (), {"v"})


def test_the_first_value_of_a_new_column_is_written_also_where_the_first_write_fails() -> None:
    """Blank is what both sides held in a column that the base does not know, and nobody emptied it."""
    first = sent("ours", None, base=BaseRow((1,), {}, "another form"))
    assert (first.conflicts, set(first.to_sheet)) == ((), {"v"})
    again = sent("ours", None, base=BaseRow((1,), first.agreed, numbered().fingerprint))
    assert (again.conflicts, set(again.to_sheet)) == ((), {"v"})
