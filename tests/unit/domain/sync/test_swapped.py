"""Headers that were swapped in place pause the table; a column that moved with its header does not."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from sheetanchor.domain.sync.guards import require_plausible
from sheetanchor.domain.sync.problems import Guard, Pause, TablePausedError
from sheetanchor.domain.tables.kinds import Boolean
from sheetanchor.domain.tables.schema import Column, Table
from tests.unit.domain.sync.crew import CREW, STEPS, agreed, read

Line = Sequence[Any]

LINES: list[Line] = [[1, 15, 8, "a"], [2, 18, 10, "b"], [3, 16, 9, "c"]]
HEADER = ["Worker", "Wage", "Share", "Note"]
RATES: list[Line] = [[0, 1, "x"], [500, 2, "y"], [1000, 4, "z"]]
MARKS = Table(
    "marks",
    "Marks",
    (*CREW.columns[:1], Column("day", "Day", Boolean()), Column("night", "Night", Boolean())),
    key=("worker",),
)


def pause(
    before: Sequence[Line], after: Sequence[Line], header: Sequence[Any] | None = None, table: Table = CREW
) -> Pause | None:
    base = agreed(table, *before)
    try:
        require_plausible(read(table, *after, header=header, base=base), base)
    except TablePausedError as error:
        return error.pause
    return None


def is_swapped(*seen: Any, **more: Any) -> bool:
    found = pause(*seen, **more)
    assert found is None or found.guard is Guard.HEADERS_SWAPPED
    return found is not None


def test_two_swapped_headers_are_named_with_their_cells_and_what_puts_them_right() -> None:
    found = pause(LINES, LINES, ["Worker", "Share", "Wage", "Note"])
    assert found is not None
    assert (found.guard, found.cell) == (Guard.HEADERS_SWAPPED, "B1:C1")
    assert found.found == (
        "holds headers that seem swapped, as 3 of 3 rows tell: below 'Wage' in C1 stand the values of "
        "'Share', below 'Share' in B1 stand the values of 'Wage'"
    )
    assert found.ends == (
        "write 'Share' back into C1 and write 'Wage' back into B1",
        "undo it in the sheet, if it was an accident",
        "`sheetanchor resync crew` asks about every difference",
    )
    assert found.may_be_meant


def test_headers_of_several_columns_that_changed_places_are_one_finding() -> None:
    found = pause(LINES, LINES, ["Worker", "Note", "Wage", "Share"])
    assert found is not None
    assert (found.guard, found.cell) == (Guard.HEADERS_SWAPPED, "B1:D1")


def test_headers_of_a_list_are_told_too() -> None:
    assert is_swapped(RATES, RATES, ["Rate", "Least", "Label"], STEPS)


def test_a_column_moved_with_its_header_is_the_same_one() -> None:
    moved = [[worker, share, wage, note] for worker, wage, share, note in LINES]
    assert not is_swapped(LINES, moved, ["Worker", "Share", "Wage", "Note"])


@pytest.mark.parametrize(("swapped", "is_told"), [(1, False), (2, True)])
def test_more_than_half_of_the_rows_and_two_at_least_have_to_tell(swapped: int, is_told: bool) -> None:
    after = [
        [line[0], line[2], line[1], line[3]] if place < swapped else line for place, line in enumerate(LINES)
    ]
    assert is_swapped(LINES, after) is is_told


def test_half_of_the_rows_are_too_few() -> None:
    four: list[Line] = [*LINES, [4, 17, 7, "d"]]
    after = [[line[0], line[2], line[1], line[3]] if line[0] < 3 else line for line in four]
    assert not is_swapped(four, after)


def test_one_row_tells_nothing() -> None:
    assert not is_swapped(LINES[:1], LINES[:1], ["Worker", "Share", "Wage", "Note"])


def test_a_row_whose_values_are_equal_or_blank_tells_nothing() -> None:
    rows: list[Line] = [[1, 15, 8, "a"], [2, 18, 10, "b"], [3, 9, 9, "c"], [4, 9, 9, "d"], [5, 9, None, "e"]]
    found = pause(rows, rows, ["Worker", "Share", "Wage", "Note"])
    assert found is not None
    assert "as 2 of 2 rows tell" in found.found
    equal: list[Line] = [[each, 9, 9, "a"] for each in range(1, 5)]
    assert not is_swapped(equal, equal, ["Worker", "Share", "Wage", "Note"])


def test_other_values_in_two_columns_are_an_edit() -> None:
    assert not is_swapped(LINES, [[line[0], 20, 7, line[3]] for line in LINES])


def test_values_put_into_another_column_and_new_ones_in_their_place_are_an_edit() -> None:
    assert not is_swapped(LINES, [[line[0], line[2], 7, line[3]] for line in LINES])


def test_rows_added_since_do_not_hide_it() -> None:
    assert is_swapped(LINES, [*LINES, [9, 1, 2, "z"]], ["Worker", "Share", "Wage", "Note"])


def test_a_column_never_agreed_was_not_swapped() -> None:
    base = {
        key: replace(row, cells={name: row.cells[name] for name in ("worker", "wage", "note")})
        for key, row in agreed(CREW, *LINES).items()
    }
    require_plausible(read(CREW, *LINES, header=["Worker", "Share", "Wage", "Note"], base=base), base)


def test_marks_that_are_turned_round_everywhere_are_an_edit() -> None:
    before, after = [[each, True, False] for each in (1, 2)], [[each, False, True] for each in (1, 2)]
    assert not is_swapped(before, after, table=MARKS)


def test_marks_that_tell_rows_apart_are_told() -> None:
    lines = [[1, True, False], [2, False, True]]
    assert is_swapped(lines, lines, ["Worker", "Night", "Day"], MARKS)
