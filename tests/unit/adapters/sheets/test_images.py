"""What a batch copies before it overwrites, and how copies are read; the contract has Google do it."""

from typing import Any

import pytest

from sheetanchor.adapters.sheets.images import IMAGES_ROW, NOTES_ID, Images
from sheetanchor.adapters.sheets.notes import NOTES_TITLE
from sheetanchor.domain.sync.fence import Fence, FenceStep, Kept, next_step
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat
from sheetanchor.ports.sheet import Overwritten, RowInsertion, RowWrite, TabWrite

STEP = next_step(Fence(1, "token1"), "token2")
#: How many columns a tab of three columns, or two, has for each of formulas and values.
OF_THREE, OF_TWO = 11, 10


def updates(*places: int) -> tuple[RowWrite, ...]:
    return tuple(RowWrite(place, {0: "x"}) for place in places)


def after(kept: Kept) -> FenceStep:
    """A step after a fence that was read to stand there."""
    return next_step(Fence(1, "token1", kept=kept), "token2")


def copies(*writes: TabWrite, kind: str = "PASTE_VALUES") -> list[dict[str, Any]]:
    requests = (request.get("copyPaste") for request in Images(writes, STEP).requests())
    return [copy for copy in requests if copy and copy["pasteType"] == kind]


def rows_of(box: dict[str, int]) -> tuple[int, int, int]:
    return box["sheetId"], box["startRowIndex"], box["endRowIndex"]


def copied(width: int, *cells: Cell, mark: Cell | None = None) -> tuple[Cell, ...]:
    """A row of the hidden tab in which these cells without formulas were copied; cells beyond are blank."""
    half = (*cells, *[EMPTY] * (width - len(cells)))
    return (*half, *half, *([] if mark is None else [mark]))


def notes(*rows: tuple[Cell, ...], above: int = 0) -> Tab:
    return Tab(NOTES_ID, NOTES_TITLE, 999, 26, ((),) * (IMAGES_ROW + above) + rows)


@pytest.mark.parametrize(
    ("kind", "column"), [("PASTE_FORMULA", 0), ("PASTE_FORMAT", 0), ("PASTE_VALUES", OF_TWO)]
)
def test_rows_that_follow_each_other_are_one_copy_of_formulas_one_of_formats_and_one_of_values(
    kind: str, column: int
) -> None:
    (copy,) = copies(TabWrite(7, 2, 9, updates(3, 4, 5)), kind=kind)
    assert (rows_of(copy["source"]), rows_of(copy["destination"])) == (
        (7, 3, 6),
        (NOTES_ID, IMAGES_ROW, IMAGES_ROW + 3),
    )
    assert copy["destination"]["startColumnIndex"] == column


def test_every_stretch_is_a_copy_below_the_one_before_it() -> None:
    first = TabWrite(7, 2, 9, updates(3, 4, 2), (), (6, 7))
    second = TabWrite(8, 2, 9, updates(8))
    found = copies(first, second)
    assert [rows_of(copy["source"]) for copy in found] == [(7, 3, 5), (7, 2, 3), (7, 6, 8), (8, 8, 9)]
    assert [rows_of(copy["destination"]) for copy in found] == [
        (NOTES_ID, IMAGES_ROW, IMAGES_ROW + 2),
        (NOTES_ID, IMAGES_ROW + 2, IMAGES_ROW + 3),
        (NOTES_ID, IMAGES_ROW + 3, IMAGES_ROW + 5),
        (NOTES_ID, IMAGES_ROW + 5, IMAGES_ROW + 6),
    ]
    assert Images([first, second], STEP).rows == range(IMAGES_ROW, IMAGES_ROW + 6)


def test_every_copy_is_as_wide_as_its_tab_is_at_that_moment_where_its_columns_are_known() -> None:
    known = TabWrite(7, 12, 9, updates(1), column_count=26)
    first, second = copies(known, TabWrite(8, 3, 9, updates(1)))
    assert first["source"].keys() == {"sheetId", "startRowIndex", "endRowIndex"}
    assert second["source"]["endColumnIndex"] == 3
    widths = [
        copy["destination"]["endColumnIndex"] - copy["destination"]["startColumnIndex"]
        for copy in (first, second)
    ]
    assert widths == [1, 1]


def test_inserted_rows_overwrite_nothing() -> None:
    write = TabWrite(7, 2, 9, inserts=(RowInsertion(3, {}),))
    assert copies(write) == []
    assert len(Images([write], STEP).rows) == 0


def test_the_rows_are_emptied_first_and_each_has_its_token_beyond_the_widest_copy() -> None:
    writes = [TabWrite(7, 5, 9, updates(1), column_count=12), TabWrite(8, 3, 9, updates(1))]
    emptied, *_, marked = Images(writes, after(Kept(3, 7, 40))).requests()
    rows = {"sheetId": NOTES_ID, "startRowIndex": IMAGES_ROW + 7, "endRowIndex": IMAGES_ROW + 9}
    fields = "userEnteredValue,userEnteredFormat,dataValidation"
    assert emptied == {"updateCells": {"range": rows, "fields": fields}}
    assert marked["repeatCell"]["range"] == {**rows, "startColumnIndex": 40, "endColumnIndex": 41}
    assert marked["repeatCell"]["cell"] == {"userEnteredValue": {"stringValue": "token2"}}


def test_copies_are_found_again_as_long_as_every_row_has_its_token() -> None:
    step, mark, write = after(Kept(3, 7, 26)), Cell("token2"), TabWrite(7, 2, 9, updates(3), (), (6,))
    images, first = Images([write], step), (Cell("a"), Cell("b"))
    marked = copied(OF_TWO, *first, mark=mark)
    whole = notes(marked, copied(OF_TWO, mark=mark), above=7)
    assert images.in_tab(whole) == (Overwritten((first,), ((EMPTY, EMPTY),)),)
    assert images.in_tab(notes(marked, above=7)) is None
    assert images.in_tab(notes(marked, copied(OF_TWO, Cell("c"), mark=Cell("x")), above=7)) is None
    assert images.in_tab(notes()) is None


def test_what_overwrote_nothing_needs_no_copies() -> None:
    assert Images([TabWrite(7, 2, 9)], STEP).in_tab(notes()) == (Overwritten((), ()),)


def test_copied_rows_go_back_to_the_updates_and_deletes_that_they_were_copied_for() -> None:
    writes = [TabWrite(7, 2, 9, updates(3), (), (6,)), TabWrite(8, 1, 9), TabWrite(9, 1, 9, updates(2))]
    rows = [(Cell("a"), Cell("b")), (Cell("c"), Cell("d")), (Cell("e"),)]
    assert Images(writes, STEP).by_write([copied(OF_TWO, *row) for row in rows]) == (
        Overwritten((rows[0],), (rows[1],)),
        Overwritten((), ()),
        Overwritten(((Cell("e"),),), ()),
    )


def test_copied_rows_are_all_as_wide_as_the_longest_of_their_tab() -> None:
    rows = [(Cell("a"), Cell("b"), Cell("c")), (Cell("d"),)]
    images = Images([TabWrite(7, 2, 9, updates(3), (), (6,))], STEP)
    [found] = images.by_write([copied(OF_TWO, *row) for row in rows])
    assert found == Overwritten((rows[0],), ((Cell("d"), EMPTY, EMPTY),))


def test_copied_rows_are_as_wide_as_asked_and_those_cut_off_are_blank() -> None:
    images = Images([TabWrite(7, 3, 9, updates(3, 4), (), (6,))], STEP)
    [found] = images.by_write([copied(OF_THREE, Cell("a"))])
    blank = (EMPTY, EMPTY, EMPTY)
    assert found == Overwritten(((Cell("a"), EMPTY, EMPTY), blank), (blank,))


def read_back(formula: Cell, value: Cell, place: int = 3) -> Cell:
    """The first cell of the only row that a batch overwrites."""
    row = (formula, *[EMPTY] * (OF_TWO - 1), value)
    [found] = Images([TabWrite(7, 2, 99, updates(place))], STEP).by_write([row])
    return found.updates[0][0]


def test_a_value_has_the_format_that_was_copied_beside_it() -> None:
    cell = read_back(Cell("a", CellFormat.DATE), Cell("a"))
    assert (cell, cell.formula) == (Cell("a", CellFormat.DATE), None)
    assert read_back(Cell(error="#REF!"), Cell(error="#REF!")) == Cell(error="#REF!")


def test_a_copied_formula_names_what_it_named_where_it_stood() -> None:
    shift = IMAGES_ROW - 3
    standing = Cell(None, is_formula=True, formula=f"=B{4 + shift}*$B$4+Rates!A{2 + shift}")
    cell = read_back(standing, Cell("77"))
    assert cell == Cell("77", is_formula=True)
    assert cell.formula == "=B4*$B$4+Rates!A2"


def test_a_formula_that_was_copied_up_beyond_the_first_row_shows_what_is_lost() -> None:
    cell = read_back(Cell(error="#REF!", is_formula=True, formula="=#REF!*2"), Cell("77"), place=500)
    assert cell.formula == "=#REF!*2"


@pytest.mark.parametrize("value", [Cell("#DIV/0!"), Cell(error="#DIV/0!")])
def test_an_error_of_a_formula_is_one_though_it_is_copied_as_text(value: Cell) -> None:
    cell = read_back(Cell(error="#DIV/0!", is_formula=True, formula="=1/0"), value)
    assert (cell, cell.formula) == (Cell(error="#DIV/0!", is_formula=True), "=1/0")


def test_what_spills_out_of_a_copied_formula_is_no_value() -> None:
    assert read_back(EMPTY, Cell("spilled", is_formula=True)) == EMPTY


def test_text_that_looks_like_a_formula_stays_text_whatever_its_copy_became() -> None:
    text = '=IMPORTXML("x";"y")'
    cell = read_back(Cell(error="#N/A", is_formula=True, formula=text), Cell(text))
    assert (cell, cell.formula) == (Cell(text), None)
