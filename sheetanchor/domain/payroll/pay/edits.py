"""Edits of a recorded shift and what they recompute; none draws from bonuses that are still unused."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from sheetanchor.domain.payroll.money import ZERO, exactly, require_amount, stored
from sheetanchor.domain.payroll.pay.chain import PayChain, ShiftPay, commission_on, net_of
from sheetanchor.domain.payroll.pay.context import PayContext
from sheetanchor.domain.payroll.pay.percentages import PercentParts, parts_with_bonuses
from sheetanchor.domain.payroll.pay.recorded import RecordedPay, RecordedShift
from sheetanchor.domain.payroll.pay.shift_times import (
    hours_of,
    require_length,
    require_shift_times,
    wage_for,
)
from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.domain.payroll.products import Sales, require_sales, stored_sales, total_of
from sheetanchor.domain.payroll.shift import Shift, ShiftTerms

_CLOCKS = ("clock_in", "clock_out")
_SALES = ("date", "sales", "total_sales")
_ALL = ("employee_id", *_CLOCKS, *_SALES)


@dataclass(frozen=True, slots=True)
class EditedShift:
    """What to store after an edit; terms take the dynamic rate along when it was looked up anew.

    follows: the inputs of the shift that the figures follow from, as they stand now.
    """

    clock_in: datetime | None
    clock_out: datetime | None
    sales: Sales
    pay: ShiftPay
    parts: PercentParts
    terms: ShiftTerms
    follows: tuple[str, ...]


def edit_clocks(
    recorded: RecordedShift, clock_in: datetime, clock_out: datetime, now: datetime, policy: PayPolicy
) -> EditedShift:
    """New times: hours, pay per hour and Total made follow, the % stays (Rule 2.3).

    Pass the unchanged clock as it is. Raises InputError as at creation (Rule 2.2).
    """
    length = require_shift_times(clock_in, clock_out, now, policy.future_tolerance)
    chain = _with_length(RecordedPay(recorded, policy), length)
    moved = replace(recorded.shift, clock_in=clock_in, clock_out=clock_out)
    return _edited(moved, chain, recorded.terms, _CLOCKS)


def edit_total_sales(recorded: RecordedShift, total: Decimal, context: PayContext) -> EditedShift:
    """A new total that leaves the products' columns alone: net, %, commissions and made follow (Rule 2.3).

    The dynamic rate is looked up with the day's total without this row's old value; the applied bonuses keep
    acting. The rank is to be reviewed afterwards.
    """
    pay = RecordedPay(recorded, context.policy)
    terms, chain = _rated(recorded, require_amount("total sales", total), context)
    return _edited(recorded.shift, replace(chain, hours=pay.hours, per_hour=pay.per_hour), terms, _SALES)


def edit_product(recorded: RecordedShift, product: str, amount: Decimal, context: PayContext) -> EditedShift:
    """A new amount of one product; the total moves by as much (Rule 2.3).

    Raises UnknownProductError for one that is neither configured nor on the shift, and AmountRefusedError.
    """
    shift = recorded.shift
    known = {**dict.fromkeys(context.products), **dict.fromkeys(shift.sales)}
    sales = require_sales({**shift.sales, product: amount}, tuple(known))
    edited = edit_total_sales(recorded, _total_with(shift, sales), context)
    return replace(edited, sales=stored_sales(sales))


def is_same_amount(shift: Shift, product: str, amount: Decimal) -> bool:
    """Whether the product's column holds this amount already, so that an edit has nothing to do."""
    return product in shift.sales and stored(product, amount) == shift.sales[product]


def recompute(recorded: RecordedShift, context: PayContext, before: Shift | None = None) -> EditedShift:
    """The figures after the sheet gave a shift other inputs, or the shift itself (Rule 2.3).

    recorded holds the new inputs beside the figures so far, and before the row that those were computed from:
    None where none ever were. Clocks alone leave the % as it is; a changed product moves the total by as
    much, unless another total was typed as well. Hours that were paid without clocks stay as they are. Raises
    ClockMissingError, and as at creation for clocks that changed (Rule 2.2), but for ends in the future: a
    year that was mistyped is no work.
    """
    shift = recorded.shift
    if before is None or _clocks(shift) != _clocks(before):
        _require_length(shift)
    if before is not None and _sales_basis(before) == _sales_basis(shift):
        chain = _with_length(RecordedPay(recorded, context.policy), recorded.length)
        return _edited(shift, chain, recorded.terms, _ALL)
    if before is not None and None in _clocks(shift) and _clocks(shift) == _clocks(before):
        terms, chain = _rated(recorded, _total_after(shift, before), context)
        return _edited(shift, chain, terms, _ALL)
    return _anew(recorded, _total_after(shift, before), context)


def refigure(recorded: RecordedShift, context: PayContext) -> EditedShift:
    """Every figure again from clocks and products, whose sum the total becomes (Rule 2.3).

    Without products the total stays. Raises ClockMissingError and ClockOrderError.
    """
    shift = recorded.shift
    return _anew(recorded, total_of(shift.sales) if shift.sales else shift.total_sales, context)


def made_with_flat_bonus(recorded: RecordedShift, amount: Decimal, policy: PayPolicy) -> Decimal:
    """Total made once a flat bonus is paid on the shift at once: just that much more (Rule 2.5, flat).

    recorded holds the bonuses from before, without this one; what was typed over Total made is not undone.
    """
    with exactly():
        return stored("total made", RecordedPay(recorded, policy).made + require_amount("bonus", amount))


def _anew(recorded: RecordedShift, total: Decimal, context: PayContext) -> EditedShift:
    length = recorded.length
    terms, chain = _rated(recorded, total, context)
    wage = wage_for(length, terms.hourly_wage)
    chain = replace(chain, hours=hours_of(length), per_hour=wage)
    return _edited(recorded.shift, chain, terms, _ALL)


def _with_length(pay: RecordedPay, length: timedelta) -> PayChain:
    return PayChain(
        hours=hours_of(length),
        per_hour=wage_for(length, pay.recorded.terms.hourly_wage),
        total=pay.recorded.shift.total_sales,
        net=pay.net,
        parts=pay.parts,
        commissions=pay.commissions,
        extra=pay.extra,
    )


def _rated(recorded: RecordedShift, total: Decimal, context: PayContext) -> tuple[ShiftTerms, PayChain]:
    shift, pay = recorded.shift, RecordedPay(recorded, context.policy)
    dynamic = context.dynamic_percent(total, shift.employee_id, shift.date, without=shift.id)
    terms = replace(recorded.terms, dynamic_percent=dynamic)
    parts = parts_with_bonuses(terms.base_percent, dynamic, recorded.bonuses)
    net = net_of(total, context.policy.net_share)
    commissions = commission_on(net, parts.total)
    return terms, PayChain(pay.hours, pay.per_hour, total, net, parts, commissions, pay.extra)


def _clocks(shift: Shift) -> tuple[datetime | None, datetime | None]:
    return shift.clock_in, shift.clock_out


def _require_length(shift: Shift) -> None:
    if shift.clock_in is not None and shift.clock_out is not None:
        require_length(shift.clock_in, shift.clock_out)


def _sales_basis(shift: Shift) -> tuple[object, ...]:
    return shift.employee_id, shift.date, dict(shift.sales), shift.total_sales


def _total_after(shift: Shift, before: Shift | None) -> Decimal:
    """A total that somebody typed is believed."""
    if before is None:
        return _total_of(shift)
    if dict(shift.sales) == dict(before.sales):
        return shift.total_sales
    is_typed = shift.total_sales not in {ZERO, before.total_sales}
    return shift.total_sales if is_typed else _total_with(before, shift.sales)


def _total_with(before: Shift, sales: Sales) -> Decimal:
    """The total once these are the sales: what it holds beyond its products stays in it (Rule 2.3).

    Where they held more than the total and less than nothing would be left, they are all there is.
    """
    sold = total_of(sales)
    with exactly():
        total = _total_of(before) - total_of(before.sales) + sold
    return sold if total < 0 else total


def _total_of(shift: Shift) -> Decimal:
    """A blank total is 0 like one that was typed, and says nothing beside products."""
    return shift.total_sales or total_of(shift.sales)


def _edited(shift: Shift, chain: PayChain, terms: ShiftTerms, follows: tuple[str, ...]) -> EditedShift:
    return EditedShift(
        clock_in=shift.clock_in,
        clock_out=shift.clock_out,
        sales=shift.sales,
        pay=chain.rounded(),
        parts=chain.parts,
        terms=terms,
        follows=follows,
    )
