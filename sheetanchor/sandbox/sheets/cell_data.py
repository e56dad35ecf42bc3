"""CellData: a cell as grid data shows it, and as updateCells sends it."""

from sheetanchor.sandbox.errors import InvalidArgument, bad_field
from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.masks import Mask, merged_by_mask
from sheetanchor.sandbox.sheets.cells import MAX_CELL_TEXT, Cell, Entered, Formula, extended_value
from sheetanchor.sandbox.sheets.colors import quantized, told_twice
from sheetanchor.sandbox.sheets.defaults import DEFAULT_FORMAT
from sheetanchor.sandbox.sheets.formats import shown_text
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.value_writes import TOO_LONG

_VALUE_TYPES: dict[str, tuple[type, ...]] = {
    "numberValue": (int, float),
    "stringValue": (str,),
    "boolValue": (bool,),
    "formulaValue": (str,),
}


def cell_data(sheet: Sheet, row: int, column: int, cell: Cell, mask: Mask) -> JsonObject:
    """What of the cell the mask asks for."""
    data: JsonObject = {}
    effective = sheet.effective_of(cell, row, column)
    if mask.wants("userEnteredValue") and cell.entered is not None:
        data["userEnteredValue"] = mask.inside("userEnteredValue").pick(extended_value(cell.entered) or {})
    if mask.wants("effectiveValue") and effective is not None:
        data["effectiveValue"] = mask.inside("effectiveValue").pick(extended_value(effective) or {})
    if mask.wants("formattedValue") and effective is not None:
        data["formattedValue"] = shown_text(effective, cell.number_format, sheet.book.locale)
    if mask.wants("userEnteredFormat") and cell.format:
        data["userEnteredFormat"] = mask.inside("userEnteredFormat").pick(cell.format)
    if mask.wants("effectiveFormat") and cell != Cell(note=cell.note):
        shown = mask.inside("effectiveFormat").pick(effective_format(cell))
        data.update({"effectiveFormat": shown} if shown else {})
    if mask.wants("note") and cell.note:
        data["note"] = cell.note
    if mask.wants("dataValidation") and cell.validation:
        data["dataValidation"] = mask.inside("dataValidation").pick(cell.validation)
    return data


def effective_format(cell: Cell) -> JsonObject:
    """The default format with what the user set on top."""
    merged = _overlaid(DEFAULT_FORMAT, cell.format or {})
    return {**merged, "hyperlinkDisplayType": merged.get("hyperlinkDisplayType", "PLAIN_TEXT")}


def applied(cell: Cell, data: JsonObject, mask: Mask) -> Cell:
    """The cell after the fields in `mask` were taken from a CellData, those missing there being cleared."""
    entered, format_, note, validation = cell
    if mask.wants("userEnteredValue"):
        entered = entered_value(data.get("userEnteredValue"))
    if mask.wants("userEnteredFormat"):
        sent = quantized(data.get("userEnteredFormat", {}))
        inner = mask.inside("userEnteredFormat")
        format_ = told_twice(merged_by_mask(format_ or {}, sent, inner), inner) or None
    if mask.wants("note"):
        note = data.get("note") or None
    if mask.wants("dataValidation"):
        validation = data.get("dataValidation")
    return Cell(entered, format_, note, validation)


def entered_value(value: JsonObject | None) -> Entered:
    """The value of an ExtendedValue, typed as sent, never parsed; raises InvalidArgument."""
    if not value:
        return None
    if len(value) > 1:
        message = "oneof field 'value' is already set. Cannot set '" + list(value)[1] + "'"
        raise InvalidArgument(f"Invalid value: {message}")
    kind, sent = next(iter(value.items()))
    if kind == "errorValue":
        raise InvalidArgument("errorValue is read-only and cannot be set.")
    _check_type(kind, sent)
    if kind == "numberValue":
        return float(sent)
    if kind == "boolValue":
        return bool(sent)
    if len(sent) > MAX_CELL_TEXT:
        raise InvalidArgument(TOO_LONG)
    if kind == "formulaValue":
        return Formula(sent if sent.startswith("=") else f"={sent}")
    return str(sent) or None


def _check_type(kind: str, sent: object) -> None:
    types = _VALUE_TYPES.get(kind)
    field = "user_entered_value"
    if types is None:
        description = (
            f"Invalid JSON payload received. Unknown name \"{kind}\" at '{field}': Cannot find field."
        )
        raise bad_field(field, description)
    if not isinstance(sent, types) or (isinstance(sent, bool) and kind != "boolValue"):
        raise bad_field(field, f"Invalid value at '{field}.{kind}', {sent!r}")


def _overlaid(below: JsonObject, above: JsonObject) -> JsonObject:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        both = isinstance(value, dict) and isinstance(under, dict) and not key.endswith(("Color", "Style"))
        merged[key] = _overlaid(under or {}, value) if both else value
    return merged
