"""A read that ends in the middle of a row, while rows known below it are missing, is taken for no edit."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.sync.base import BaseCell
from sheetanchor.domain.sync.broken_off import broken_off
from sheetanchor.domain.sync.tab import Cut
from sheetanchor.domain.tables.cells import EMPTY
from sheetanchor.domain.tables.schema import Table
from tests.unit.domain.sync.crew import CREW, STEPS, agreed, read

Line = Sequence[Any]

LINES: list[Line] = [[each, 10 + each, 5 + each, f"note {each}"] for each in range(1, 7)]
RATES: list[Line] = [[100 * each, each, f"step {each}"] for each in range(6)]


def cut(before: Sequence[Line], after: Sequence[Line], table: Table = CREW) -> str | None:
    base = agreed(table, *before)
    found = broken_off(read(table, *after, base=base), base)
    return None if found is None else found.cell


def test_it_says_where_and_which_rows_are_missing() -> None:
    base = agreed(CREW, *LINES)
    assert broken_off(read(CREW, *LINES[:3], LINES[3][:2], base=base), base) == Cut(
        "C5:D5",
        "and all below it is blank, as if the reading broke off there; known rows are missing: 5, 6",
    )


def test_a_whole_row_before_the_end_is_no_break() -> None:
    assert cut(LINES, LINES[:4]) is None


def test_while_all_rows_stand_blank_cells_are_an_edit() -> None:
    assert cut(LINES, [*LINES[:5], LINES[5][:2]]) is None


def test_a_required_cell_may_be_among_those_cut_off() -> None:
    assert cut(LINES, [*LINES[:3], LINES[3][:1]]) == "B5:D5"


def test_the_row_has_to_stand_as_agreed_up_to_where_it_ends() -> None:
    assert cut(LINES, [*LINES[:3], [4, 99]]) is None


def test_a_row_never_agreed_says_nothing() -> None:
    assert cut(LINES, [*LINES[:3], [9, 19]]) is None


def test_cells_that_were_blank_before_are_not_cut_off() -> None:
    before = [*LINES[:3], [4, 14, None, None], *LINES[4:]]
    assert cut(before, before[:4]) is None
    assert cut([*LINES[:3], [4, 14, 9, None], *LINES[4:]], [*LINES[:3], [4, 14]]) == "C5"


def test_a_blank_cell_that_means_a_default_was_blank_before() -> None:
    """Who deletes the last row of a list need not fill the row above it to be believed."""
    columns = [
        replace(column, default=Decimal(8)) if column.field == "share" else column for column in CREW.columns
    ]
    crew = replace(CREW, columns=tuple(columns))
    before = [*LINES[:3], [4, 14], LINES[4]]
    assert cut(before, before[:4], crew) is None
    assert cut([*LINES[:4], LINES[4]], [*LINES[:3], [4, 14]], crew) == "C5:D5"


def test_while_a_key_is_in_doubt_nothing_is_known_to_be_missing() -> None:
    assert cut(LINES, [[None, 11], *LINES[1:3], LINES[3][:2]]) is None


def test_a_row_held_for_another_reason_is_looked_at_as_well() -> None:
    assert cut(LINES, [*LINES[:3], [4, "1,234"]]) is None


def test_a_column_declared_since_may_be_blank_but_not_filled() -> None:
    base = {
        key: replace(row, cells={name: cell for name, cell in row.cells.items() if name != "wage"})
        for key, row in agreed(CREW, *LINES).items()
    }
    assert broken_off(read(CREW, *LINES[:3], LINES[3][:2], base=base), base) is None
    assert broken_off(read(CREW, *LINES[:3], LINES[3][:1], base=base), base) is not None


def test_what_was_confirmed_without_its_format_is_known_by_its_value() -> None:
    base = {
        key: replace(row, cells={name: BaseCell(each.value, EMPTY) for name, each in row.cells.items()})
        for key, row in agreed(CREW, *LINES).items()
    }
    assert broken_off(read(CREW, *LINES[:3], LINES[3][:2], base=base), base) is not None


def test_a_list_breaks_off_as_well() -> None:
    assert cut(RATES, [*RATES[:3], RATES[3][:2]], STEPS) == "C5"


def test_a_row_taken_out_of_a_list_whose_last_row_is_short_is_work() -> None:
    before = [*RATES[:5], RATES[5][:2]]
    assert cut(before, [*before[:2], *before[3:]], STEPS) is None


@pytest.mark.parametrize("header", [["Note", "Share", "Wage", "Worker"]])
def test_columns_are_taken_in_the_order_of_the_sheet(header: list[str]) -> None:
    base = agreed(CREW, *LINES)
    turned = [list(line[::-1]) for line in LINES[:3]]
    last = [None, None, 14, 4]
    assert broken_off(read(CREW, *turned, last, header=header, base=base), base) is None
