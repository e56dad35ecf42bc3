"""Typed dates and times: which texts are one, their serial number, and the pattern that keeps their form."""

import calendar
import re
from collections.abc import Callable
from datetime import date, time
from typing import NamedTuple

from sheetanchor.sandbox.sheets import serials
from sheetanchor.sandbox.sheets.locales import Locale

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})\Z")
_LOCAL = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?:(?P=mark)(?P<year>\d{4}|\d{2}))?\Z"
)
_NAMED = re.compile(r"(?P<name>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:,? (?P<year>\d{4}))?\Z")
_NAMED_AFTER = re.compile(r"(?P<day>\d{1,2})[ -](?P<name>[A-Za-z]{3,9})(?:[ -](?P<year>\d{4}))?\Z")
_TIME = re.compile(
    r"(?P<hour>\d{1,3}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?P<fraction>\.\d{1,3})?)?\s?(?P<half>[AaPp][Mm])?\Z"
)
_MONTHS = tuple(name.lower() for name in calendar.month_name)[1:]
_NOON = 12
_HOURS_A_DAY = 24
_SIXTY = 60
_CENTURY_BREAK = 30
_NAME_LENGTH = 3


class Moment(NamedTuple):
    """Days since 1899-12-30, with the number format type and pattern that the typed form asks for."""

    serial: float
    type: str
    pattern: str


def typed_moment(text: str, locale: Locale, today: Callable[[], date]) -> Moment | None:
    """The date, time or both that the text is in that locale; None where it is neither."""
    if not any(map(str.isdigit, text)):
        return None
    clock = _typed_time(text)
    if clock is not None:
        return clock
    day = _typed_date(text, locale, today)
    if day is not None:
        return day
    return _typed_date_and_time(text, locale, today)


def _typed_date_and_time(text: str, locale: Locale, today: Callable[[], date]) -> Moment | None:
    day_text, mark, time_text = re.sub(r"(?<=\d)T(?=\d)", " ", text).partition(" ")
    if not mark:
        return None
    clock, day = _typed_time(time_text.strip()), _typed_date(day_text, locale, today)
    if day is None or clock is None or clock.serial >= 1:
        return None
    return Moment(day.serial + clock.serial, "DATE_TIME", f"{day.pattern} {clock.pattern}")


def _typed_time(text: str) -> Moment | None:
    match = _TIME.match(text)
    if not match:
        return None
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
    if minute >= _SIXTY or second >= _SIXTY:
        return None
    tail = "mm:ss" if match["second"] else "mm"
    if hour >= _HOURS_A_DAY and not match["half"]:
        return Moment((hour * 3600 + minute * 60 + second) / 86_400, "TIME", f"[h]:{tail}")
    if match["half"]:
        return _half_day_time(match, tail)
    micros = int(float(match["fraction"] or 0) * 1e6)
    lead = "hh" if len(match["hour"]) > 1 else "h"
    return Moment(serials.from_time(time(hour, minute, second, micros)), "TIME", f"{lead}:{tail}")


def _half_day_time(match: re.Match[str], tail: str) -> Moment | None:
    hour = int(match["hour"])
    if not 1 <= hour <= _NOON:
        return None
    hour = hour % _NOON + (_NOON if match["half"].lower() == "pm" else 0)
    clock = time(hour, int(match["minute"]), int(match["second"] or 0))
    return Moment(serials.from_time(clock), "TIME", f"h:{tail} am/pm")


def _typed_date(text: str, locale: Locale, today: Callable[[], date]) -> Moment | None:
    match = _YEAR_FIRST.match(text)
    if match:
        mark = match["mark"]
        pattern = f"yyyy{mark}mm{mark}dd"
        return _moment(int(match["year"]), int(match["month"]), int(match["day"]), pattern)
    match = _LOCAL.match(text)
    if match:
        return _local_date(match, locale, today)
    match = _NAMED.match(text) or _NAMED_AFTER.match(text)
    return _named_date(match, locale, today) if match else None


def _local_date(match: re.Match[str], locale: Locale, today: Callable[[], date]) -> Moment | None:
    first, second = int(match["first"]), int(match["second"])
    if locale.date_order == "ymd" and match["year"]:
        return None
    if match["mark"] == "." and "." not in locale.date_pattern:
        return None
    month, day = (second, first) if locale.date_order == "dmy" else (first, second)
    if not match["year"]:
        order = ("d", "m") if locale.date_order == "dmy" else ("m", "d")
        return _moment(today().year, month, day, match["mark"].join(order))
    return _moment(_full_year(match["year"]), month, day, locale.date_pattern)


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) > 2:  # noqa: PLR2004  # two digits are a year of this or the last century
        return year
    return year + (2000 if year < _CENTURY_BREAK else 1900)


def _named_date(match: re.Match[str], locale: Locale, today: Callable[[], date]) -> Moment | None:
    name = match["name"].lower()
    found = [index for index, month in enumerate(_MONTHS, 1) if month == name or month[:_NAME_LENGTH] == name]
    if not found:
        return None
    year = int(match["year"]) if match["year"] else today().year
    return _moment(year, found[0], int(match["day"]), locale.date_pattern)


def _moment(year: int, month: int, day: int, pattern: str) -> Moment | None:
    try:
        return Moment(serials.from_date(date(year, month, day)), "DATE", pattern)
    except ValueError:  # 2024-02-30 is text, as in Google's grid
        return None
