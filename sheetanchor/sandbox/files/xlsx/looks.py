"""How a cell looks apart from its number: bold, italic, the colours of text and background."""

from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Color, Font, PatternFill

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.colors import quantized_color

_CHANNELS = 255
_NAMES = ("red", "green", "blue")
_ALIGNMENTS = {"LEFT": "left", "CENTER": "center", "RIGHT": "right"}
_MARKS = (("bold", "b"), ("italic", "i"), ("strikethrough", "strike"))


def dress(target: ExcelCell, format_: JsonObject) -> None:
    """Put on an Excel cell what of a CellFormat Excel has as well."""
    text = format_.get("textFormat", {})
    bold, italic, struck = (bool(text.get(google)) for google, _ in _MARKS)
    color = _hex(text.get("foregroundColor"))
    if bold or italic or struck or color:
        target.font = Font(b=bold, i=italic, strike=struck, color=color)
    background = _hex(format_.get("backgroundColor"))
    if background:
        target.fill = PatternFill("solid", fgColor=background)
    alignment = _ALIGNMENTS.get(format_.get("horizontalAlignment", ""))
    if alignment:
        target.alignment = Alignment(horizontal=alignment)


def looks_of(source: ExcelCell) -> JsonObject:
    """The CellFormat that `dress` would have been given; colours of a theme are left out."""
    format_: JsonObject = {}
    text: JsonObject = {google: True for google, excel in _MARKS if getattr(source.font, excel)}
    foreground = _google_color(source.font.color)
    if foreground is not None:
        text["foregroundColor"] = foreground
    if text:
        format_["textFormat"] = text
    background = _google_color(source.fill.fgColor) if source.fill.fill_type == "solid" else None
    if background is not None:
        format_["backgroundColor"] = background
    for google, excel in _ALIGNMENTS.items():
        if source.alignment.horizontal == excel:
            format_["horizontalAlignment"] = google
    return format_


def _hex(color: JsonObject | None) -> str | None:
    if color is None:
        return None
    return "FF" + "".join(f"{round(color.get(name, 0) * _CHANNELS):02X}" for name in _NAMES)


def _google_color(color: Color | None) -> JsonObject | None:
    if color is None or color.type != "rgb" or not isinstance(color.rgb, str):
        return None
    parts = [int(color.rgb[at : at + 2], 16) / _CHANNELS for at in (2, 4, 6)]
    return quantized_color(dict(zip(_NAMES, parts, strict=True)))
