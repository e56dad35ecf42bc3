"""What a drawn bonus code grants: a row of ActiveBonuses, or something done by hand."""

from dataclasses import dataclass
from decimal import Decimal

from sheetanchor.domain.payroll.bonuses.codes import BY_HAND, BonusCode, BonusKind
from sheetanchor.domain.payroll.money import ZERO, stored


@dataclass(frozen=True, slots=True)
class GrantedBonus:
    """A row to add to ActiveBonuses, but for its id; value has two decimals."""

    employee_id: int
    kind: BonusKind
    value: Decimal
    applied: bool = False
    shift_id: int | None = None

    @property
    def money_now(self) -> Decimal:
        """What Total made of shift_id rises by in the same transaction; 0 for a bonus of a later shift."""
        return self.value if self.applied else ZERO


def grant(code: BonusCode, employee_id: int, current_shift: int | None) -> GrantedBonus | None:
    """What is stored of a drawn code; None for one that is handled by hand (Rule 2.5).

    A flat bonus is paid at once on the shift that caused it, applied from the start so that no other shift
    pays it again; without such a shift it waits for the next one, as all other kinds do.
    """
    if code.kind in BY_HAND:
        return None
    value = stored("bonus", code.value)
    if code.kind is BonusKind.FLAT and current_shift is not None:
        return GrantedBonus(
            employee_id, BonusKind.FLAT_IMMEDIATE, value, applied=True, shift_id=current_shift
        )
    return GrantedBonus(employee_id, code.kind, value)
