"""What a person's typing becomes: USER_ENTERED in the API, and every keystroke on the page.

Recorded from Google: ISO dates, grouped numbers that keep their form, `3_1_0` as text, formulas. The rest
follows Google's documentation of the locales; currency is known by the sign of the spreadsheet's own locale.
"""

import math
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.cells import Entered, Formula
from sheetanchor.sandbox.sheets.locales import Locale
from sheetanchor.sandbox.sheets.typed_dates import typed_moment

_PERCENT = 100
_BOOLEANS = {"true": True, "false": False}


Today = Callable[[], date]


class Typed(NamedTuple):
    """A value, and the number format that its form asks for where the cell has none yet."""

    entered: Entered
    number_format: JsonObject | None = None


def typed_value(text: str, locale: Locale, present: JsonObject | None, today: Today) -> Typed:
    """The value of typed text in a cell whose number format is `present`; `today()` gives `5/1` its year."""
    present_type = present.get("type") if present else None
    if not text or present_type == "TEXT":
        return Typed(text or None)
    if text[0] == "'":
        return Typed(text[1:])
    if text[0] == "=" and len(text) > 1:
        return Typed(Formula(text))
    return _typed_scalar(text, locale, present_type, today)


def _typed_scalar(text: str, locale: Locale, present_type: str | None, today: Today) -> Typed:
    stripped = text.strip()
    truth = _BOOLEANS.get(stripped.lower())
    if truth is not None:
        return Typed(truth)
    number = _typed_number(stripped, locale, present_type)
    if number is not None:
        return number
    moment = typed_moment(stripped, locale, today)
    if moment is not None:
        return Typed(moment.serial, {"type": moment.type, "pattern": moment.pattern})
    return Typed(text)


def _typed_number(text: str, locale: Locale, present_type: str | None) -> Typed | None:
    match = _number_pattern(locale).fullmatch(text)
    if not match or (match["open"] is None) != (match["close"] is None):
        return None
    value = _magnitude(match, locale)
    if not math.isfinite(value):
        return None
    if match["percent"] or (present_type == "PERCENT" and not match["currency"]):
        value /= _PERCENT
    negative = match["sign"] == "-" or match["open"] is not None
    return Typed(-value if negative else value, _implied_format(match, locale))


def _magnitude(match: re.Match[str], locale: Locale) -> float:
    digits = re.sub(rf"[ {re.escape(locale.group)}]", "", match["digits"])
    return float(digits.replace(locale.decimal, ".") + (match["exponent"] or ""))


def _implied_format(match: re.Match[str], locale: Locale) -> JsonObject | None:
    fraction = ".00" if locale.decimal in match["digits"] else ""
    if match["percent"]:
        return {"type": "PERCENT", "pattern": f"0{fraction}%"}
    if match["currency"] or match["currency_after"]:
        money = f"#,##0{fraction}"
        first = f'"{locale.currency}"{money}'
        return {"type": "CURRENCY", "pattern": first if match["currency"] else f'{money}" {locale.currency}"'}
    if match["exponent"]:
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    if match["grouped"]:
        return {"type": "NUMBER", "pattern": f"#,##0{fraction}"}
    return None


@lru_cache
def _number_pattern(locale: Locale) -> re.Pattern[str]:
    mark = re.escape(locale.decimal)
    group = "[ \u00a0\u202f]" if locale.group.isspace() else re.escape(locale.group)
    currency = re.escape(locale.currency)
    after = (
        rf"(?P<currency_after>\s?{currency})?" if not locale.currency_first else "(?P<currency_after>(?!))?"
    )
    return re.compile(
        rf"(?P<open>\()?(?P<sign>[-+])?(?P<currency>{currency}\s?)?"
        rf"(?P<digits>(?P<grouped>[0-9]{{1,3}}(?:{group}[0-9]{{3}})+(?:{mark}[0-9]*)?)|[0-9]+(?:{mark}[0-9]*)?|{mark}[0-9]+)"
        rf"(?P<exponent>[eE][-+]?[0-9]+)?(?P<percent>\s?%)?{after}(?P<close>\))?"
    )
