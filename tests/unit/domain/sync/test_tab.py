"""Cells of a ragged grid, and the names of its places."""

import pytest

from sheetanchor.domain.sync.tab import Tab, address, area
from sheetanchor.domain.tables.cells import EMPTY, Cell

RAGGED = Tab(1, "T", 10, 5, ((Cell("a"),), (), (Cell("b"), Cell("c"))))


@pytest.mark.parametrize(("row", "column", "value"), [(0, 0, "a"), (2, 1, "c")])
def test_a_cell_is_found_by_its_place(row: int, column: int, value: str) -> None:
    assert RAGGED.cell(row, column) == Cell(value)


@pytest.mark.parametrize(("row", "column"), [(0, 1), (1, 0), (2, 2), (3, 0), (9, 4), (500, 500)])
def test_what_was_not_read_is_empty(row: int, column: int) -> None:
    assert RAGGED.cell(row, column) is EMPTY


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (6, 27, "AB7"), (0, 25, "Z1"), (0, 26, "AA1"), (99, 701, "ZZ100"), (0, 702, "AAA1")],
)
def test_places_have_their_a1_names_past_z(row: int, column: int, name: str) -> None:
    assert address(row, column) == name


@pytest.mark.parametrize(
    ("corners", "name"), [((1, 2, 40, 2), "C2:C41"), ((0, 1, 0, 1), "B1"), ((0, 0, 0, 26), "A1:AA1")]
)
def test_an_area_is_named_by_its_corners(corners: tuple[int, int, int, int], name: str) -> None:
    assert area(*corners) == name
