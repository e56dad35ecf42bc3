"""What looks like an accident pauses a table; what looks like work does not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor import Column, Integer, Money, Table, Text
from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import decode
from sheetanchor.domain.sync.guards import require_plausible
from sheetanchor.domain.sync.problems import Guard, TablePausedError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.values import Key

WAGES = Table(
    "wages",
    "Wages",
    (
        Column("worker", "Worker", Integer(), required=True),
        Column("wage", "Wage", Money()),
        Column("note", "Note", Text()),
    ),
    key=("worker",),
)
Line = tuple[int, int | None, str | None]


def lines(count: int) -> list[Line]:
    return [(worker, 10 + worker, None) for worker in range(1, count + 1)]


def agreed(rows: Sequence[Line]) -> Mapping[Key, BaseRow]:
    return {
        (worker,): BaseRow(
            (worker,),
            {
                "worker": BaseCell(worker, Cell(Decimal(worker))),
                "wage": BaseCell(Decimal(wage or 0), Cell(Decimal(wage or 0))),
                "note": BaseCell(note, Cell(note)),
            },
            WAGES.fingerprint,
        )
        for worker, wage, note in rows
    }


def guard_of(before: Sequence[Line], after: Sequence[Line], table: Table = WAGES) -> Guard | None:
    cells = [tuple(Cell(Decimal(each) if isinstance(each, int) else each) for each in line) for line in after]
    header = tuple(Cell(column.header) for column in table.columns)
    tab = Tab(1, "Wages", 1000, 26, (header, *cells))
    base = agreed(before)
    try:
        require_plausible(decode(table, tab, base), base)
    except TablePausedError as error:
        return error.pause.guard
    return None


def test_a_table_never_agreed_has_no_guards() -> None:
    assert guard_of([], []) is None


def test_equal_is_plausible() -> None:
    assert guard_of(lines(20), lines(20)) is None


def test_a_filled_table_that_is_empty_pauses() -> None:
    assert guard_of(lines(1), []) is Guard.EMPTIED


@pytest.mark.parametrize(
    ("count", "left", "guard"),
    [(10, 5, None), (10, 4, Guard.MANY_GONE), (2, 1, None), (3, 1, Guard.MANY_GONE), (1, 1, None)],
)
def test_more_than_half_gone_at_once_pauses(count: int, left: int, guard: Guard | None) -> None:
    assert guard_of(lines(count), lines(left)) is guard


@pytest.mark.parametrize(("left", "guard"), [(97, None), (96, Guard.MANY_GONE)])
def test_more_than_three_gone_from_a_table_of_the_program_pauses(left: int, guard: Guard | None) -> None:
    assert guard_of(lines(100), lines(left), replace(WAGES, made_by_program=True)) is guard


@pytest.mark.parametrize(("changed", "guard"), [(9, None), (10, None), (11, Guard.MANY_CHANGED)])
def test_more_than_half_and_ten_changed_in_one_column_pauses(changed: int, guard: Guard | None) -> None:
    after: list[Line] = [
        (worker, 99 if worker <= changed else wage, note) for worker, wage, note in lines(20)
    ]
    assert guard_of(lines(20), after) is guard


def test_all_of_a_small_table_may_change() -> None:
    assert guard_of(lines(9), [(worker, 99, None) for worker, _, _ in lines(9)]) is None


def test_a_column_blanked_pauses() -> None:
    assert guard_of(lines(5), [(worker, None, None) for worker, _, _ in lines(5)]) is Guard.COLUMN_BLANKED


def test_a_few_cells_blanked_are_an_edit() -> None:
    after: list[Line] = [(1, None, None), (2, None, None), *lines(5)[2:]]
    assert guard_of(lines(5), after) is None


@pytest.mark.parametrize("by", [1, -1])
def test_a_column_shifted_by_a_row_against_its_keys_pauses(by: int) -> None:
    wages = [wage for _, wage, _ in lines(8)]
    moved = [*wages[1:], 1] if by > 0 else [1, *wages[:-1]]
    after: list[Line] = [(line[0], wage, None) for line, wage in zip(lines(8), moved, strict=True)]
    assert guard_of(lines(8), after) is Guard.COLUMN_SHIFTED


def test_rows_sorted_are_no_shift() -> None:
    assert guard_of(lines(8), lines(8)[::-1]) is None
