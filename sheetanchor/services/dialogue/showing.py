"""The screen of the step that a person is at."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from sheetanchor.domain.payroll.instants import shift_instants
from sheetanchor.domain.payroll.pay.shift_times import (
    clock_in_days,
    edited_clock_in_days,
    elapsed,
    hours_of,
)
from sheetanchor.services.dialogue import screens
from sheetanchor.services.dialogue.hints import Hint, HintError
from sheetanchor.services.dialogue.look import Look
from sheetanchor.services.dialogue.paging import page_of
from sheetanchor.services.dialogue.screens import Screen
from sheetanchor.services.dialogue.state import Draft, Place, Step
from sheetanchor.services.dialogue.steps import zone_of

_ZERO = Decimal(0)
_ValueT = TypeVar("_ValueT")


def screen_of(place: Place, look: Look) -> Screen:
    """Raises what the look raises, HintError where the draft does not go with the step."""
    return _SCREENS[place.step](place.draft, look)


def _start(draft: Draft, look: Look) -> Screen:
    del draft
    settings = look.settings()
    if settings is None:
        raise HintError(Hint.EXPIRED)
    return screens.Start(settings, look.rates(), look.open_shift())


def _drop(draft: Draft, look: Look) -> Screen:
    del draft
    return screens.ConfirmDrop(look.open_shift())


def _date_in(draft: Draft, look: Look) -> Screen:
    del draft
    return screens.PickDay(clock_in_days(look.now.date()))


def _time_in(draft: Draft, look: Look) -> Screen:
    del look
    return screens.PickTime(is_end=False, afternoon=draft.afternoon, day=_known(draft.day))


def _time_out(draft: Draft, look: Look) -> Screen:
    del look
    start = _known(draft.clock_in)
    return screens.PickTime(is_end=True, afternoon=draft.afternoon, day=start.date(), clock_in=start)


def _product(draft: Draft, look: Look) -> Screen:
    added = dict(draft.sales)
    left = tuple(product for product in look.products if product not in added)
    page = page_of(left, draft.page)
    return screens.PickProduct(_worked(draft, look), page.items, page.number, page.of)


def _amount(draft: Draft, look: Look) -> Screen:
    del look
    return screens.AskAmount(draft.product)


def _add_or_finish(draft: Draft, look: Look) -> Screen:
    can_add = any(product not in dict(draft.sales) for product in look.products)
    return screens.AddOrFinish(_worked(draft, look), draft.product, can_add)


def _edit_pick(draft: Draft, look: Look) -> Screen:
    del draft
    return screens.PickShift(tuple(look.shifts()))


def _edit_field(draft: Draft, look: Look) -> Screen:
    return screens.PickField(look.card(_known(draft.shift_id)))


def _edit_date_in(draft: Draft, look: Look) -> Screen:
    del look
    return screens.PickDay(edited_clock_in_days(_known(draft.recorded_on)), _known(draft.shift_id))


def _edit_time_in(draft: Draft, look: Look) -> Screen:
    del look
    return screens.PickTime(
        is_end=False, afternoon=draft.afternoon, day=_known(draft.day), shift_id=_known(draft.shift_id)
    )


def _edit_time_out(draft: Draft, look: Look) -> Screen:
    del look
    start = draft.clock_in
    return screens.PickTime(
        is_end=True,
        afternoon=draft.afternoon,
        day=_known(draft.recorded_on) if start is None else start.date(),
        clock_in=start,
        shift_id=_known(draft.shift_id),
    )


def _edit_product(draft: Draft, look: Look) -> Screen:
    card = look.card(_known(draft.shift_id))
    amounts = tuple((product, card.shift.sales.get(product, _ZERO)) for product in look.products)
    page = page_of(amounts, draft.page)
    return screens.PickSale(card.shift.id, page.items, page.number, page.of)


def _edit_amount(draft: Draft, look: Look) -> Screen:
    card = look.card(_known(draft.shift_id))
    present = card.shift.sales.get(draft.product, _ZERO)
    return screens.AskAmount(draft.product, card.shift.id, present)


def _statistics(draft: Draft, look: Look) -> Screen:
    del draft
    return screens.StatisticsShown(look.statistics())


def _ranks(draft: Draft, look: Look) -> Screen:
    del draft
    return screens.RanksShown(look.ranks())


_SCREENS: Mapping[Step, Callable[[Draft, Look], Screen]] = {
    Step.CLOCK_IN: _start,
    Step.DROP: _drop,
    Step.DATE_IN: _date_in,
    Step.TIME_IN: _time_in,
    Step.TIME_OUT: _time_out,
    Step.PRODUCT: _product,
    Step.AMOUNT: _amount,
    Step.ADD_OR_FINISH: _add_or_finish,
    Step.EDIT_PICK: _edit_pick,
    Step.EDIT_FIELD: _edit_field,
    Step.EDIT_DATE_IN: _edit_date_in,
    Step.EDIT_TIME_IN: _edit_time_in,
    Step.EDIT_TIME_OUT: _edit_time_out,
    Step.EDIT_PRODUCT: _edit_product,
    Step.EDIT_AMOUNT: _edit_amount,
    Step.STATISTICS: _statistics,
    Step.RANKS: _ranks,
}


def _worked(draft: Draft, look: Look) -> screens.Worked:
    start, end = _known(draft.clock_in), _known(draft.clock_out)
    began, ended = shift_instants(start, end, zone_of(look))
    hours = hours_of(elapsed(draft.opened or began, draft.closed or ended))
    return screens.Worked(start, end, hours, draft.sales)


def _known(value: _ValueT | None) -> _ValueT:
    if value is None:
        raise HintError(Hint.EXPIRED)
    return value
