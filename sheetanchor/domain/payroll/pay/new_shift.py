"""Pay of a shift at its creation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sheetanchor.domain.payroll.bonuses.active import AppliedBonus, Bonus, known_money, usable_bonuses
from sheetanchor.domain.payroll.bonuses.other_sales import OtherSales
from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.pay.chain import PayChain, ShiftPay, commission_on, net_of
from sheetanchor.domain.payroll.pay.context import PayContext
from sheetanchor.domain.payroll.pay.percentages import PercentParts, parts_with_bonuses
from sheetanchor.domain.payroll.pay.shift_times import hours_of, require_shift_times, wage_for
from sheetanchor.domain.payroll.products import Sales, require_sales, stored_sales, total_of
from sheetanchor.domain.payroll.shift import ShiftTerms


@dataclass(frozen=True, slots=True)
class NewShift:
    """What is known of a shift before it is paid; date is the instant of its creation, which is now."""

    employee_id: int
    date: datetime
    clock_in: datetime
    clock_out: datetime
    sales: Sales


@dataclass(frozen=True, slots=True)
class PaidShift:
    """What is stored and shown of a new shift.

    bonuses are those it uses up, to be marked applied with its id, money included, in the same transaction.
    """

    sales: Sales
    pay: ShiftPay
    parts: PercentParts
    terms: ShiftTerms
    bonuses: tuple[AppliedBonus, ...]


def pay_new_shift(
    new: NewShift,
    settings: EmployeeSettings,
    bonuses: Iterable[Bonus],
    context: PayContext,
    choose: Chooser,
) -> PaidShift:
    """Pay a shift that is about to be recorded (Rule 2.1); earlier shifts of the day stay as they are.

    bonuses are all rows of ActiveBonuses, in row order. Raises InputError for times, products or amounts that
    cannot be taken; nothing is used up then. A bonus is used up even when it yields 0, but one that depends
    on others waits while a shift of theirs may be one that nobody can read.
    """
    length = require_shift_times(new.clock_in, new.clock_out, new.date, context.policy.future_tolerance)
    total = total_of(require_sales(new.sales, context.products))
    others = OtherSales(new.employee_id, new.date, new.sales, context.shifts, context.policy, choose)
    usable = usable_bonuses(bonuses, new.employee_id, others_known=context.is_whole)
    applied = tuple(others.apply(bonus) for bonus in usable)
    dynamic = context.dynamic_percent(total, new.employee_id, new.date)
    parts = parts_with_bonuses(settings.sales_commission, dynamic, applied)
    net = net_of(total, context.policy.net_share)
    chain = PayChain(
        hours=hours_of(length),
        per_hour=wage_for(length, settings.hourly_wage),
        total=total,
        net=net,
        parts=parts,
        commissions=commission_on(net, parts.total),
        extra=known_money(applied),
    )
    terms = ShiftTerms(settings.hourly_wage, settings.sales_commission, dynamic)
    return PaidShift(stored_sales(new.sales), chain.rounded(), parts, terms, applied)
