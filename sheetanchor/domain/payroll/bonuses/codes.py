"""The codes in the Bonus columns of the Ranks tab."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sheetanchor.domain.payroll.errors import BadBonusCodeError
from sheetanchor.domain.payroll.row_values import LIMIT


class BonusKind(StrEnum):
    """What a bonus does; the value is the Bonus Type that ActiveBonuses stores.

    FLAT_IMMEDIATE is a stored type only: a flat bonus paid on the shift that caused it.
    """

    FLAT = "flat"
    FLAT_IMMEDIATE = "flat_immediate"
    PERCENT_NEXT = "percent_next"
    PERCENT_PREV = "percent_prev"
    PERCENT_ALL = "percent_all"
    DOUBLE_COMMISSION = "double_commission"
    PAID_DAY_OFF = "paid_day_off"
    TELEGRAM_PREMIUM = "telegram_premium"


#: Announced and handled by hand, never part of pay (Rule 2.5).
BY_HAND = frozenset({BonusKind.PAID_DAY_OFF, BonusKind.TELEGRAM_PREMIUM})

_NUMBERED = re.compile(r"(flat|percent_next|percent_prev|percent_all)_([0-9]+(?:\.[0-9]+)?)")
_WORDS = BY_HAND | {BonusKind.DOUBLE_COMMISSION}
#: The code of nothing; a blank cell says the same.
NO_BONUS = "none"


@dataclass(frozen=True, slots=True)
class BonusCode:
    """A readable code: value is dollars, percent points or percent by kind, and 0 for the word codes.

    The value is exact, so that the bonus in words can say 1.5 where the code does.
    """

    kind: BonusKind
    value: Decimal = Decimal(0)

    def __str__(self) -> str:
        return f"{self.kind}_{self.value:f}" if self.value else str(self.kind)


def parse_bonus_code(code: str) -> BonusCode | None:
    """Read one cell: None for a blank or `none`, BadBonusCodeError for anything unknown (Rule 2.4).

    Outer spaces do not matter, case does. A number is positive: ASCII digits, perhaps with a decimal point.
    """
    word = code.strip()
    if word in {"", NO_BONUS}:
        return None
    if word in _WORDS:
        return BonusCode(BonusKind(word))
    numbered = _NUMBERED.fullmatch(word)
    value = Decimal(numbered[2]) if numbered else Decimal(0)
    if numbered is None or not 0 < value <= LIMIT:
        raise BadBonusCodeError(code)
    return BonusCode(BonusKind(numbered[1]), value)
