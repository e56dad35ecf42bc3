"""A column that was emptied is one finding with its range, whatever rows are held because of it."""

from collections.abc import Sequence
from typing import Any

import pytest

from sheetanchor.domain.sync.guards import require_plausible
from sheetanchor.domain.sync.problems import Guard, Pause, TablePausedError
from sheetanchor.domain.tables.schema import Table
from tests.unit.domain.sync.crew import CREW, STEPS, agreed, read, with_column

Line = Sequence[Any]

LINES: list[Line] = [[each, 10 + each, 5 + each, f"note {each}"] for each in range(1, 6)]
RATES: list[Line] = [[100 * each, each, f"step {each}"] for each in range(5)]


def without(lines: Sequence[Line], place: int) -> list[Line]:
    return [[*line[:place], None, *line[place + 1 :]] for line in lines]


def pause(before: Sequence[Line], after: Sequence[Line], table: Table = CREW) -> Pause | None:
    base = agreed(table, *before)
    try:
        require_plausible(read(table, *after, base=base), base)
    except TablePausedError as error:
        return error.pause
    return None


def column(before: Sequence[Line], after: Sequence[Line], table: Table = CREW) -> str | None:
    found = pause(before, after, table)
    assert found is None or found.guard is Guard.COLUMN_BLANKED
    return None if found is None else found.cell


def test_an_emptied_required_column_is_named_once_with_its_range() -> None:
    found = pause(LINES, without(LINES, 1))
    assert found is not None
    assert (found.guard, found.cell) == (Guard.COLUMN_BLANKED, "B2:B6")
    assert found.found == "(column 'Wage') held 5 values and is blank now"
    assert found.ends == ("fill Crew!B2:B6 again, for every row needs a 'Wage'",)
    assert not found.may_be_meant


def test_an_emptied_optional_column_may_be_meant() -> None:
    found = pause(LINES, without(LINES, 3))
    assert found is not None
    assert (found.cell, found.may_be_meant) == ("D2:D6", True)


def test_a_required_column_with_a_default_may_be_meant() -> None:
    found = pause(LINES, without(LINES, 1), with_column(CREW, "wage", default=15))
    assert found is not None
    assert (found.cell, found.may_be_meant) == ("B2:B6", True)


def test_a_single_value_left_makes_it_held_rows() -> None:
    assert column(LINES, [LINES[0], *without(LINES[1:], 1)]) is None


@pytest.mark.parametrize(("count", "found"), [(2, None), (3, "B2:B4")])
def test_three_required_values_are_enough(count: int, found: str | None) -> None:
    assert column(LINES[:count], without(LINES[:count], 1)) == found


def test_rows_added_since_do_not_hide_it() -> None:
    assert column(LINES, [*without(LINES, 1), [9, 19, 1, None]]) == "B2:B7"


def test_emptied_keys_are_named_with_their_range() -> None:
    found = pause(LINES, without(LINES, 0))
    assert found is not None
    assert (found.cell, found.may_be_meant) == ("A2:A6", False)


def test_a_key_left_makes_it_held_rows() -> None:
    assert column(LINES, [*without(LINES[:4], 0), LINES[4]]) is None


def test_an_emptied_required_column_of_a_list_is_named_with_its_range() -> None:
    assert column(RATES, without(RATES, 0), STEPS) == "A2:A6"


def test_beside_a_bad_cell_of_a_list_an_emptied_column_is_found_as_well() -> None:
    blanked = without(RATES, 2)
    assert column(RATES, [["?", *blanked[0][1:]], *blanked[1:]], STEPS) == "C2:C6"


def test_a_bad_cell_of_a_list_alone_is_no_emptied_column() -> None:
    assert column(RATES, [["?", *RATES[0][1:]], *RATES[1:]], STEPS) is None


def test_held_rows_never_agreed_do_not_count() -> None:
    assert column(LINES[:2], [*without(LINES[:2], 1), [8, None], [9, None]]) is None
