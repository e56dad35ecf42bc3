"""Formulas of people: which rows they name, and what they are in another row."""

import pytest
from openpyxl.formula.translate import Translator

from sheetanchor.domain.sync.formulas import (
    FormulaAt,
    has_references,
    is_whole,
    moved,
    rows_named,
    unshifted,
)

NAMING = [
    ("=B2*2", {1}),
    ("=$B$2+C3", {1, 2}),
    ("=SUM(B2:B9)", {1, 8}),
    ("=A2:A", {1}),
    ("=SUM(2:5)", {1, 4}),
    ("=SUM($5:7)", {4, 6}),
    ("=A:B+C2", {1}),
    ("=Rates!B2+'My tab'!C3", set()),
    ("='It''s 5'!B2*D7", {6}),
    ('=IF(B2="C3, ""D4""",1,2)', {1}),
    ("=LOG10(B2)", {1}),
    ("=Tax2020x+R1C1+1E5+.5", set()),
    ("=70+7", set()),
    ("=B2&CHAR(34)", {1}),
]


@pytest.mark.parametrize(("text", "rows"), NAMING)
def test_the_rows_of_its_own_tab_are_told(text: str, rows: set[int]) -> None:
    assert rows_named(text) == rows


@pytest.mark.parametrize(("text", "rows"), NAMING)
@pytest.mark.parametrize("by", [1, 60])
def test_a_formula_copied_down_is_told_as_it_was(text: str, rows: set[int], by: int) -> None:
    copied = Translator(text, origin="D4").translate_formula(f"D{4 + by}")
    assert unshifted(copied, by) == text


def test_whole_columns_and_fixed_rows_do_not_shift() -> None:
    assert unshifted("=A:A+$B$2+B$3", 5) == "=A:A+$B$2+B$3"


def test_what_lies_above_the_first_row_is_lost() -> None:
    assert unshifted("=B3+B1:B9*2", 3) == "=#REF!+#REF!*2"
    assert not is_whole("=B3+#REF!*2")
    assert is_whole("=B3")


@pytest.mark.parametrize(
    ("text", "has_any"), [("=70+7", False), ("=B2", True), ("=A:A", True), ('="B2"', False)]
)
def test_whether_it_names_cells(text: str, has_any: bool) -> None:
    assert has_references(text) is has_any


@pytest.mark.parametrize(
    ("text", "elsewhere"),
    [
        ("=70+7", "=70+7"),
        ("=B2*C2", "=B8*C8"),
        ("=$B$2", "=$B$8"),
        ("=B2+Rates!B2", "=B8+Rates!B2"),
        ("=SUM(A2:C2)", "=SUM(A8:C8)"),
        ("=SUM(C:C)", "=SUM(C:C)"),
        ("=B3", None),
        ("=SUM(B2:B9)", None),
        ("=SUM(B2:B)", None),
    ],
)
def test_in_another_row_it_names_its_own_row_there_and_no_other(text: str, elsewhere: str | None) -> None:
    assert moved(FormulaAt(text, 1), 1) == text
    assert moved(FormulaAt(text, 1), 7) == elsewhere
