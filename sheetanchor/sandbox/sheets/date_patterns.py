"""Dates, times and durations under a pattern such as `yyyy-mm-dd h:mm am/pm` or `[h]:mm`."""

import calendar
from datetime import datetime
from typing import NamedTuple

from sheetanchor.sandbox.sheets import serials
from sheetanchor.sandbox.sheets.patterns import Section, Token

_MONTHS = tuple(calendar.month_name)[1:]
_DAYS = tuple(calendar.day_name)
_NAME, _SHORT_NAME, _FULL_NAME = 3, 3, 4
_HALF_DAY = 12
_SECONDS = {"h": 3600, "m": 60, "s": 1}
_DAY_SECONDS = 86_400


class _Shown(NamedTuple):
    serial: float
    moment: datetime
    tokens: tuple[Token, ...]
    half_days: bool


def show_date(serial: float, section: Section) -> str:
    """Raises OverflowError for a serial number outside the years 1 to 9999."""
    shown = _Shown(serial, serials.to_datetime(serial), section.tokens, section.has("half"))
    return "".join(_token_text(token, at, shown) for at, token in enumerate(section.tokens))


def _token_text(token: Token, at: int, shown: _Shown) -> str:
    if token.kind == "half":
        mark = ("AM", "PM")[shown.moment.hour >= _HALF_DAY]
        return mark if len(token.text) > _NAME else mark[0]
    if token.kind == "elapsed":
        unit = token.text.strip("[]").lower()
        return str(int(round(shown.serial * _DAY_SECONDS, 3) // _SECONDS[unit[0]])).zfill(len(unit))
    if token.kind != "date":
        return token.text
    letters = token.text.lower()
    if letters[0] == "m" and _is_minute(at, shown.tokens):
        return str(shown.moment.minute).zfill(len(letters))
    return _date_part(letters, shown)


def _is_minute(at: int, tokens: tuple[Token, ...]) -> bool:
    before = [token.text.strip("[]").lower()[0] for token in tokens[:at] if token.kind in {"date", "elapsed"}]
    after = [token.text.lower()[0] for token in tokens[at + 1 :] if token.kind == "date"]
    return (bool(before) and before[-1] == "h") or (bool(after) and after[0] == "s")


def _date_part(letters: str, shown: _Shown) -> str:
    unit, length, moment = letters[0], len(letters), shown.moment
    if unit == "y":
        return f"{moment.year:04d}" if length > 2 else f"{moment.year % 100:02d}"  # noqa: PLR2004
    if unit == "m":
        return (
            _named(_MONTHS[moment.month - 1], length) if length >= _NAME else str(moment.month).zfill(length)
        )
    if unit == "d":
        return _named(_DAYS[moment.weekday()], length) if length >= _NAME else str(moment.day).zfill(length)
    if unit == "h":
        hour = (moment.hour - 1) % _HALF_DAY + 1 if shown.half_days else moment.hour
        return str(hour).zfill(min(length, 2))
    whole, _, fraction = letters.partition(".")
    seconds = str(moment.second).zfill(len(whole))
    return f"{seconds}.{moment.microsecond:06d}"[: len(seconds) + 1 + len(fraction)] if fraction else seconds


def _named(name: str, length: int) -> str:
    return name if length >= _FULL_NAME else name[:_SHORT_NAME]
