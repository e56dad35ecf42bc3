"""Guards of lists, of defaults, and of what the replica holds already."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from sheetanchor.domain.sync.base import BaseCell
from sheetanchor.domain.sync.guards import require_plausible
from sheetanchor.domain.sync.problems import Guard, TablePausedError
from sheetanchor.domain.tables.cells import EMPTY, Cell
from sheetanchor.domain.tables.rows import Row, SyncStatus
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from tests.unit.domain.sync.crew import CREW, STEPS, agreed, read, stored, with_column

Line = Sequence[Any]


def guard(
    table: Table,
    before: Sequence[Line],
    after: Sequence[Line],
    local: Mapping[Key, Row] | None = None,
) -> Guard | None:
    base = agreed(table, *before)
    try:
        require_plausible(read(table, *after, base=base), base, local)
    except TablePausedError as error:
        return error.pause.guard
    return None


def steps(count: int) -> list[list[Any]]:
    return [[100 * each, each, f"step {each}"] for each in range(count)]


def crew(count: int) -> list[list[Any]]:
    return [[each, 10 + each, 5 + each, f"note {each}"] for each in range(1, count + 1)]


NEW: list[Any] = [5, 99, "new"]


@pytest.mark.parametrize("count", [6, 30])
@pytest.mark.parametrize("place", [0, 3, 6])
def test_a_row_put_into_a_list_is_work(count: int, place: int) -> None:
    lines = steps(count)
    assert guard(STEPS, lines, [*lines[:place], NEW, *lines[place:]]) is None


@pytest.mark.parametrize("place", [0, 3, 29])
def test_a_row_taken_out_of_a_list_is_work(place: int) -> None:
    lines = steps(30)
    assert guard(STEPS, lines, [*lines[:place], *lines[place + 1 :]]) is None


def test_a_column_of_a_list_shifted_against_the_others_pauses() -> None:
    lines = steps(8)
    shifted = [[line[0], each, line[2]] for line, each in zip(lines, [50, *range(7)], strict=True)]
    assert guard(STEPS, lines, shifted) is Guard.COLUMN_SHIFTED


def test_a_column_of_a_list_changed_all_over_pauses() -> None:
    lines = steps(20)
    assert guard(STEPS, lines, [[least, 50, label] for least, _, label in lines]) is Guard.MANY_CHANGED


@pytest.mark.parametrize("start", [0, 2, 4])
def test_a_column_shifted_from_some_row_on_pauses(start: int) -> None:
    lines = crew(10)
    wages = [line[1] for line in lines]
    moved = [*wages[:start], 99, *wages[start:-1]]
    after = [[line[0], wage, *line[2:]] for line, wage in zip(lines, moved, strict=True)]
    assert guard(CREW, lines, after) is Guard.COLUMN_SHIFTED


@pytest.mark.parametrize(("count", "found"), [(4, None), (5, Guard.COLUMN_SHIFTED)])
def test_four_different_values_are_enough_to_tell_a_shift(count: int, found: Guard | None) -> None:
    lines = crew(count)
    for moved in ([99, *(line[1] for line in lines[:-1])], [*(line[1] for line in lines[1:]), 99]):
        after = [[line[0], wage, *line[2:]] for line, wage in zip(lines, moved, strict=True)]
        assert guard(CREW, lines, after) is found


@pytest.mark.parametrize(
    ("changed", "of", "found"), [(10, 19, Guard.MANY_CHANGED), (9, 17, None), (10, 20, None)]
)
def test_ten_changes_that_are_more_than_half_are_many(changed: int, of: int, found: Guard | None) -> None:
    lines = crew(of)
    after = [[each, 99 if each <= changed else wage, *rest] for each, wage, *rest in lines]
    assert guard(CREW, lines, after) is found


@pytest.mark.parametrize(("count", "found"), [(2, None), (3, Guard.COLUMN_BLANKED)])
def test_three_values_blanked_are_a_column(count: int, found: Guard | None) -> None:
    lines = crew(count)
    assert guard(CREW, lines, [[*line[:3], None] for line in lines]) is found


def test_many_rows_sorted_are_no_change() -> None:
    lines = crew(20)
    assert guard(CREW, lines, lines[::-1]) is None


def test_the_only_row_replaced_by_another_is_work() -> None:
    assert guard(CREW, crew(1), [[9, 15, 8, None]]) is None


def test_two_wages_swapped_are_no_shift() -> None:
    lines = crew(6)
    after = [[line[0], {1: 12, 2: 11}.get(line[0], line[1]), *line[2:]] for line in lines]
    assert guard(CREW, lines, after) is None


def test_a_raise_for_all_is_no_shift() -> None:
    lines = [[each, 15, 8, None] for each in range(1, 9)]
    assert guard(CREW, lines, [[each, 16, 8, None] for each in range(1, 9)]) is None


DEFAULTED = with_column(CREW, "wage", default=15)


def test_a_blanked_column_pauses_even_where_blank_means_a_default() -> None:
    lines = crew(4)
    assert guard(DEFAULTED, lines, [[line[0], None, *line[2:]] for line in lines]) is Guard.COLUMN_BLANKED


def test_a_column_typed_as_its_default_and_blanked_then_pauses() -> None:
    typed = [[each, 15, 8, None] for each in range(1, 5)]
    assert guard(DEFAULTED, typed, [[each, None, 8, None] for each in range(1, 5)]) is Guard.COLUMN_BLANKED


def test_a_column_blanked_right_after_a_list_was_pushed_pauses() -> None:
    lines = steps(4)
    base = {
        key: replace(row, cells={name: BaseCell(each.value, EMPTY) for name, each in row.cells.items()})
        for key, row in agreed(STEPS, *lines).items()
    }
    after = [[least, rate, None] for least, rate, _ in lines]
    with pytest.raises(TablePausedError, match=r"Steps!C2:C5 \(column 'Label'\) held 4 values"):
        require_plausible(read(STEPS, *after, base=base), base)


def test_a_column_that_was_left_to_its_default_was_blank() -> None:
    lines = [[each, None, 8, None] for each in range(1, 6)]
    assert guard(DEFAULTED, lines, lines) is None


def test_a_column_that_turns_unreadable_holds_rows_and_pauses_nothing() -> None:
    lines = crew(4)
    after = [[line[0], Cell(error="#REF!"), *line[2:]] for line in lines]
    assert guard(CREW, lines, after) is None


def test_what_the_replica_holds_already_is_no_accident() -> None:
    lines = crew(20)
    after = [[each, 99, *rest] for each, _, *rest in lines]
    assert guard(CREW, lines, after, stored(CREW, *lines)) is Guard.MANY_CHANGED
    assert guard(CREW, lines, after, stored(CREW, *after)) is None


def test_rows_that_the_program_deleted_are_not_missed() -> None:
    lines = crew(10)
    assert guard(CREW, lines, lines[:2], stored(CREW, *lines)) is Guard.MANY_GONE
    assert guard(CREW, lines, lines[:2], stored(CREW, *lines[:2])) is None
    assert guard(CREW, lines, [], {}) is None
    assert guard(CREW, lines, [], stored(CREW, lines[0])) is Guard.EMPTIED


def test_a_list_that_the_program_shortened_is_not_missed() -> None:
    lines = steps(10)
    assert guard(STEPS, lines, lines[:2], stored(STEPS, *lines)) is Guard.MANY_GONE
    assert guard(STEPS, lines, lines[:2], stored(STEPS, *lines[:2])) is None
    assert guard(STEPS, lines, [], {}) is None


def test_while_keys_are_in_doubt_rows_are_not_counted_as_gone() -> None:
    lines = crew(4)
    assert guard(CREW, lines, [[None, line[1]] for line in lines[:2]]) is None


def test_a_row_of_which_a_person_was_asked_is_foreseen() -> None:
    lines = crew(20)
    asked = stored(CREW, *lines, status=SyncStatus.CONFLICT)
    assert guard(CREW, lines, [[each, 99, *rest] for each, _, *rest in lines], asked) is None
    some = {**stored(CREW, *lines), **stored(CREW, *lines[:3], status=SyncStatus.CONFLICT)}
    assert guard(CREW, lines, [[each, 99, *rest] for each, _, *rest in lines], some) is Guard.MANY_CHANGED


def test_a_list_of_which_a_person_was_asked_is_foreseen() -> None:
    lines = steps(10)
    asked = stored(STEPS, *lines[:1], status=SyncStatus.CONFLICT)
    assert guard(STEPS, lines, lines[:2], {**stored(STEPS, *lines), **asked}) is None
