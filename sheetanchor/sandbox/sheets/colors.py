"""Colours: kept in 255 steps, and told twice, as `xColor` and as `xColorStyle`."""

from sheetanchor.sandbox.json_text import JsonObject, float32
from sheetanchor.sandbox.masks import Mask
from sheetanchor.sandbox.sheets.defaults import PALETTE, color_of

_CHANNELS = 255
_TWINS = {name: f"{name}Style" for name in ("backgroundColor", "foregroundColor", "tabColor", "color")}


def quantized_color(color: JsonObject) -> JsonObject:
    """A colour as it is kept: components rounded down to 255 steps, alpha as it is, zeros left out."""
    kept = {}
    for name in ("red", "green", "blue", "alpha"):
        value = float32(float(color.get(name) or 0))
        step = value if name == "alpha" else int(value * _CHANNELS + 1e-4) / _CHANNELS
        if step:
            kept[name] = float32(step)
    return kept


def quantized(value: JsonObject) -> JsonObject:
    """A JSON object with every colour in it as it is kept."""
    return {key: _quantized(key, item) for key, item in value.items()}


def told_twice(value: JsonObject, mask: Mask) -> JsonObject:
    """An object in which both names of each colour that the mask has just set say the same.

    Where both were sent the style counts; where one was cleared both are gone.
    """
    told = {
        key: told_twice(item, mask.inside(key)) if isinstance(item, dict) and mask.wants(key) else item
        for key, item in value.items()
    }
    for color, style in _TWINS.items():
        if mask.wants(color) or mask.wants(style):
            told = _agreed(told, color, style, mask)
    return told


def _agreed(told: JsonObject, color: str, style: str, mask: Mask) -> JsonObject:
    rest = {key: item for key, item in told.items() if key not in (color, style)}
    if mask.wants(style) and told.get(style):
        return {**rest, color: _rgb(told[style]), style: told[style]}
    if mask.wants(color) and color in told:
        return {**rest, color: told[color], style: {"rgbColor": told[color]}}
    return rest


def _rgb(style: JsonObject) -> JsonObject:
    theme = style.get("themeColor")
    rgb: JsonObject = color_of(*PALETTE[theme]) if theme in PALETTE else style.get("rgbColor") or {}
    return rgb


def _quantized(key: str, value: object) -> object:
    if isinstance(value, list):
        return [_quantized(key, item) for item in value]
    if not isinstance(value, dict):
        return value
    return quantized_color(value) if key == "rgbColor" or key in _TWINS else quantized(value)
