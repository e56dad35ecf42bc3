"""What formulas come to."""

import pytest

from sheetanchor.sandbox.sheets.sheet import Sheet


@pytest.fixture
def filled(sheet: Sheet) -> Sheet:
    for row, line in enumerate([["2", "x", "10"], ["3", "y", "20"], ["4", "X", "30"], ["", "z", ""]]):
        for column, text in enumerate(line):
            sheet.type_cell(row, column, text)
    return sheet


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=A1+A2*A3", "14"),
        ("=(A1+A2)*A3", "20"),
        ("=2^3^2", "64"),
        ("=-2^2", "4"),
        ("=50%*A1", "1"),
        ("=A3/A1", "2"),
        ('=B1&"-"&A1', "x-2"),
        ("=A1=2", "TRUE"),
        ('=B1="X"', "TRUE"),
        ("=A4+1", "1"),
        ("=SUM(A1:A4, 1)", "10"),
        ("=sum(A:A)", "9"),
        ("=SUM(Sheet1!A1:A2)", "5"),
        ('=SUMIF(B1:B4,"x",C1:C4)', "40"),
        ('=SUMIF(A1:A4,">2")', "7"),
        ("=SUMIF(A1:A4,3,C1:C4)", "20"),
        ('=SUMIF(B1:B4,"<>x",C1:C4)', "20"),
        ('=IF(A1>1,"big",1/0)', "big"),
        ("=IF(FALSE,1)", "FALSE"),
        ("=ROUND(2.345,2)", "2.35"),
        ("=ROUND(-2.5)", "-3"),
        ("=ROUND(1234,-2)", "1200"),
        ("=AVERAGE(A1:A4)", "3"),
        ("=MAX(A1:A4)-MIN(A1:A4)", "2"),
        ("=COUNT(A1:C4)", "6"),
        ("=1/0", "#DIV/0!"),
        ("=A1/A4", "#DIV/0!"),
        ("=B1*2", "#VALUE!"),
        ("=SUM(1/0)", "#DIV/0!"),
        ("=VLOOKUP(A1,A:B,2)", "#NAME?"),
        ("=nothing", "#NAME?"),
        ("=Gone!A1", "#REF!"),
        ("=1+", "#ERROR!"),
        ("=E1", "#REF!"),
    ],
)
def test_a_formula_shows_its_value_or_googles_error(filled: Sheet, formula: str, shown: str) -> None:
    filled.type_at("E1", formula)
    assert filled.shown_at("E1") == shown


def test_a_formula_follows_the_cells_it_reads(filled: Sheet) -> None:
    filled.type_at("E1", "=D1*2")
    filled.type_at("D1", "=A1*2")
    filled.type_at("A1", "5")
    assert filled.shown_at("E1") == "20"


def test_a_running_total_down_a_long_column_is_worked_out(sheet: Sheet) -> None:
    sheet.type_at("A1", "1")
    for row in range(1, 999):
        sheet.type_cell(row, 0, f"=A{row}+1")
    assert sheet.shown_at("A999") == "999"


def test_formulas_that_wait_for_each_other_are_circular(sheet: Sheet) -> None:
    sheet.type_at("A1", "=B1")
    sheet.type_at("B1", "=C1")
    sheet.type_at("C1", "=A1+1")
    assert {sheet.shown_at(cell) for cell in ("A1", "B1", "C1")} == {"#REF!"}
