"""From cells to rows: what is ours, what is held back, what stands as it was agreed."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.tables.cells import Cell, CellFormat
from sheetanchor.domain.tables.kinds import Text
from sheetanchor.domain.tables.moments import DateTime
from sheetanchor.domain.tables.schema import Column, Table
from tests.unit.domain.sync.crew import CREW, STEPS, read, with_column
from tests.unit.domain.tables.staff import NEW_YORK

MONTHS = Table(
    "months",
    "Months",
    (Column("who", "Who", Text()), Column("month", "Month", Text()), Column("rank", "Rank", Text())),
    key=("who", "month"),
)


def test_rows_have_place_key_values_and_cells() -> None:
    (row,) = read(CREW, [1001, "$15", "8%", "🧑‍🚀"]).rows
    assert (row.place, row.key) == (1, (1001,))
    assert row.values == {"worker": 1001, "wage": Decimal(15), "share": Decimal(8), "note": "🧑‍🚀"}
    assert row.cells["wage"] == Cell("$15")


def test_ragged_rows_end_in_blank_cells() -> None:
    (row,) = read(CREW, [6123456789, 15]).rows
    assert row.key == (6123456789,)
    assert row.values["note"] is None


def test_blank_rows_and_rows_of_others_are_not_ours() -> None:
    sheet = read(
        CREW,
        [],
        [1, 15],
        ["", " ", None],
        [None, None, None, None, "total of the boss"],
        [2, 16],
        [None, None, None, None, "below"],
        header=["Worker", "Wage", "Share", "Note", "Mine"],
    )
    assert [row.place for row in sheet.rows] == [2, 5]
    assert sheet.held == ()
    assert sheet.end == 6
    assert not sheet.keys_in_doubt


def test_a_tab_with_a_header_alone_ends_below_it() -> None:
    assert read(CREW).end == 1


@pytest.mark.parametrize(
    ("line", "address", "reason"),
    [
        ([1, "1,234"], "B2", "thousands or decimals"),
        ([1, None], "B2", "blank and a value is required"),
        ([1, "  "], "B2", "blank and a value is required"),
        ([1, -1], "B2", "less than 0"),
        ([1, Cell(error="#REF!")], "B2", "#REF!"),
        ([1, True], "B2", "checkbox"),
        ([1, 15, "a lot"], "C2", "not a number"),
    ],
)
def test_a_cell_that_cannot_be_read_holds_its_row(line: list[Any], address: str, reason: str) -> None:
    sheet = read(CREW, line, [2, 16])
    (held,) = sheet.held
    assert (held.address, held.row, held.key) == (address, 2, (1,))
    assert reason in held.reason
    assert sheet.held_keys == {(1,)}
    assert list(sheet.by_key) == [(2,)]
    assert not sheet.keys_in_doubt


def test_every_bad_cell_of_a_row_is_listed() -> None:
    assert [held.address for held in read(CREW, [1, "x", "y"]).held] == ["B2", "C2"]


@pytest.mark.parametrize("key", [None, "", "1O01", "15.5", True, Cell(error="#N/A"), "1,001"])
def test_a_key_blank_or_unreadable_puts_the_keys_in_doubt(key: Any) -> None:
    sheet = read(CREW, [key, 15, 8, "x"], [2, 16])
    assert sheet.keys_in_doubt
    (held,) = sheet.held
    assert (held.address, held.key) == ("A2", None)
    assert sheet.held_keys == frozenset()
    assert list(sheet.by_key) == [(2,)]


def test_several_blank_keys_are_not_doubled_ones() -> None:
    held = read(CREW, [None, 15], ["", 16]).held
    assert [(each.address, each.reason) for each in held] == [
        ("A2", "it is blank and a value is required"),
        ("A3", "it is blank and a value is required"),
    ]


def test_doubled_keys_hold_every_row_that_has_them() -> None:
    sheet = read(CREW, [1, 15], [2, 16], ["1", 17], ["1.0", 18])
    assert [(held.address, held.key) for held in sheet.held] == [("A2", (1,)), ("A4", (1,)), ("A5", (1,))]
    assert all("same key" in held.reason for held in sheet.held)
    assert list(sheet.by_key) == [(2,)]
    assert sheet.keys_in_doubt


def test_a_doubled_key_of_which_one_row_is_bad_anyway() -> None:
    sheet = read(CREW, [1, "x"], [1, 15])
    assert len(sheet.held) == 3
    assert sheet.rows == ()


def test_a_key_of_two_columns_is_doubled_as_a_whole() -> None:
    sheet = read(MONTHS, ["ann", "11", "x"], ["ann", "12", "y"], ["bob", "11", "z"], ["bob", None, "z"])
    assert list(sheet.by_key) == [("ann", "11"), ("ann", "12"), ("bob", "11")]
    assert sheet.keys_in_doubt


def test_a_blank_cell_is_its_default_also_in_a_key() -> None:
    table = with_column(with_column(CREW, "share", default=Decimal(8)), "worker", default=1)
    (row,) = read(table, [None, 15]).rows
    assert (row.key, row.values["share"]) == ((1,), Decimal(8))


def test_rows_of_a_list_are_numbered_without_the_blank_ones() -> None:
    sheet = read(STEPS, [0, 1], [], [500, 2], [500, 2])
    assert [(row.key, row.place) for row in sheet.rows] == [((0,), 1), ((1,), 3), ((2,), 4)]
    assert not sheet.keys_in_doubt


def test_a_cell_that_stands_as_agreed_keeps_its_meaning() -> None:
    table = Table(
        "t", "T", (Column("k", "K", Text()), Column("at", "At", DateTime(zone=NEW_YORK))), key=("k",)
    )
    second = datetime(2025, 11, 2, 6, 30, tzinfo=UTC).astimezone(NEW_YORK)
    cells = {"at": BaseCell(second, Cell("2025/11/02 01:30:00"))}
    base: dict[Any, BaseRow] = {("a",): BaseRow(("a",), cells, table.fingerprint)}
    found = read(table, ["a", "2025/11/02 01:30:00"], base=base).rows[0].values["at"]
    retyped = read(table, ["a", "2025-11-02 01:30"], base=base).rows[0].values["at"]
    assert isinstance(found, datetime)
    assert isinstance(retyped, datetime)
    assert (found.fold, retyped.fold) == (1, 0)


def base_of_wage(value: Decimal, as_cell: Cell, fingerprint: str = CREW.fingerprint) -> dict[Any, BaseRow]:
    return {(1,): BaseRow((1,), {"wage": BaseCell(value, as_cell)}, fingerprint)}


def test_under_another_declaration_cells_are_read_anew() -> None:
    base = base_of_wage(Decimal(99), Cell(Decimal(15)), "older")
    assert read(CREW, [1, 15], base=base).rows[0].values["wage"] == 15


def test_another_format_is_another_cell() -> None:
    base: dict[Any, BaseRow] = {
        (1,): BaseRow((1,), {"share": BaseCell(Decimal(8), Cell(Decimal(8)))}, CREW.fingerprint)
    }
    shown = Cell(Decimal(8), CellFormat.PERCENT)
    assert read(CREW, [1, 15, shown], base=base).rows[0].values["share"] == 800


def test_a_blank_cell_is_read_anew_even_where_the_base_holds_no_cell() -> None:
    base = base_of_wage(Decimal(15), Cell())
    (held,) = read(CREW, [1, None], base=base).held
    assert held.address == "B2"


def test_a_checkbox_is_not_the_number_one_that_was_agreed() -> None:
    base = base_of_wage(Decimal(1), Cell(Decimal(1)))
    (held,) = read(CREW, [1, True], base=base).held
    assert "checkbox" in held.reason


def test_sorting_the_rows_changes_nothing_but_places() -> None:
    lines: list[list[Any]] = [[1, 15], [2, "16,50"], [3, 17]]
    one, other = read(CREW, *lines), read(CREW, *lines[::-1])
    assert {key: row.values for key, row in one.by_key.items()} == {
        key: row.values for key, row in other.by_key.items()
    }


def formula(value: Any) -> Cell:
    return Cell(Decimal(value) if isinstance(value, int) else value, is_formula=True)


def test_a_column_that_formulas_fill_is_computed_by_people() -> None:
    sheet = read(CREW, [1, formula(15)], [2, formula(16)], [3, formula("")])
    assert sheet.read_only == {"wage"}


def test_half_of_what_a_column_holds_is_enough() -> None:
    assert read(CREW, [1, formula(15)], [2, 16]).read_only == {"wage"}
    assert read(CREW, [1, 15, formula(8)], [2, 16, None], [3, 16]).read_only == {"share"}


def test_one_formula_among_typed_values_is_protected_alone() -> None:
    sheet = read(CREW, [1, formula(15)], [2, 16], [3, 17])
    assert sheet.read_only == frozenset()
    assert sheet.unwritable(sheet.by_key[(1,)].cells) == {"wage"}
    assert sheet.unwritable(sheet.by_key[(2,)].cells) == frozenset()


def test_a_row_of_a_computed_column_without_a_formula_is_protected_too() -> None:
    sheet = read(CREW, [1, formula(15)], [2, formula(15)], [3, 17])
    assert sheet.unwritable(sheet.by_key[(3,)].cells) == {"wage"}


def test_a_formula_that_shows_nothing_is_blank_and_its_row_is_ours() -> None:
    sheet = read(STEPS, [None, None, formula("")])
    assert [held.address for held in sheet.held] == ["A2"]


def test_the_fields_of_a_row_come_in_the_order_of_the_declaration() -> None:
    table = replace(CREW, columns=CREW.columns[::-1])
    assert list(read(table, ["x", 8, 15, 1]).rows[0].values) == ["note", "share", "wage", "worker"]
