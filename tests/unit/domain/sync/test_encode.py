"""From values to cells: for the formats that stand there, past what people compute."""

from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.sync.encode import encoded
from sheetanchor.domain.tables.cells import Cell, CellFormat
from sheetanchor.domain.tables.values import Values
from tests.unit.domain.sync.crew import CREW, read

PERCENT = Cell(Decimal("0.08"), CellFormat.PERCENT)
VALUES: Values = {"worker": 3, "wage": Decimal("15.50"), "share": Decimal("8.5"), "note": None}


def written(like: int, *lines: list[Any], header: list[Any] | None = None) -> dict[int, Any]:
    return encoded(read(CREW, *lines, header=header), VALUES, like)


def test_values_go_where_their_headers_stand() -> None:
    header = ["Mine", "Note", "Share", "Wage", "Yours", "Worker"]
    cells = written(1, [None, None, 8, 15, None, 1], header=header)
    assert cells == {5: 3, 3: Decimal("15.50"), 2: Decimal("8.5"), 1: None}


@pytest.mark.parametrize(("like", "share"), [(1, "8.5"), (2, "0.085")])
def test_a_value_is_written_for_the_format_of_its_row(like: int, share: str) -> None:
    assert written(like, [1, 15, 8], [2, 15, PERCENT])[2] == Decimal(share)


def test_a_row_below_the_header_takes_over_the_formats_of_the_row_below() -> None:
    assert written(0, [1, 15, PERCENT])[2] == Decimal("0.085")
    assert written(0, [None, None, Cell(None, CellFormat.PERCENT)])[2] == Decimal("0.085")
    assert written(0)[2] == Decimal("8.5")


def test_what_people_compute_is_left_out() -> None:
    assert 1 not in written(1, [1, Cell(Decimal(15), is_formula=True), 8])


def test_none_empties_a_cell() -> None:
    assert written(1, [1, 15, 8, "x"])[3] is None
