from typing import Any

import pytest

from sheetanchor.sandbox.page.cells import raw_text, shown_rows
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.world import World

pytestmark = pytest.mark.xdist_group("chromium")


@pytest.fixture
def sheet() -> Sheet:
    return World(deterministic=True).create_spreadsheet("Any")["Sheet1"]


def shown(sheet: Sheet) -> dict[str, Any]:
    return shown_rows(sheet, 0, 1)[0]["0"]


@pytest.mark.parametrize(
    ("typed", "text", "raw"),
    [
        ("15", "15", "15"),
        ("$15.00", "$15.00", "15"),
        ("8%", "8%", "8%"),
        ("7%", "7%", "7%"),
        ("0.1", "0.1", "0.1"),
        ("1234567.891", "1234567.891", "1234567.891"),
        ("2025-03-05", "2025-03-05", "2025-03-05"),
        ("true", "TRUE", "TRUE"),
        ("plain", "plain", "plain"),
        ("'15", "15", "'15"),
        ("'=B2", "=B2", "'=B2"),
        ("=1+1", "2", "=1+1"),
        ("=1/0", "#DIV/0!", "=1/0"),
    ],
)
def test_the_raw_text_typed_again_gives_the_same_cell(sheet: Sheet, typed: str, text: str, raw: str) -> None:
    sheet.type_cell(0, 0, typed)
    before = sheet.grid.cell(0, 0)
    assert (shown(sheet)["text"], raw_text(sheet, before)) == (text, raw)
    sheet.type_cell(0, 0, raw)
    assert sheet.grid.cell(0, 0) == before


def test_numbers_stand_right_texts_left_and_truth_in_the_middle(sheet: Sheet) -> None:
    for typed, side in (("15", "right"), ("text", "left"), ("true", "center"), ("=1/0", "center")):
        sheet.type_cell(0, 0, typed)
        assert shown(sheet)["align"] == side


def test_empty_cells_are_not_sent(sheet: Sheet) -> None:
    sheet.type_cell(0, 3, "x")
    assert [list(row) for row in shown_rows(sheet, 0, 3)] == [["3"], [], []]


def test_colours_are_those_of_the_cells_format(sheet: Sheet) -> None:
    look = {
        "backgroundColor": {"red": 1, "blue": 0.5},
        "textFormat": {"bold": True, "foregroundColorStyle": {"rgbColor": {"green": 1}}},
        "horizontalAlignment": "CENTER",
    }
    sheet.grid.put(0, 0, sheet.grid.cell(0, 0)._replace(format=look))
    sheet.type_cell(0, 0, "7")
    cell = shown(sheet)
    assert (cell["background"], cell["color"]) == ("rgb(255, 0, 128)", "rgb(0, 255, 0)")
    assert (cell["bold"], cell["align"]) == (True, "center")
