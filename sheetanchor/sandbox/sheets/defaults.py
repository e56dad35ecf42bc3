"""What every new spreadsheet looks like, as Google's answers spell it out."""

from sheetanchor.sandbox.json_text import JsonObject, float32

_WHITE = {"red": 1, "green": 1, "blue": 1}
_CHANNELS = 255
DEFAULT_PIXELS = {"ROWS": 21, "COLUMNS": 100}
DEFAULT_FORMAT: JsonObject = {
    "backgroundColor": _WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": _WHITE},
}
PALETTE = {
    "TEXT": (0, 0, 0),
    "BACKGROUND": (255, 255, 255),
    "ACCENT1": (66, 133, 244),
    "ACCENT2": (234, 67, 53),
    "ACCENT3": (251, 188, 4),
    "ACCENT4": (52, 168, 83),
    "ACCENT5": (255, 109, 1),
    "ACCENT6": (70, 189, 198),
    "LINK": (17, 85, 204),
}


def color_of(red: int, green: int, blue: int) -> JsonObject:
    """From bytes, zeros left out."""
    parts = {"red": red, "green": green, "blue": blue}
    return {name: float32(value / _CHANNELS) for name, value in parts.items() if value}


DEFAULT_THEME: JsonObject = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        {"colorType": name, "color": {"rgbColor": color_of(*rgb)}} for name, rgb in PALETTE.items()
    ],
}
