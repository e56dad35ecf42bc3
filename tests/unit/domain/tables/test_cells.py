"""A cell before anybody decides what it means."""

from decimal import Decimal

import pytest

from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat


@pytest.mark.parametrize("cell", [EMPTY, Cell(""), Cell("  \t"), Cell("\u00a0"), Cell(None, CellFormat.DATE)])
def test_nothing_and_spaces_are_empty(cell: Cell) -> None:
    assert cell.is_empty


@pytest.mark.parametrize(
    "cell",
    [
        Cell("x"),
        Cell(Decimal(0)),
        Cell(False),
        Cell(error="#REF!"),
        Cell("", is_formula=True),
        Cell(None, is_formula=True),
    ],
)
def test_zero_a_checkbox_an_error_and_a_formula_are_not_empty(cell: Cell) -> None:
    assert not cell.is_empty


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (EMPTY, ""),
        (Cell(Decimal("15.50")), "15.50"),
        (Cell(Decimal(8), CellFormat.PERCENT), "800%"),
        (Cell(Decimal("0.080"), CellFormat.PERCENT), "8%"),
        (Cell("8%", CellFormat.PERCENT), "8%"),
        (Cell(True), "True"),
        (Cell(error="#DIV/0!"), "#DIV/0!"),
        (Cell(" two\n lines\t"), "two lines"),
        (Cell("x" * 60), "x" * 60),
        (Cell("x" * 61), "x" * 59 + "…"),
        (Cell("🧑‍🚀 Rookie"), "🧑‍🚀 Rookie"),
    ],
)
def test_a_cell_is_shown_short_and_on_one_line(cell: Cell, shown: str) -> None:
    assert cell.shown() == shown
