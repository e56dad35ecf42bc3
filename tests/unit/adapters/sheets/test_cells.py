import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetanchor.adapters.sheets.cells import decode_cell, encode_value
from sheetanchor.adapters.sheets.json_text import parse_object
from sheetanchor.domain.sync.errors import WriteRefusedError
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat, CellValue


def typed(value: object, kind: str, fmt: str | None = None) -> dict[str, Any]:
    shown = {} if fmt is None else {"effectiveFormat": {"numberFormat": {"type": fmt}}}
    return {"effectiveValue": {kind: value}, "userEnteredValue": {kind: value}, **shown}


@pytest.mark.parametrize(
    ("data", "cell"),
    [
        ({}, EMPTY),
        ({"effectiveFormat": {}}, EMPTY),
        (typed("15", "stringValue"), Cell("15")),
        (typed(Decimal("0.1"), "numberValue"), Cell(Decimal("0.1"))),
        (typed(Decimal(0), "numberValue"), Cell(Decimal(0))),
        (typed(False, "boolValue"), Cell(False)),
        (typed(Decimal(1), "numberValue", "PERCENT"), Cell(Decimal(1), CellFormat.PERCENT)),
        (typed(Decimal(1), "numberValue", "DATE"), Cell(Decimal(1), CellFormat.DATE)),
        (typed(Decimal(1), "numberValue", "DATE_TIME"), Cell(Decimal(1), CellFormat.DATE)),
        (typed(Decimal(1), "numberValue", "TIME"), Cell(Decimal(1), CellFormat.TIME)),
        (typed(Decimal(1), "numberValue", "CURRENCY"), Cell(Decimal(1), CellFormat.CURRENCY)),
        (typed(Decimal(1), "numberValue", "SCIENTIFIC"), Cell(Decimal(1), CellFormat.SCIENTIFIC)),
        (typed(Decimal(1), "numberValue", "NUMBER"), Cell(Decimal(1))),
        (typed(Decimal(1), "numberValue", "SOMETHING_NEW"), Cell(Decimal(1))),
        ({"effectiveFormat": {"numberFormat": {"type": "TIME"}}}, Cell(None, CellFormat.TIME)),
    ],
)
def test_a_cell_is_what_the_api_says(data: dict[str, Any], cell: Cell) -> None:
    assert decode_cell(data) == cell


def test_a_formula_shows_its_result() -> None:
    data = {
        "effectiveValue": {"numberValue": Decimal(2)},
        "userEnteredValue": {"formulaValue": "=1+1"},
    }
    assert decode_cell(data) == Cell(Decimal(2), is_formula=True)


def test_a_formula_may_show_nothing() -> None:
    data = {"effectiveValue": {"stringValue": ""}, "userEnteredValue": {"formulaValue": '=""'}}
    assert decode_cell(data) == Cell("", is_formula=True)


def test_a_cell_filled_by_a_formula_elsewhere_is_a_formula() -> None:
    """What ARRAYFORMULA spills was entered nowhere; writing into it breaks the whole array."""
    assert decode_cell({"effectiveValue": {"numberValue": Decimal(2)}}) == Cell(Decimal(2), is_formula=True)


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("REF", "#REF!"),
        ("DIVIDE_BY_ZERO", "#DIV/0!"),
        ("N_A", "#N/A"),
        ("NAME", "#NAME?"),
        ("VALUE", "#VALUE!"),
        ("NUM", "#NUM!"),
        ("NULL_VALUE", "#NULL!"),
        ("LOADING", "Loading..."),
        ("SOMETHING_NEW", "#ERROR!"),
    ],
)
def test_an_error_is_shown_as_people_see_it(kind: str, shown: str) -> None:
    data = {
        "effectiveValue": {"errorValue": {"type": kind, "message": "in the boss's language"}},
        "userEnteredValue": {"formulaValue": "=A0"},
    }
    assert decode_cell(data) == Cell(error=shown, is_formula=True)


@pytest.mark.parametrize(
    ("value", "entered"),
    [
        (None, {}),
        ("", {}),
        ("=1+1", {"userEnteredValue": {"stringValue": "=1+1"}}),
        (True, {"userEnteredValue": {"boolValue": True}}),
        (Decimal("15.00"), {"userEnteredValue": {"numberValue": 15}}),
        (Decimal("0.1"), {"userEnteredValue": {"numberValue": 0.1}}),
    ],
)
def test_a_value_is_written_typed(value: CellValue, entered: dict[str, Any]) -> None:
    assert encode_value(value) == entered


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("15", "15"),
        ("15.0", "15"),
        ("0.1", "0.1"),
        ("-0.07", "-0.07"),
        ("9007199254740992", "9007199254740992"),
        ("1234567.89", "1234567.89"),
        ("1E+3", "1000"),
    ],
)
def test_a_number_goes_out_without_binary_noise(number: str, text: str) -> None:
    assert json.dumps(encode_value(Decimal(number))["userEnteredValue"]["numberValue"]) == text


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1E+400", "-1E+400"])
def test_a_number_that_no_cell_holds_is_refused_before_anything_is_sent(number: str) -> None:
    with pytest.raises(WriteRefusedError, match="fits in no cell"):
        encode_value(Decimal(number))


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_money_survives_the_way_there_and_back(amount: Decimal) -> None:
    sent = json.dumps(encode_value(amount)["userEnteredValue"]).encode()
    entered = parse_object(sent)
    assert decode_cell({"effectiveValue": entered, "userEnteredValue": entered}) == Cell(amount)


@pytest.mark.parametrize("text", [b"", b"[1]", b"1", b'{"a": 1', b"<html>", b'{"a": NaN}', b"\xff\xfe\xff"])
def test_anything_but_a_json_object_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_object(text)
