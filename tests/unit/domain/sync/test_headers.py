"""Columns are found by their header, wherever they stand; a header that does not hold pauses the table."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.sync.decode import bind_columns, readable_columns
from sheetanchor.domain.sync.problems import Guard, Pause, TablePausedError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.kinds import Money
from sheetanchor.domain.tables.schema import Column, Strategy, Table
from tests.unit.domain.sync.crew import CREW, agreed, read, tab


def bound(header: list[Any]) -> dict[str, int]:
    return bind_columns(CREW, tab(CREW, header=header))


def test_columns_stand_where_their_headers_do() -> None:
    assert bound(["Note", "Share", "Wage", "Worker"]) == {"worker": 3, "wage": 2, "share": 1, "note": 0}


def test_foreign_and_blank_columns_lie_between() -> None:
    assert bound(["", "Worker", "Phone", "Wage", "Share", None, "Note"])["note"] == 6


@pytest.mark.parametrize(
    "header", [" wage ", "WAGE", "Wage\n", "Wa\u200bge\ufeff", Cell("Wage", is_formula=True)]
)
def test_case_spaces_and_formulas_make_no_other_header(header: str | Cell) -> None:
    assert bound(["Worker", header, "Share", "Note"])["wage"] == 1


def test_foreign_columns_may_share_a_header() -> None:
    assert bound(["Phone", "Worker", "Wage", "Share", "Note", "Phone"])["worker"] == 1


@pytest.mark.parametrize(
    ("header", "guard", "named"),
    [
        (["Worker", "Share", "Note"], Guard.HEADER_MISSING, "does not hold 'Wage'"),
        (["Worker", None, "Share", "Note"], Guard.HEADER_MISSING, "A1:D1 does not hold 'Wage'"),
        (["Worker", "Salary", "Share", "Note"], Guard.HEADER_RENAMED, "B1 does not hold 'Wage'"),
        (["Worker"], Guard.HEADER_MISSING, "'Wage', 'Share', 'Note'"),
        ([], Guard.HEADER_MISSING, "'Worker'"),
        ([1, 15, 8, "x"], Guard.HEADER_MISSING, "'Worker'"),
        ([Cell(error="#REF!"), "Wage", "Share", "Note"], Guard.HEADER_MISSING, "'Worker'"),
        (
            ["Worker", "Wage", "Share", "Note", "wage"],
            Guard.HEADER_DOUBLED,
            "E1 is one too many: row 1 holds 'Wage' more than once, in B1 and E1",
        ),
        (["Worker", "Wage", "Wage", "Note"], Guard.HEADER_MISSING, "'Share'"),
    ],
)
def test_a_header_missing_or_doubled_pauses_the_table(header: list[Any], guard: Guard, named: str) -> None:
    with pytest.raises(TablePausedError, match=named) as caught:
        bound(header)
    pause = caught.value.pause
    assert (pause.table, pause.tab, pause.guard) == ("crew", "Crew", guard)
    assert "Nothing of it was read or written" in str(caught.value)


def paused(header: list[Any], *lines: list[Any], before: list[list[Any]] | None = None) -> Pause:
    """What a header row does; before: the lines as they were agreed."""
    with pytest.raises(TablePausedError) as caught:
        bind_columns(CREW, tab(CREW, *lines, header=header), agreed(CREW, *(before or [])))
    return caught.value.pause


LINES: list[list[Any]] = [[1, 15, 8, "early"], [2, 16, 9, None], [3, 17, 10, "late"]]


def test_a_column_that_seems_renamed_is_proposed_and_not_followed() -> None:
    pause = paused(["Worker", "Wage/h", "Share", "Note"], *LINES, before=LINES)
    assert (pause.guard, pause.cell) == (Guard.HEADER_RENAMED, "B1")
    assert pause.found == "does not hold 'Wage': that column seems to be called 'Wage/h' now"
    assert pause.ends == (
        "write 'Wage' back into B1",
        "have the table declare 'Wage/h', if the new name is to stay",
    )
    assert not pause.may_be_meant


def test_a_renamed_column_is_known_by_its_values_wherever_it_stands() -> None:
    moved = [[phone, line[0], *line[2:], line[1]] for phone, line in enumerate(LINES)]
    pause = paused(["Phone", "Worker", "Share", "Note", "Pay"], *moved, before=LINES)
    assert (pause.guard, pause.cell) == (Guard.HEADER_RENAMED, "E1")
    edited = [[*line[:4], wage] for line, wage in zip(moved, [15, 99, 17], strict=True)]
    assert paused(["Phone", "Worker", "Share", "Note", "Pay"], *edited, before=LINES).cell == "E1"


@pytest.mark.parametrize(
    ("header", "lines"),
    [
        (["Worker", "Pay", "Share", "Note"], [[1, 99, 8, None], [2, 98, 9, None], [3, "?", 10, None]]),
        (["Worker", "Pay", "Share", "Note", "Was"], [[*line, line[1]] for line in LINES]),
        (["Worker", "Share", "Note"], [[line[0], *line[2:]] for line in LINES]),
        (
            ["Worker", "Mine", "Share", "Note"],
            [[line[0], Cell(Decimal(line[1]), is_formula=True), *line[2:]] for line in LINES],
        ),
    ],
)
def test_no_column_is_proposed_where_none_or_more_than_one_holds_the_values(
    header: list[Any], lines: list[list[Any]]
) -> None:
    pause = paused(header, *lines, before=LINES)
    assert (pause.guard, pause.cell) == (Guard.HEADER_MISSING, f"A1:{'ABCDE'[max(len(header), 4) - 1]}1")
    assert pause.ends == ("write 'Wage' back into row 1 above its column",)


@pytest.mark.parametrize(
    "header", [["Worker", "Pay", "Share", "Note", "Phone"], ["Worker", "Share", "Note", "Pay"]]
)
def test_of_a_table_never_agreed_only_the_one_strange_header_in_its_place_is_proposed(
    header: list[Any],
) -> None:
    assert paused(header, *LINES).guard is Guard.HEADER_MISSING
    assert paused(["Worker", "Pay", "Share", "Note"], *LINES).cell == "B1"


@pytest.mark.parametrize("blank", [None, " ", Cell(error="#REF!")])
def test_a_header_that_was_cleared_is_written_back_above_its_values(blank: str | Cell | None) -> None:
    pause = paused(["Worker", blank, "Share", "Note"], *LINES, before=LINES)
    assert (pause.guard, pause.cell) == (Guard.HEADER_MISSING, "B1")
    assert pause.ends == ("write 'Wage' back into B1",)


def test_each_of_several_headers_that_are_gone_is_written_back_where_its_values_stand() -> None:
    pause = paused(["Worker", "a", "b", "Note"], *LINES, before=LINES)
    assert (pause.guard, pause.cell) == (Guard.HEADER_MISSING, "A1:D1")
    assert pause.found == "does not hold 'Wage', 'Share'"
    assert pause.ends == ("write 'Wage' back into B1 and write 'Share' back into C1",)


def test_a_column_declared_since_is_looked_for_by_its_place() -> None:
    before = {
        key: replace(row, cells={name: row.cells[name] for name in ("worker", "share")})
        for key, row in agreed(CREW, *LINES).items()
    }
    with pytest.raises(TablePausedError) as caught:
        bind_columns(CREW, tab(CREW, *LINES, header=["Worker", "Pay", "Share", "Note"]), before)
    assert caught.value.pause.cell == "B1"


def test_of_every_doubled_header_all_places_are_named() -> None:
    pause = paused(["Worker", "Wage", "Share", "Note", "Wage", "wage", "Share"])
    assert (pause.guard, pause.cell) == (Guard.HEADER_DOUBLED, "F1")
    assert "'Wage' more than once, in B1 and E1 and F1, 'Share' more than once, in C1 and G1" in pause.found
    assert pause.ends == (
        "keep 'Wage' in only one of B1 and E1 and F1 and keep 'Share' in only one of C1 and G1",
    )


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
