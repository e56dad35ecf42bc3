"""Cells as Google's JSON says them, both ways."""

from decimal import Decimal
from typing import Any

from sheetanchor.adapters.sheets.json_text import JsonObject
from sheetanchor.domain.sync.errors import WriteRefusedError
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat, CellValue, Formula, Written

#: What has to be asked of every cell for `decode_cell`.
CELL_MASK = "effectiveValue,userEnteredValue,effectiveFormat/numberFormat/type"

_FORMATS = {
    "PERCENT": CellFormat.PERCENT,
    "DATE": CellFormat.DATE,
    "DATE_TIME": CellFormat.DATE,
    "TIME": CellFormat.TIME,
    "CURRENCY": CellFormat.CURRENCY,
    "SCIENTIFIC": CellFormat.SCIENTIFIC,
}
# ErrorType of the API -> what the cell shows. LOADING is shown while a function waits for its data.
_ERRORS = {
    "ERROR": "#ERROR!",
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}
_UNKNOWN_ERROR = "#ERROR!"
#: What cells show instead of a value.
ERROR_TEXTS = frozenset(_ERRORS.values())
_EXACT = 2**53


def decode_cell(data: JsonObject) -> Cell:
    """A CellData of the API; a cell that a formula elsewhere fills counts as a formula."""
    if not data:
        return EMPTY
    effective: JsonObject = data.get("effectiveValue", {})
    error = effective.get("errorValue")
    entered: JsonObject = data.get("userEnteredValue", {})
    return Cell(
        value=None if error is not None else _value(effective),
        format=_format(data),
        is_formula=_is_formula(data),
        error=None if error is None else _ERRORS.get(error.get("type", ""), _UNKNOWN_ERROR),
        formula=entered.get("formulaValue"),
    )


def _value(effective: JsonObject) -> CellValue:
    for name in ("numberValue", "stringValue", "boolValue"):
        if name in effective:
            value: CellValue = effective[name]
            return value
    return None


def _format(data: JsonObject) -> CellFormat:
    kind = data.get("effectiveFormat", {}).get("numberFormat", {}).get("type", "")
    return _FORMATS.get(kind, CellFormat.PLAIN)


def _is_formula(data: JsonObject) -> bool:
    """A value that nobody entered spills out of an array formula; to write there breaks the whole array."""
    entered = data.get("userEnteredValue")
    if entered is None:
        return bool(data.get("effectiveValue"))
    return "formulaValue" in entered


def encode_value(value: Written) -> dict[str, Any]:
    """A CellData that holds the value typed, so that no text is ever parsed; empty empties the cell.

    Raises WriteRefusedError for a number that no cell can hold.
    """
    if isinstance(value, Formula):
        return {"userEnteredValue": {"formulaValue": value.text}}
    if value is None or value == "":
        return {}
    if isinstance(value, bool):
        return {"userEnteredValue": {"boolValue": value}}
    if isinstance(value, Decimal):
        return {"userEnteredValue": {"numberValue": _number(value)}}
    return {"userEnteredValue": {"stringValue": value}}


def _number(value: Decimal) -> int | float:
    """A number that JSON writes by its shortest text; a float is the very double that the cell will hold."""
    if not value.is_finite() or abs(value) > Decimal("1.7e308"):
        raise WriteRefusedError(f"{value} fits in no cell")
    if value == value.to_integral_value() and abs(value) <= _EXACT:
        return int(value)
    return float(value)
