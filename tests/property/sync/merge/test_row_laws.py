"""One row or one table, one pass: the laws that can be said in a sentence."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.domain.tables.schema import Policy
from sheetanchor.domain.tables.values import Key
from tests.property.sync.merge.sides import Line, Sides
from tests.unit.domain.sync.crew import CREW

checked = settings(deadline=None, max_examples=100)
FIELDS = ("wage", "share", "note")
NUMBERS = st.integers(1, 4).map(Decimal)
TEXTS = st.sampled_from(["a", "🔥", "=A1", "15"])
VALUES: dict[str, st.SearchStrategy[Any]] = {"wage": NUMBERS, "share": NUMBERS, "note": TEXTS}
rows = st.fixed_dictionaries(VALUES)
tables = st.dictionaries(st.integers(1, 2**53), rows, max_size=8)
edits = st.fixed_dictionaries({}, optional=VALUES)
policies = st.sampled_from(Policy)


def agreed_sides(table: dict[int, dict[str, Any]], policy: Policy = Policy.SHEET_WINS) -> Sides:
    """Both sides after they agreed on these rows."""
    sides = Sides(replace(CREW, policy=policy))
    for worker, values in table.items():
        sides.write({"worker": worker, **values})
    sides.sync()
    assert not sides.plan().has_push
    return sides


def type_into(sides: Sides, line: Line, edit: dict[str, Any]) -> None:
    for name, value in edit.items():
        line.put(sides.column(name), Cell(value))


@given(tables)
@checked
def test_what_was_written_and_confirmed_needs_nothing_more(table: dict[int, dict[str, Any]]) -> None:
    sides = agreed_sides(table)
    sides.sync()
    plan = sides.plan()
    assert (plan.store, plan.drop, plan.base, plan.forget, plan.conflicts) == ((), (), (), (), ())
    assert sides.mine() == sides.remote()
    assert {row.status for row in sides.local.values()} <= {SyncStatus.SYNCED}


@given(tables, st.randoms(use_true_random=False), st.integers(0, 3))
@checked
def test_sorting_and_blank_rows_change_nothing(
    table: dict[int, dict[str, Any]], order: Any, blanks: int
) -> None:
    sides = agreed_sides(table)
    sides.sync()
    sides.lines += [Line() for _ in range(blanks)]
    order.shuffle(sides.lines)
    plan = sides.plan()
    assert not plan.has_push
    assert (plan.store, plan.drop, plan.base, plan.forget, plan.conflicts) == ((), (), (), (), ())


@given(rows, edits, edits, policies)
@checked
def test_disjoint_edits_of_one_row_merge_without_a_conflict(
    row: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any], policy: Policy
) -> None:
    theirs = {name: value for name, value in theirs.items() if name not in ours}
    sides = agreed_sides({1: row}, policy)
    sides.write({"worker": 1, **ours})
    type_into(sides, sides.lines[0], theirs)
    sides.sync()
    assert sides.kept == []
    assert sides.mine() == sides.remote() == {(1,): {"worker": 1, **row, **ours, **theirs}}


@given(rows, edits, policies)
@checked
def test_equal_edits_are_no_conflict(row: dict[str, Any], edit: dict[str, Any], policy: Policy) -> None:
    sides = agreed_sides({1: row}, policy)
    sides.write({"worker": 1, **edit})
    type_into(sides, sides.lines[0], edit)
    plan = sides.sync()
    assert not plan.has_push
    assert sides.kept == []
    assert sides.local[(1,)].status is SyncStatus.SYNCED


@given(rows, edits, edits, policies)
@checked
def test_there_is_a_conflict_exactly_where_both_changed_one_cell_to_different_values(
    row: dict[str, Any], ours: dict[str, Any], theirs: dict[str, Any], policy: Policy
) -> None:
    sides = agreed_sides({1: row}, policy)
    sides.write({"worker": 1, **ours})
    type_into(sides, sides.lines[0], theirs)
    sides.sync()
    contested = {
        name
        for name in ours.keys() & theirs.keys()
        if row[name] not in (ours[name], theirs[name]) and ours[name] != theirs[name]
    }
    assert {conflict.field for conflict in sides.kept} == contested
    for kept in sides.kept:
        assert kept.field is not None
        assert kept.loss is Loss.BOTH_CHANGED
        assert (kept.local, kept.sheet) == ({kept.field: ours[kept.field]}, {kept.field: theirs[kept.field]})


@given(rows, rows, policies)
@checked
def test_a_row_made_on_both_sides_keeps_every_value(
    ours: dict[str, Any], theirs: dict[str, Any], policy: Policy
) -> None:
    sides = Sides(replace(CREW, policy=policy))
    sides.write({"worker": 1, **ours})
    sides.lines.append(Line())
    type_into(sides, sides.lines[0], {"worker": Decimal(1), **theirs})
    sides.sync()
    assert {conflict.field for conflict in sides.kept} == {
        name for name in FIELDS if ours[name] != theirs[name]
    }
    for conflict in sides.kept:
        assert conflict.loss is Loss.NEVER_AGREED


@given(tables, st.sets(st.integers(0, 7)), st.sets(st.integers(0, 7)))
@checked
def test_exactly_what_was_deleted_is_deleted(
    table: dict[int, dict[str, Any]], here: set[int], there: set[int]
) -> None:
    sides = agreed_sides(table)
    keys: list[Key] = [(worker,) for worker in table]
    for place in here & set(range(len(keys))):
        del sides.local[keys[place]]
    sides.lines = [line for place, line in enumerate(sides.lines) if place not in there]
    for _ in range(3):
        sides.sync()
    left = {key for place, key in enumerate(keys) if place not in here | there}
    assert sides.mine().keys() == sides.remote().keys() == left
    assert sides.kept == []
