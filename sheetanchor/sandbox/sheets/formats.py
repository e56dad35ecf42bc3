"""How a value is shown: number format patterns, and the automatic format where a cell has none."""

from decimal import Decimal
from functools import lru_cache

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.cells import Effective, ErrorValue
from sheetanchor.sandbox.sheets.date_patterns import show_date
from sheetanchor.sandbox.sheets.locales import Locale
from sheetanchor.sandbox.sheets.number_patterns import show_number
from sheetanchor.sandbox.sheets.patterns import Section, sections

_DATE_TYPES = frozenset({"DATE", "TIME", "DATE_TIME"})
_WHOLE_DIGITS = 1e15
_SIGNIFICANT = 1e10
_SMALLEST_EXPONENT = -10
_FIRST_DAY, _LAST_DAY = -693_593, 2_958_466  # the years 1 to 9999


def shown_text(value: Effective, number_format: JsonObject | None, locale: Locale) -> str:
    """FORMATTED_VALUE: what a person sees in the cell."""
    if type(value) is float:
        pattern = _pattern(number_format, locale) if number_format else None
        return _by_pattern(value, pattern, locale) if pattern else automatic(value, locale)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, ErrorValue):
        return value.shown
    return str(value or "")


def is_date(number_format: JsonObject | None) -> bool:
    """Whether a number under this format is a date, a time or both."""
    return number_format is not None and number_format.get("type") in _DATE_TYPES


def automatic(value: float, locale: Locale) -> str:
    """The automatic format: whole numbers in full up to 15 digits, else ten significant digits."""
    size = abs(value)
    if value.is_integer() and size < _WHOLE_DIGITS:
        return str(int(value))
    if _SIGNIFICANT <= size < _WHOLE_DIGITS:
        return str(round(value))
    text = f"{value:.10g}"
    mantissa, mark, exponent = text.partition("e")
    if not mark:
        return text.replace(".", locale.decimal)
    if _SMALLEST_EXPONENT < int(exponent) < 0:
        return f"{Decimal(text):f}".replace(".", locale.decimal)
    short = f"{float(mantissa):.6g}".replace(".", locale.decimal)
    return f"{short}E{int(exponent):+03d}"


def _pattern(number_format: JsonObject, locale: Locale) -> str | None:
    pattern: str | None = number_format.get("pattern")
    return pattern or locale.default_patterns.get(number_format.get("type", ""))


def _by_pattern(value: float, pattern: str, locale: Locale) -> str:
    section, sign = _section_for(value, pattern)
    if section.is_general:
        return sign + automatic(abs(value), locale)
    if section.is_date:
        return show_date(value, section) if _FIRST_DAY <= value < _LAST_DAY else automatic(value, locale)
    return sign + show_number(abs(value), section, locale)


def _section_for(value: float, pattern: str) -> tuple[Section, str]:
    parts = _compiled(pattern)
    numeric = [part for part in parts if not part.is_text] or list(parts)
    if value < 0:
        return (numeric[1], "") if len(numeric) > 1 else (numeric[0], "-")
    zero_section = 2
    if value == 0 and len(numeric) > zero_section:
        return numeric[zero_section], ""
    return numeric[0], ""


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> tuple[Section, ...]:
    return sections(pattern)
