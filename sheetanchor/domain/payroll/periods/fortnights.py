"""Totals of an employee's half months, the 1st to the 15th and the 16th to the end."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import NamedTuple

from sheetanchor.domain.payroll.instants import Month, day_of
from sheetanchor.domain.payroll.money import CENT, ZERO, exactly, stored
from sheetanchor.domain.payroll.pay.chain import commission_on
from sheetanchor.domain.payroll.pay.recorded import RecordedPay, RecordedShift
from sheetanchor.domain.payroll.policy import PayPolicy

# Unlike the pay periods of the statistics, which the 15th begins.
_LAST_DAY_OF_FIRST = 15


class Fortnight(NamedTuple):
    """A half month: number is 1 or 2 (Rule 4.2)."""

    month: Month
    number: int

    @property
    def start(self) -> date:
        """Its first day."""
        return date(*self.month, 1 if self.number == 1 else _LAST_DAY_OF_FIRST + 1)

    @property
    def end(self) -> date:
        """Its last day, inclusive."""
        return date(*self.month, _LAST_DAY_OF_FIRST if self.number == 1 else monthrange(*self.month)[1])


@dataclass(frozen=True, slots=True)
class FortnightTotals:
    """One employee's totals, each with two decimals and rounded on its own.

    dynamic_commission is negative where a base has risen since another program paid. bonus_commission is what
    percent_next and doubling added; flat bonuses and those measured by others' sales are in total_earnings
    alone, which is the sum of Total made (Rule 4.2).
    """

    employee_id: int
    fortnight: Fortnight
    total_shifts: int
    total_hours: Decimal
    hourly_earnings: Decimal
    total_sales: Decimal
    net_sales: Decimal
    base_commission: Decimal
    dynamic_commission: Decimal
    bonus_commission: Decimal
    total_commissions: Decimal
    total_earnings: Decimal


def fortnight_of(moment: datetime, zone: tzinfo) -> Fortnight:
    """The half month of an instant (Rule 4.2)."""
    day = day_of(moment, zone)
    return Fortnight(Month(day.year, day.month), 1 if day.day <= _LAST_DAY_OF_FIRST else 2)


def fortnight_totals(
    employee_id: int, fortnight: Fortnight, shifts: Iterable[RecordedShift], policy: PayPolicy
) -> FortnightTotals:
    """The totals of the employee's shifts with a Date in the half month, zeros without any (Rule 4.2).

    Raises InputError or SheetContentError for a shift whose figures cannot be told.
    """
    pays = [
        RecordedPay(recorded, policy)
        for recorded in shifts
        if recorded.shift.employee_id == employee_id
        and fortnight_of(recorded.shift.date, policy.zone) == fortnight
    ]
    chains = [pay.chain for pay in pays]
    figures = [chain.rounded() for chain in chains]
    return FortnightTotals(
        employee_id=employee_id,
        fortnight=fortnight,
        total_shifts=len(pays),
        total_hours=_sum(figure.worked_hours or ZERO for figure in figures),
        hourly_earnings=_sum(figure.per_hour or ZERO for figure in figures),
        total_sales=_sum(figure.total_sales for figure in figures),
        net_sales=_sum(figure.net_sales for figure in figures),
        base_commission=_sum(commission_on(chain.net, chain.parts.base) for chain in chains),
        dynamic_commission=_sum(commission_on(chain.net, chain.parts.dynamic) for chain in chains),
        bonus_commission=_sum(commission_on(chain.net, chain.parts.from_bonuses) for chain in chains),
        total_commissions=_sum(figure.commissions for figure in figures),
        total_earnings=_sum(stored("total made", pay.made) for pay in pays),
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    """No limit: many absurd figures, each of which was stored, are still a sum."""
    with exactly():
        return sum(amounts, ZERO).quantize(CENT)
