"""Numbers that people typed as text: which of them can be read without guessing (design, section 8)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from sheetanchor.domain.tables.refusal import CellRefusedError

_CURRENCY = r"(?:[$€£¥₽₴]|USD|EUR|GBP)"
_SPACE = r"[ \u00a0\u2009\u202f]"
_AMOUNT = re.compile(
    rf"(?P<sign>[+-]?){_SPACE}*(?P<before>{_CURRENCY}?){_SPACE}*(?P<digits>[0-9](?:[0-9.,]|{_SPACE}(?=[0-9]))*)"
    rf"{_SPACE}*(?P<after>{_CURRENCY}|%)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")
_LONGEST = 100
_KEPT_DIGITS = 17
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_GROUPED = {
    sign: re.compile(rf"[1-9][0-9]{{0,2}}(?:{sign_re}[0-9]{{3}})+(?:{point}[0-9]+)?")
    for sign, sign_re, point in ((",", ",", r"\."), (".", r"\.", ","), (" ", " ", "[.,]"))
}


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number read from text, and the signs beside its digits that some kinds refuse."""

    number: Decimal
    is_percent: bool = False
    has_currency: bool = False
    has_separators: bool = False


def typed_number(text: str) -> TypedNumber:
    """Read `15`, `$15`, `15,50`, `1,234.50`, `1.234,50`, `1 234,50`, `8%`; raises CellRefusedError.

    A lone comma with one or two digits after it is a decimal sign; `1,234` and `1.234` could be either.
    """
    match = _AMOUNT.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        raise CellRefusedError("it is not a number")
    if match["before"] and match["after"]:
        raise CellRefusedError("it has a sign before and after the number")
    digits, has_separators = _plain_digits(re.sub(_SPACE, " ", match["digits"]))
    if len(digits.replace(".", "").strip("0")) > _KEPT_DIGITS:
        raise CellRefusedError("it has more digits than a cell keeps")
    return TypedNumber(
        number=Decimal(match["sign"] + digits),
        is_percent=match["after"] == "%",
        has_currency=bool(match["before"]) or match["after"] not in (None, "%"),
        has_separators=has_separators,
    )


def _plain_digits(typed: str) -> tuple[str, bool]:
    if _ONE_GROUP.fullmatch(typed):
        raise CellRefusedError("it may mean thousands or decimals; type it without the separator")
    if _PLAIN.fullmatch(typed):
        return typed, False
    if _DECIMAL_COMMA.fullmatch(typed):
        return typed.replace(",", "."), True
    for separator, grouped in _GROUPED.items():
        if grouped.fullmatch(typed):
            return typed.replace(separator, "").replace(",", "."), True
    raise CellRefusedError("its separators do not make one number")
