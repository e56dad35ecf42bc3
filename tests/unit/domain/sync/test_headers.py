"""Columns are found by their header, wherever they stand; a header that does not hold pauses the table."""

from typing import Any

import pytest

from sheetanchor.domain.sync.decode import bind_columns, readable_columns
from sheetanchor.domain.sync.problems import Guard, TablePausedError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.kinds import Money
from sheetanchor.domain.tables.schema import Column, Strategy, Table
from tests.unit.domain.sync.crew import CREW, read, tab


def bound(header: list[Any]) -> dict[str, int]:
    return bind_columns(CREW, tab(CREW, header=header))


def test_columns_stand_where_their_headers_do() -> None:
    assert bound(["Note", "Share", "Wage", "Worker"]) == {"worker": 3, "wage": 2, "share": 1, "note": 0}


def test_foreign_and_blank_columns_lie_between() -> None:
    assert bound(["", "Worker", "Phone", "Wage", "Share", None, "Note"])["note"] == 6


@pytest.mark.parametrize("header", [" wage ", "WAGE", "Wage\n", Cell("Wage", is_formula=True)])
def test_case_spaces_and_formulas_make_no_other_header(header: str | Cell) -> None:
    assert bound(["Worker", header, "Share", "Note"])["wage"] == 1


def test_foreign_columns_may_share_a_header() -> None:
    assert bound(["Phone", "Worker", "Wage", "Share", "Note", "Phone"])["worker"] == 1


@pytest.mark.parametrize(
    ("header", "guard", "named"),
    [
        (["Worker", "Share", "Note"], Guard.HEADER_MISSING, "does not hold 'Wage'"),
        (["Worker", "Salary", "Share", "Note"], Guard.HEADER_MISSING, "does not hold 'Wage'"),
        (["Worker"], Guard.HEADER_MISSING, "'Wage', 'Share', 'Note'"),
        ([], Guard.HEADER_MISSING, "'Worker'"),
        ([1, 15, 8, "x"], Guard.HEADER_MISSING, "'Worker'"),
        ([Cell(error="#REF!"), "Wage", "Share", "Note"], Guard.HEADER_MISSING, "'Worker'"),
        (["Worker", "Wage", "Share", "Note", "wage"], Guard.HEADER_DOUBLED, "more than once 'Wage'"),
        (["Worker", "Wage", "Wage", "Note"], Guard.HEADER_MISSING, "'Share'"),
    ],
)
def test_a_header_missing_or_doubled_pauses_the_table(header: list[Any], guard: Guard, named: str) -> None:
    with pytest.raises(TablePausedError, match=named) as caught:
        bound(header)
    assert (caught.value.table, caught.value.tab, caught.value.guard) == ("crew", "Crew", guard)
    assert "Nothing of it was read or written" in str(caught.value)


def test_a_tab_without_any_row_has_no_header() -> None:
    with pytest.raises(TablePausedError, match="does not hold"):
        bind_columns(CREW, Tab(1, "Crew", 0, 0, ()))


def test_a_header_longer_than_messages_show_is_found() -> None:
    long = "Sales of " + "very " * 20 + "long products"
    table = Table("t", "T", (Column("a", long, Money()),), strategy=Strategy.FULL_REPLACE)
    assert bind_columns(table, tab(table)) == {"a": 0}


def test_a_blank_header_is_not_called_none() -> None:
    table = Table("t", "T", (Column("a", "None", Money()),), strategy=Strategy.FULL_REPLACE)
    assert bind_columns(table, tab(table, header=["", None, "none"])) == {"a": 2}
    assert readable_columns(table, tab(table, header=["", None, "none"])) == {"a": 2}


def test_a_header_that_is_a_number_is_its_digits() -> None:
    table = Table("t", "T", (Column("a", "2025", Money()),), strategy=Strategy.FULL_REPLACE)
    assert bind_columns(table, tab(table, header=[2025])) == {"a": 0}


def test_a_moved_column_takes_its_values_along() -> None:
    moved = read(CREW, ["x", 8, 15, 1], header=["Note", "Share", "Wage", "Worker"])
    assert moved.by_key[(1,)].values == {"worker": 1, "wage": 15, "share": 8, "note": "x"}


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (["Worker", "wage", "Note"], {"worker": 0, "wage": 1, "note": 2}),
        (["Worker", "Wage", "WAGE"], {"worker": 0}),
        ([None, 2025, "Share"], {"share": 2}),
        ([], {}),
    ],
)
def test_what_of_a_broken_header_still_holds(header: list[Any], columns: dict[str, int]) -> None:
    assert readable_columns(CREW, tab(CREW, header=header)) == columns


def test_a_tab_without_any_row_has_no_readable_column() -> None:
    assert readable_columns(CREW, Tab(1, "Crew", 0, 0, ())) == {}
