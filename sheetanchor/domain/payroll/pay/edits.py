"""Edits of a recorded shift and what they recompute; none draws from bonuses that are still unused."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from sheetanchor.domain.payroll.money import ZERO, exactly, require_amount, stored
from sheetanchor.domain.payroll.pay.chain import ShiftPay
from sheetanchor.domain.payroll.pay.context import PayContext
from sheetanchor.domain.payroll.pay.figures import NewFigures, following
from sheetanchor.domain.payroll.pay.percentages import PercentParts, parts_with_bonuses
from sheetanchor.domain.payroll.pay.recorded import RecordedPay, RecordedShift
from sheetanchor.domain.payroll.pay.shift_times import require_length, require_shift_times
from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.domain.payroll.products import Sales, require_sales, stored_sales, total_of
from sheetanchor.domain.payroll.shift import FIGURES, Shift, ShiftTerms

_CLOCKS = ("clock_in", "clock_out")
_SALES = ("date", "sales", "total_sales")
_ALL = ("employee_id", *_CLOCKS, *_SALES)
#: What the dynamic rate is looked up by.
_RATED = frozenset(("employee_id", *_SALES))


@dataclass(frozen=True, slots=True)
class EditedShift:
    """What to store after an edit; terms take the dynamic rate along when it was looked up anew.

    follows: the inputs of the shift that the figures follow from, as they stand now; None is all.
    """

    clock_in: datetime | None
    clock_out: datetime | None
    sales: Sales
    pay: ShiftPay
    parts: PercentParts
    terms: ShiftTerms
    follows: tuple[str, ...] | None = None


def edit_clocks(
    recorded: RecordedShift, clock_in: datetime, clock_out: datetime, now: datetime, policy: PayPolicy
) -> EditedShift:
    """New times: hours, pay per hour and Total made follow, the % stays (Rule 2.3).

    Pass the unchanged clock as it is. Raises InputError as at creation (Rule 2.2).
    """
    length = require_shift_times(clock_in, clock_out, now, policy.future_tolerance)
    pay = RecordedPay(recorded, policy)
    figures = NewFigures(pay, following(_CLOCKS), length, recorded.shift.total_sales)
    moved = replace(recorded.shift, clock_in=clock_in, clock_out=clock_out)
    return _edited(moved, figures, recorded.terms, _CLOCKS)


def edit_total_sales(recorded: RecordedShift, total: Decimal, context: PayContext) -> EditedShift:
    """A new total that leaves the products' columns alone: net, %, commissions and made follow (Rule 2.3).

    The dynamic rate is looked up with the day's total without this row's old value; the applied bonuses keep
    acting. The rank is to be reviewed afterwards.
    """
    pay = RecordedPay(recorded, context.policy)
    terms, parts = _rated(recorded, require_amount("total sales", total), context)
    figures = NewFigures(pay, following(_SALES), _length_or_none(recorded), total, parts)
    return _edited(recorded.shift, figures, terms, _SALES)


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


def recompute(
    recorded: RecordedShift,
    context: PayContext,
    before: Shift | None = None,
    blank: Collection[str] = (),
) -> EditedShift:
    """The figures after the sheet gave a shift other inputs, or the shift itself (Rule 2.3).

    recorded holds the new inputs beside the figures so far, and before those that the figures were computed
    from: None where none ever were. blank: cells that were emptied since. What follows from neither stays as
    it is recorded: the % where only clocks changed, hours that were paid without clocks. A changed product
    moves the total by as much, unless another total was typed as well. Raises ClockMissingError, and as at
    creation for clocks that changed (Rule 2.2), but for ends in the future: a year that was mistyped is no
    work.
    """
    shift = recorded.shift
    changed = {*_changes(before, shift), *blank}
    anew = following(changed)
    total = _total_of(shift) if "total_sales" in blank else _total_after(shift, before)
    figures = NewFigures(
        RecordedPay(recorded, context.policy), anew, _length_after(recorded, changed, anew), total
    )
    is_rated = recorded.terms.dynamic_percent is not None or "percent" not in blank
    if is_rated and before is not None and total == before.total_sales and not changed.intersection(_RATED):
        return _edited(shift, figures, recorded.terms)
    terms, parts = _rated(recorded, total, context)
    figures = replace(figures, anew=anew | following(_SALES), parts=parts)
    return _edited(shift, figures, terms)


def refigure(recorded: RecordedShift, context: PayContext) -> EditedShift:
    """Every figure again from clocks and products, whose sum the total becomes (Rule 2.3).

    Without products the total stays. Raises ClockMissingError and ClockOrderError.
    """
    shift, length = recorded.shift, recorded.length
    total = total_of(shift.sales) if shift.sales else shift.total_sales
    terms, parts = _rated(recorded, total, context)
    pay = RecordedPay(recorded, context.policy)
    return _edited(shift, NewFigures(pay, following(_ALL), length, total, parts), terms)


def refigure_hours(recorded: RecordedShift, policy: PayPolicy) -> EditedShift:
    """Hours, their pay and Total made again from the clocks; the % stays (Rule 2.3).

    Raises ClockMissingError and ClockOrderError.
    """
    shift, length = recorded.shift, recorded.length
    figures = NewFigures(RecordedPay(recorded, policy), following(_CLOCKS), length, shift.total_sales)
    return _edited(shift, figures, recorded.terms, _CLOCKS)


def made_with_flat_bonus(recorded: RecordedShift, amount: Decimal, policy: PayPolicy) -> Decimal:
    """Total made once a flat bonus is paid on the shift at once: just that much more (Rule 2.5, flat).

    recorded holds the bonuses from before, without this one; what was typed over Total made is not undone.
    """
    with exactly():
        return stored("total made", RecordedPay(recorded, policy).made + require_amount("bonus", amount))


def _rated(recorded: RecordedShift, total: Decimal, context: PayContext) -> tuple[ShiftTerms, PercentParts]:
    shift = recorded.shift
    dynamic = context.dynamic_percent(total, shift.employee_id, shift.date, without=shift.id)
    terms = replace(recorded.terms, dynamic_percent=dynamic)
    return terms, parts_with_bonuses(terms.base_percent, dynamic, recorded.bonuses)


def _changes(before: Shift | None, shift: Shift) -> set[str]:
    """The inputs that differ, and the figures that are typed over otherwise than before."""
    if before is None:
        return set(_ALL)
    inputs = {name for name in _ALL if getattr(before, name) != getattr(shift, name)}
    return inputs | {name for name in FIGURES if _typed(before, name) != _typed(shift, name)}


def _typed(shift: Shift, figure: str) -> Decimal | None:
    typed: Decimal | None = getattr(shift, figure) if figure in shift.pinned else None
    return typed


def _length_after(
    recorded: RecordedShift, changed: Collection[str], anew: Collection[str]
) -> timedelta | None:
    shift = recorded.shift
    if "worked_hours" not in anew:
        return _length_or_none(recorded)
    if shift.clock_in is None or shift.clock_out is None:
        # Hours that a person typed in stand for the clocks.
        return None if "worked_hours" in shift.pinned else recorded.length
    if any(name in changed for name in _CLOCKS):
        return require_length(shift.clock_in, shift.clock_out)
    return recorded.length


def _length_or_none(recorded: RecordedShift) -> timedelta | None:
    has_clocks = recorded.shift.clock_in is not None and recorded.shift.clock_out is not None
    return recorded.length if has_clocks else None


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


def _edited(
    shift: Shift, figures: NewFigures, terms: ShiftTerms, follows: tuple[str, ...] | None = None
) -> EditedShift:
    return EditedShift(
        clock_in=shift.clock_in,
        clock_out=shift.clock_out,
        sales=shift.sales,
        pay=figures.rounded(),
        parts=figures.parts_after,
        terms=terms,
        follows=follows,
    )
