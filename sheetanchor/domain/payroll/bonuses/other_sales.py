"""Bonuses that pay a percentage of what other chatters sold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sheetanchor.domain.payroll.bonuses.active import AppliedBonus, Bonus
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.instants import as_utc, day_of
from sheetanchor.domain.payroll.money import PERCENT, ZERO, exactly
from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.domain.payroll.products import Sales, products_sold
from sheetanchor.domain.payroll.shift import Shift


@dataclass(frozen=True, slots=True)
class OtherSales:
    """What one shift can be measured against: all shifts in their order of entry, and a chooser."""

    employee_id: int
    date: datetime
    sales: Sales
    shifts: Sequence[Shift]
    policy: PayPolicy
    choose: Chooser

    def apply(self, bonus: Bonus) -> AppliedBonus:
        """The bonus acting on this shift, with its money if that depends on others (Rule 2.5)."""
        kind = BonusKind(bonus.kind)
        measure = self._measures.get(kind)
        money = None if measure is None else self._share(measure(), bonus.value)
        return AppliedBonus(bonus.id, kind, bonus.value, money)

    def previous_sales(self) -> Decimal:
        """Sales of one common product in the previous shift, 0 if there is none (Rule 2.5, percent_prev)."""
        previous = self.previous_shift()
        if previous is None:
            return ZERO
        return previous.sales[self.choose(self._common(products_sold(self.sales), previous))]

    def previous_shift(self) -> Shift | None:
        """The shift of the chatter before; None if there is none (Rule 2.5, percent_prev).

        That is the other employee's shift of the greatest Date before mine that sold any of my products,
        however old; of two with one Date, the later entered.
        """
        mine = products_sold(self.sales)
        candidates = [shift for shift in self._earlier_of_others() if self._common(mine, shift)]
        return max(reversed(candidates), key=lambda shift: as_utc(shift.date), default=None)

    def day_sales(self) -> Decimal:
        """Sales of one of my products by all others, earlier on my day, else 0 (Rule 2.5, percent_all).

        The product is chosen among mine even if nobody else sold it.
        """
        mine = products_sold(self.sales)
        if not mine:
            return ZERO
        product, day = self.choose(mine), day_of(self.date, self.policy.zone)
        same_day = (s for s in self._earlier_of_others() if day_of(s.date, self.policy.zone) == day)
        with exactly():
            return sum((shift.sales.get(product, ZERO) for shift in same_day), ZERO)

    @property
    def _measures(self) -> dict[BonusKind, Callable[[], Decimal]]:
        return {BonusKind.PERCENT_PREV: self.previous_sales, BonusKind.PERCENT_ALL: self.day_sales}

    def _earlier_of_others(self) -> list[Shift]:
        # Dates are stored to the second, and the same second is not before.
        mine = as_utc(self.date).replace(microsecond=0)
        return [s for s in self.shifts if s.employee_id != self.employee_id and as_utc(s.date) < mine]

    def _share(self, sales: Decimal, percent: Decimal) -> Decimal:
        with exactly():
            return sales * self.policy.net_share * percent / PERCENT

    @staticmethod
    def _common(mine: Sequence[str], shift: Shift) -> list[str]:
        return [product for product in mine if shift.sales.get(product, ZERO) > 0]
