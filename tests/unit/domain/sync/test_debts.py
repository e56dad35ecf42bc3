"""What a batch overwrote unseen is found again wherever it has gone, and read as people meant it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from sheetanchor.domain.sync.debts import (
    CellDebt,
    Line,
    RowDebt,
    ScrapDebt,
    again_before,
    as_owed,
    can_stand,
    columns_now,
    find_again,
    find_cell,
    find_scrap,
    is_blank,
    is_cut,
    line_of,
    model_of,
    moved_columns,
    row_cells,
    row_formulas,
    written_at,
)
from sheetanchor.domain.sync.formulas import FormulaAt
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue, Formula

HEAD: list[CellValue] = ["Id", "Wage", "Share", "Note"]


def tab(*lines: Sequence[CellValue], width: int = 6) -> Tab:
    rows = tuple(tuple(Cell(value) for value in line) for line in lines)
    return Tab(1, "T", 100, width, rows)


def owed(*line: CellValue, place: int = 1, **changes: Any) -> CellDebt:
    """A wage of 15 that overwrote 20, in a row whose key is its first cell."""
    facts: dict[str, Any] = {"header": tuple(HEAD), "identity": (0,), **changes}
    return CellDebt("t", place, 1, "15", "20", line or ("1", "15", "8", "x"), **facts)


ROW, OTHER = ["1", "15", "8", "x"], ["2", "15", "9", "y"]


def test_a_line_is_as_wide_as_asked() -> None:
    assert line_of(tab(HEAD, ["a"]), 1, 3) == ("a", None, None)


@pytest.mark.parametrize(
    ("lines", "expected"), [([], True), ([[], [None, None]], True), ([[None, "x"]], False), ([[""]], False)]
)
def test_a_tab_is_blank_where_nothing_stands_below_its_header(
    lines: list[list[CellValue]], expected: bool
) -> None:
    assert is_blank(tab(HEAD, *lines)) is expected
    assert is_blank(tab())


@pytest.mark.parametrize(
    ("then", "now", "moved"),
    [
        ("ab", "ab", {0: 0, 1: 1}),
        ("ab", "ba", {0: 1, 1: 0}),
        ("ab", "xab", {0: 1, 1: 2}),
        ("ab", "a", {0: 0}),
        ("ab", "ax", {0: 0, 1: 1}),
        ("ab", "bx", {1: 0}),
        ("abc", "xya", {0: 2}),
        ("aab", "aab", {0: 0, 1: 1, 2: 2}),
        ("", "ab", {}),
    ],
)
def test_columns_are_followed_by_header_and_else_beside_their_neighbour(
    then: str, now: str, moved: dict[int, int]
) -> None:
    assert moved_columns(tuple(then), tuple(now)) == moved
    assert columns_now(tuple(then), tab(now, width=len(now))) == moved


def test_a_column_without_a_header_stays_beside_its_neighbour() -> None:
    assert moved_columns(("a", None, "b"), ("x", "a", None, "b")) == {0: 1, 1: 2, 2: 3}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([ROW], (1, 1)),
        ([OTHER, [], ROW], (3, 1)),
        ([ROW, ROW], (1, 1)),
        ([["1", "15", "99", "x"]], (1, 1)),
        ([OTHER, ["1", "15", "99", "x"]], (2, 1)),
        ([["7", "15", "8", "x"]], (1, 1)),
        ([OTHER, ["7", "15", "8", "x"]], (2, 1)),
        ([["1", "16", "8", "x"]], None),
        ([["1", None, "8", "x"]], None),
        ([OTHER], None),
        ([], None),
        ([OTHER, ["1", "15", "99", "x"], ["1", "15", "98", "x"]], None),
        ([OTHER, ["7", "15", "8", "x"], ["8", "15", "8", "x"]], None),
    ],
)
def test_an_owed_cell_is_found_by_row_then_key_then_all_else(
    lines: list[list[CellValue]], found: tuple[int, int] | None
) -> None:
    assert find_cell(tab(HEAD, *lines), owed()) == found


def test_a_row_with_little_in_it_is_not_told_by_what_is_beside_its_key() -> None:
    little = owed("1", "15", None, None)
    assert find_cell(tab(HEAD, OTHER, ["7", "15"]), little) is None
    assert find_cell(tab(HEAD, ["7", "15"]), little) == (1, 1)


def test_an_owed_cell_goes_with_its_column() -> None:
    moved: list[CellValue] = ["Mine", "Id", "Note", "Share", "Wage"]
    assert find_cell(tab(moved, ["m", "1", "x", "8", "15"]), owed()) == (1, 4)


def test_a_column_that_is_gone_is_owed_nothing() -> None:
    assert find_cell(tab(["Id"], ["1"], width=1), owed()) is None


def test_without_a_header_columns_are_where_they_were() -> None:
    assert find_cell(tab(["what", "ever"], ROW), owed(header=())) == (1, 1)


EDITED = ["1", "15", "99", "x"]


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        ([ROW], 1),
        ([OTHER, ROW], 2),
        ([EDITED], 1),
        ([OTHER, EDITED], 2),
        ([EDITED, EDITED], 1),
        ([OTHER, EDITED, EDITED], None),
        ([["1", "16", "99", "x"]], None),
        ([["1", "15", "99", "y"]], None),
        ([["1", "15"]], None),
        ([], None),
    ],
)
def test_beside_a_list_without_a_key_a_row_is_the_one_most_like_it(
    lines: list[list[CellValue]], place: int | None
) -> None:
    found = find_cell(tab(HEAD, *lines), owed(identity=(), is_foreign=True))
    assert found == (None if place is None else (place, 1))


def test_in_a_list_without_a_key_a_row_has_to_be_equal() -> None:
    assert find_cell(tab(HEAD, ROW), owed(identity=())) == (1, 1)
    assert find_cell(tab(HEAD, EDITED), owed(identity=())) is None


def test_a_row_of_a_list_with_nothing_beside_the_cell_has_to_be_equal() -> None:
    alone = owed(None, "15", None, None, identity=(), is_foreign=True)
    assert find_cell(tab(HEAD, [None, "15"]), alone) == (1, 1)
    assert find_cell(tab(HEAD, [None, "15", "8"]), alone) is None


def test_a_header_row_is_no_row_of_ours() -> None:
    assert find_cell(tab(ROW), owed(header=())) is None


LINE: Line = ("1", "15", "8", "x")


@pytest.mark.parametrize(
    ("lines", "place"), [([ROW], 1), ([OTHER, ROW], 2), ([ROW, ROW], 2), ([["1", "16", "8", "x"]], None)]
)
@pytest.mark.parametrize("header", [tuple(HEAD), ()])
def test_a_row_to_take_away_is_found_unless_it_was_changed(
    lines: list[list[CellValue]], place: int | None, header: Line
) -> None:
    assert find_scrap(tab(HEAD, *lines), ScrapDebt("t", 2, LINE, header)) == place


def test_a_row_to_take_away_is_found_under_moved_columns() -> None:
    assert find_scrap(tab(HEAD[::-1], ROW[::-1]), ScrapDebt("t", 1, LINE, tuple(HEAD))) == 1


def test_a_row_comes_back_under_the_columns_of_now_with_its_formats() -> None:
    debt = RowDebt("t", 1, LINE, tuple(HEAD), ((2, CellFormat.PERCENT),))
    assert row_cells(tab(["Share", "Id", "Wage", "Note"]), debt) == {
        1: Cell("1"),
        2: Cell("15"),
        0: Cell("8", CellFormat.PERCENT),
        3: Cell("x"),
    }
    assert row_cells(tab(["what", "ever"]), RowDebt("t", 1, ("1", None))) == {0: Cell("1"), 1: Cell(None)}


def test_what_stood_in_a_column_that_is_gone_does_not_come_back() -> None:
    assert row_cells(tab(["Id"], width=1), RowDebt("t", 1, LINE, tuple(HEAD))) == {0: Cell("1")}


def test_the_tab_is_read_as_people_meant_it() -> None:
    rows = ((Cell("h"),), (Cell("a"), Cell("wrote", CellFormat.PERCENT)), (Cell("b"),))
    meant = as_owed(Tab(1, "T", 9, 9, rows), [(1, 1, owed()), (2, 2, owed())])
    assert meant.rows == (
        (Cell("h"),),
        (Cell("a"), Cell("20", CellFormat.PERCENT)),
        (Cell("b"), Cell(), Cell("20")),
    )
    assert (meant.sheet_id, meant.row_count) == (1, 9)


def test_without_debts_the_tab_is_as_it_stands() -> None:
    assert as_owed(tab(HEAD), []) == tab(HEAD)


def gone(*line: CellValue, identity: tuple[int, ...] = (0,), header: Line = tuple(HEAD)) -> RowDebt:
    """A row to insert again, known by its first cell."""
    return RowDebt("t", 1, line, header, identity=identity)


def test_a_row_that_others_brought_back_is_found_by_its_key_wherever_it_stands() -> None:
    assert find_again(tab(HEAD, OTHER, ["1", "20"]), gone(*ROW)) == 2
    assert find_again(tab([*HEAD[1:], "Id"], ["20", "8", "x", "1"]), gone(*ROW)) == 1
    assert find_again(tab(HEAD, ["1", "20"]), gone(*ROW, header=())) == 1
    assert find_again(tab(HEAD, OTHER), gone(*ROW)) is None


def test_a_row_that_is_taken_away_is_not_the_one_that_came_back() -> None:
    assert find_again(tab(HEAD, ROW), gone(*ROW), {1: "scrap"}) is None
    assert find_again(tab(HEAD, ROW, ROW), gone(*ROW), [1]) == 2


def test_a_row_without_a_key_is_never_found_again() -> None:
    assert find_again(tab(HEAD, ROW), gone(*ROW, identity=())) is None
    assert find_again(tab(HEAD, [None, "15", "8", "x"]), gone(None, "15", "8", "x")) is None


def test_a_row_is_inserted_again_where_it_stood_as_far_as_rows_go() -> None:
    short = tab(HEAD, OTHER)
    assert [again_before(short, replace(gone(*ROW), place=place)) for place in (0, 1, 2, 9)] == [1, 1, 2, 2]


def test_a_row_takes_over_formats_of_the_row_above_but_never_those_of_the_header() -> None:
    assert [model_of(place) for place in (1, 2, 3)] == [1, 1, 2]


@pytest.mark.parametrize(
    ("header", "cut"),
    [(HEAD, False), (HEAD[::-1], False), (HEAD[:2], True), (["Id", "Wage", None, "x"], False)],
)
def test_a_row_is_cut_where_a_column_in_which_it_holds_something_is_gone(
    header: list[CellValue], cut: bool
) -> None:
    assert is_cut(tab(header, width=len(header)), gone(*ROW)) is cut
    assert not is_cut(tab(HEAD[:2], width=2), gone("1", "15", None, None))


def test_without_a_header_no_row_is_cut() -> None:
    assert not is_cut(tab(HEAD[:1], width=1), gone(*ROW, header=()))


OWN, ABOVE, CONSTANT = (FormulaAt(text, 3) for text in ("=C4*2", "=B2*2", "=70+7"))
BROKEN = FormulaAt("=1/0", 3, "#DIV/0!")


def test_a_formula_that_was_overwritten_is_read_as_one() -> None:
    held = tab(HEAD, ROW)
    meant = as_owed(held, [(1, 1, owed(formula=CONSTANT)), (1, 2, replace(owed(formula=BROKEN), owed=None))])
    assert meant.cell(1, 1) == Cell("20", is_formula=True)
    assert meant.cell(1, 1).formula == "=70+7"
    assert meant.cell(1, 2) == Cell(None, is_formula=True, error="#DIV/0!")


def test_formulas_of_a_row_come_back_under_the_columns_of_now() -> None:
    debt = replace(gone(*ROW), formulas=((1, CONSTANT), (3, OWN)))
    assert row_formulas(tab(["Share", "Id", "Wage"], width=3), debt) == {2: CONSTANT}
    assert row_cells(tab(HEAD), debt)[3].formula == "=C4*2"


@pytest.mark.parametrize(
    ("formula", "place", "written"),
    [
        (None, 3, "15"),
        (CONSTANT, 8, Formula("=70+7", "15")),
        (OWN, 8, Formula("=C9*2", "15")),
        (ABOVE, 3, Formula("=B2*2", "15")),
        (ABOVE, 8, "15"),
        (BROKEN, 3, Formula("=1/0", "15", "#DIV/0!")),
    ],
)
def test_a_formula_is_paid_as_one_where_it_can_be_moved(
    formula: FormulaAt | None, place: int, written: object
) -> None:
    assert written_at(place, "15", formula) == written


@pytest.mark.parametrize(
    ("formula", "place", "header", "stands"),
    [
        (OWN, 3, HEAD, True),
        (OWN, 8, HEAD, True),
        (OWN, 3, HEAD[::-1], False),
        (OWN, 3, [*HEAD, "Mine"], False),
        (OWN, 3, HEAD[:3], False),
        (CONSTANT, 8, HEAD[::-1], True),
        (ABOVE, 3, HEAD, True),
        (ABOVE, 8, HEAD, False),
        (replace(OWN, is_exact=False), 3, HEAD, False),
        (FormulaAt("=#REF!*2", 3), 3, HEAD, False),
    ],
)
def test_a_formula_can_stand_where_it_means_what_it_meant(
    formula: FormulaAt, place: int, header: list[CellValue], stands: bool
) -> None:
    assert can_stand(tab(header), place, formula, tuple(HEAD)) is stands


def test_a_formula_typed_over_what_was_written_is_not_ours_to_overwrite() -> None:
    rows = (*tab(HEAD).rows, (Cell("1"), Cell("15", is_formula=True), Cell("8"), Cell("x")))
    held = Tab(1, "T", 9, 6, rows)
    assert find_cell(held, owed()) is None
    assert find_cell(held, owed(wrote_formula=True)) == (1, 1)
