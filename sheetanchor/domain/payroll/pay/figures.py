"""The figures of a shift after an edit: which are computed anew, and what follows from one typed over."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from sheetanchor.domain.payroll.money import ZERO, exactly, stored
from sheetanchor.domain.payroll.pay.chain import ShiftPay, commission_on, net_of
from sheetanchor.domain.payroll.pay.percentages import PercentParts, parts_with_bonuses
from sheetanchor.domain.payroll.pay.recorded import RecordedPay
from sheetanchor.domain.payroll.pay.shift_times import hours_of, wage_for

#: What each figure is computed from, in the order in which they are computed (Rule 2.3).
_SOURCES: Mapping[str, tuple[str, ...]] = {
    "worked_hours": ("clock_in", "clock_out"),
    "per_hour": ("employee_id", "worked_hours"),
    "net_sales": ("total_sales",),
    "percent": ("employee_id", "date", "sales", "total_sales"),
    "commissions": ("net_sales", "percent"),
    "total_made": ("per_hour", "commissions"),
}


def following(changed: Collection[str]) -> frozenset[str]:
    """The figures among what changed, and all that are computed from it, at first hand or later."""
    found = set(changed)
    for figure, sources in _SOURCES.items():
        if found.intersection(sources):
            found.add(figure)
    return frozenset(found.intersection(_SOURCES))


@dataclass(frozen=True, slots=True)
class NewFigures:
    """What the program computes for each figure: exact where it is computed anew, else as recorded.

    A figure that a person typed over stands in all that is computed from it; what is computed for itself is
    told all the same (Rule 2.3). anew: the figures to compute. length: between the clocks, None where one is
    blank. total: Total sales. parts: of a % whose dynamic rate was looked up, None for the recorded one.
    """

    pay: RecordedPay
    anew: frozenset[str]
    length: timedelta | None
    total: Decimal
    parts: PercentParts | None = None

    def rounded(self) -> ShiftPay:
        """Each rounded on its own (Rule 2.1, step 10); raises AmountRefusedError."""
        return ShiftPay(
            worked_hours=_stored("worked hours", self._hours),
            total_sales=stored("total sales", self.total),
            net_sales=stored("net sales", self._net),
            percent=_stored("percent", self._percent),
            per_hour=_stored("total per hour", self._per_hour),
            commissions=stored("commissions", self._commissions),
            total_made=stored("total made", self._made),
        )

    @property
    def parts_after(self) -> PercentParts:
        """Of the % that the program comes to or, where that is typed over, of what stands there."""
        return self.pay.parts if self.parts is None else self.parts

    @property
    def _hours(self) -> Decimal | None:
        if not self._is_computed("worked_hours"):
            return self.pay.hours
        return None if self.length is None else hours_of(self.length)

    @property
    def _per_hour(self) -> Decimal | None:
        hours, wage = self._standing("worked_hours", self._hours), self.pay.recorded.terms.hourly_wage
        if hours is None or not self._is_computed("per_hour"):
            return self.pay.per_hour
        if self.length is not None and hours == hours_of(self.length):
            return wage_for(self.length, wage)
        with exactly():
            return hours * wage

    @property
    def _net(self) -> Decimal:
        if not self._is_computed("net_sales"):
            return self.pay.net
        return net_of(self.total, self.pay.policy.net_share)

    @property
    def _percent(self) -> Decimal | None:
        """None where nobody can tell what a % that was typed over would be."""
        terms, shift = self.pay.recorded.terms, self.pay.recorded.shift
        if self.parts is not None or "percent" not in shift.pinned:
            return self.parts_after.total
        if terms.dynamic_percent is None:
            return shift.pinned["percent"]
        return parts_with_bonuses(terms.base_percent, terms.dynamic_percent, self.pay.recorded.bonuses).total

    @property
    def _commissions(self) -> Decimal:
        if not self._is_computed("commissions"):
            return self.pay.commissions
        percent = self._standing("percent", self._percent)
        return commission_on(self._standing("net_sales", self._net) or ZERO, percent or ZERO)

    @property
    def _made(self) -> Decimal:
        if not self._is_computed("total_made"):
            return self.pay.made
        commissions, per_hour = (
            self._standing("commissions", self._commissions),
            self._standing("per_hour", self._per_hour),
        )
        with exactly():
            return (commissions or ZERO) + (per_hour or ZERO) + self.pay.extra

    def _is_computed(self, figure: str) -> bool:
        return figure in self.anew or figure in self.pay.recorded.shift.pinned

    def _standing(self, figure: str, computed: Decimal | None) -> Decimal | None:
        """What counts: what was typed over, else what is computed."""
        shift = self.pay.recorded.shift
        typed: Decimal | None = getattr(shift, figure)
        return typed if figure in shift.pinned else computed


def _stored(name: str, figure: Decimal | None) -> Decimal | None:
    return None if figure is None else stored(name, figure)
