"""Number formats as Excel writes them and as the API does; the two languages differ in a few words only."""

import re

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.locales import Locale
from sheetanchor.sandbox.sheets.patterns import Section, sections

GENERAL = "General"
_SYSTEM_DATE = "mm-dd-yy"
"""Excel's built-in format 14, which it shows as the reader's own short date, whatever its name says."""
_SYSTEM_DATE_LITERALLY = "mm\\-dd\\-yy"
_QUOTED_OR_HALF = re.compile(r'"[^"]*"|\\.|am/pm|a/p', re.IGNORECASE)
_HALF_LOCALE = re.compile(r"\[\$-[0-9A-Fa-f,]+\]")
_MONEY = re.compile(r"[$€£¥₽₩₹₺₴₪฿]|zł|R\$|kr|CHF|USD|EUR|GBP")


def excel_format(number_format: JsonObject | None, locale: Locale) -> str:
    """The format code of a cell; a type without a pattern has the locale's."""
    if not number_format:
        return GENERAL
    pattern = number_format.get("pattern")
    if not pattern and number_format["type"] == "DATE":
        return _SYSTEM_DATE
    pattern = pattern or locale.default_patterns.get(number_format["type"], GENERAL)
    if pattern == _SYSTEM_DATE:
        return _SYSTEM_DATE_LITERALLY
    return _QUOTED_OR_HALF.sub(lambda part: _half_in_capitals(part[0]), pattern)


def google_format(code: str) -> JsonObject | None:
    """The number format of a format code; None for the automatic one."""
    if code == GENERAL:
        return None
    if code == _SYSTEM_DATE:
        return {"type": "DATE"}
    pattern = _HALF_LOCALE.sub("", code)
    parts = [part for part in sections(pattern) if not part.is_text]
    first = parts[0] if parts and parts[0].tokens else None
    if first is not None and first.is_date:
        pattern = _QUOTED_OR_HALF.sub(lambda part: _half_in_lower_case(part[0]), pattern.removesuffix(";@"))
    return {"type": _type(first), "pattern": pattern}


def shows_day(code: str) -> bool:
    """Whether a format shows a day of the calendar, and not only hours."""
    letters = "".join(
        token.text for part in sections(code)[:1] for token in part.tokens if token.kind == "date"
    )
    return bool(set(letters.lower()) & {"y", "d"})


def _type(section: Section | None) -> str:
    if section is None:
        return "TEXT"
    if section.is_date:
        return _date_type(section)
    if section.has("percent"):
        return "PERCENT"
    if section.has("exponent"):
        return "SCIENTIFIC"
    literals = "".join(token.text for token in section.tokens if token.kind == "literal")
    return "CURRENCY" if _MONEY.search(literals) else "NUMBER"


def _date_type(section: Section) -> str:
    letters = {
        token.text.strip("[]").lower()[0] for token in section.tokens if token.kind in {"date", "elapsed"}
    }
    if not letters & {"h", "s"}:
        return "DATE"
    return "DATE_TIME" if letters & {"y", "d"} else "TIME"


def _half_in_capitals(part: str) -> str:
    return part if part[0] in '"\\' else part.upper()


def _half_in_lower_case(part: str) -> str:
    return part if part[0] in '"\\' else part.lower()
