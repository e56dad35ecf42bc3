"""The % of a shift and the parts it is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sheetanchor.domain.payroll.bonuses.active import AppliedBonus
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.money import ZERO, exactly

_TWO = Decimal(2)


@dataclass(frozen=True, slots=True)
class PercentParts:
    """The parts that the summary shows, in unrounded percent points; a part of 0 is not shown (Rule 3.2).

    bonus is the sum of percent_next; doubling is what double_commission added on top of the other three.
    """

    base: Decimal
    dynamic: Decimal
    bonus: Decimal = ZERO
    doubling: Decimal = ZERO

    @property
    def from_bonuses(self) -> Decimal:
        """What the bonuses added, doubling included."""
        with exactly():
            return self.bonus + self.doubling

    @property
    def shown(self) -> tuple[tuple[str, Decimal], ...]:
        """Names and percent points of the parts to show: those that are not 0, in this order (Rule 3.2)."""
        parts = ((name, getattr(self, name)) for name in ("base", "dynamic", "bonus", "doubling"))
        return tuple((name, points) for name, points in parts if points)

    @property
    def total(self) -> Decimal:
        """The % itself."""
        with exactly():
            return self.base + self.dynamic + self.bonus + self.doubling


def parts_with_bonuses(base: Decimal, dynamic: Decimal, bonuses: Iterable[AppliedBonus]) -> PercentParts:
    """Base, dynamic rate, then each bonus in its order: (8+2+3)x2 is not (8+2)x2+3 (Rule 2.1, steps 6, 7)."""
    with exactly():
        percent, points = base + dynamic, ZERO
        for bonus in bonuses:
            if bonus.kind is BonusKind.PERCENT_NEXT:
                percent, points = percent + bonus.value, points + bonus.value
            elif bonus.kind is BonusKind.DOUBLE_COMMISSION:
                percent *= _TWO
        return PercentParts(base, dynamic, points, percent - base - dynamic - points)


def parts_of_percent(percent: Decimal, base: Decimal, bonuses: Sequence[AppliedBonus]) -> PercentParts:
    """The parts of a stored %, its dynamic rate being the rest once the bonuses are undone (Rule 3.2).

    The rest is negative where the base has changed since; the parts still add up to the %.
    """
    points = ZERO
    with exactly():
        before_bonuses = percent
        for bonus in reversed(bonuses):
            if bonus.kind is BonusKind.PERCENT_NEXT:
                before_bonuses, points = before_bonuses - bonus.value, points + bonus.value
            elif bonus.kind is BonusKind.DOUBLE_COMMISSION:
                before_bonuses /= _TWO
        return PercentParts(base, before_bonuses - base, points, percent - before_bonuses - points)
