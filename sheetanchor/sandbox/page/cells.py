"""What a cell shows on the page, and the text that stands in the formula bar for it."""

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.cells import Cell, Effective, Entered, ErrorValue, Formula
from sheetanchor.sandbox.sheets.formats import is_date, shown_text
from sheetanchor.sandbox.sheets.parsing import typed_value
from sheetanchor.sandbox.sheets.sheet import Sheet

_PERCENT = 100
_CHANNELS = 255
_CENTRED = (bool, ErrorValue)


def shown_rows(sheet: Sheet, first: int, last: int) -> list[dict[str, JsonObject]]:
    """The rows from `first` up to but not including `last`: for each its kept cells by column."""
    return [
        {str(column): _shown(sheet, row, column, cell) for column, cell in sheet.row_cells(row).items()}
        for row in range(first, last)
    ]


def raw_text(sheet: Sheet, cell: Cell) -> str:
    """What, typed into the cell, gives what it holds: the formula bar's content."""
    entered = cell.entered
    if isinstance(entered, Formula):
        return entered.text
    if isinstance(entered, str):
        return _typable(sheet, cell, entered)
    if isinstance(entered, float):
        return _number(sheet, cell, entered)
    return shown_text(entered, None, sheet.book.locale)


def _typable(sheet: Sheet, cell: Cell, text: str) -> str:
    typed = typed_value(text, sheet.book.locale, cell.number_format, sheet.book.today)
    return text if typed.entered == text else f"'{text}"


def _number(sheet: Sheet, cell: Cell, value: float) -> str:
    locale = sheet.book.locale
    if is_date(cell.number_format):
        return shown_text(value, cell.number_format, locale)
    if (cell.number_format or {}).get("type") == "PERCENT":
        return f"{value * _PERCENT:.13g}%".replace(".", locale.decimal)
    return f"{value:.15g}".replace(".", locale.decimal)


def _shown(sheet: Sheet, row: int, column: int, cell: Cell) -> JsonObject:
    effective = sheet.effective_of(cell, row, column)
    text = shown_text(effective, cell.number_format, sheet.book.locale)
    raw = raw_text(sheet, cell)
    answer: JsonObject = {"text": text, **_look(cell, effective)}
    if raw != text:
        answer["raw"] = raw
    if cell.note:
        answer["note"] = cell.note
    return answer


def _look(cell: Cell, effective: Effective | Entered) -> JsonObject:
    format_ = cell.format or {}
    letters = format_.get("textFormat", {})
    look: JsonObject = {"align": format_.get("horizontalAlignment", _alignment(effective)).lower()}
    for key in ("bold", "italic", "strikethrough", "underline"):
        if letters.get(key):
            look[key] = True
    colors = {"background": (format_, "backgroundColor"), "color": (letters, "foregroundColor")}
    for name, (where, key) in colors.items():
        color = where.get(f"{key}Style", {}).get("rgbColor", where.get(key))
        if color is not None:
            look[name] = _css_color(color)
    if format_.get("wrapStrategy") == "WRAP":
        look["wrap"] = True
    return look


def _alignment(effective: Effective | Entered) -> str:
    if isinstance(effective, _CENTRED):
        return "CENTER"
    return "RIGHT" if isinstance(effective, float) else "LEFT"


def _css_color(color: JsonObject) -> str:
    channels = (round(float(color.get(name, 0)) * _CHANNELS) for name in ("red", "green", "blue"))
    return f"rgb({', '.join(map(str, channels))})"
