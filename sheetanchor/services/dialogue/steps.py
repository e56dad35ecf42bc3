"""What each step makes of a button or a text: plain functions from where a person is to where they go.

They raise InputError for what cannot be; then the person stays where they are and is told.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import TypeVar

from sheetanchor.domain.payroll.amounts import parse_amount
from sheetanchor.domain.payroll.errors import ClockOrderError
from sheetanchor.domain.payroll.instants import day_of, shift_instants, wall_clock
from sheetanchor.domain.payroll.pay.shift_times import require_shift_times
from sheetanchor.services.dialogue.events import Tap
from sheetanchor.services.dialogue.hints import Hint, HintError
from sheetanchor.services.dialogue.keyboards import product_mark
from sheetanchor.services.dialogue.look import Look
from sheetanchor.services.dialogue.requests import (
    ChangeAmount,
    ClockIn,
    ClockOut,
    DropOpenShift,
    MoveClocks,
    Request,
    SaveShift,
)
from sheetanchor.services.dialogue.state import Dialogue, Draft, Step

_DAY = timedelta(days=1)
_NOON = 12
_ValueT = TypeVar("_ValueT")


@dataclass(frozen=True, slots=True)
class Move:
    """Where the person goes, what is to be done on the way, and what to say of it."""

    dialogue: Dialogue
    request: Request | None = None
    notice: Hint | None = None


_Tapped = Callable[[Dialogue, Draft, str, Look], Move]


def tapped(dialogue: Dialogue, tap: Tap, look: Look) -> Move:
    """A button of the screen that is shown."""
    place = dialogue.place
    if tap.verb == "back":
        return Move(dialogue.back())
    step = None if place is None else _TAPS.get((place.step, tap.verb))
    if place is None or step is None:
        raise HintError(Hint.STALE)
    return step(dialogue, place.draft, tap.about, look)


def typed(dialogue: Dialogue, text: str) -> Move:
    """Free text: an amount where one is asked for, else refused."""
    place = dialogue.place
    if place is None or place.step not in {Step.AMOUNT, Step.EDIT_AMOUNT}:
        raise HintError(Hint.USE_BUTTONS)
    amount = parse_amount(text, may_be_zero=place.step is Step.EDIT_AMOUNT)
    if place.step is Step.AMOUNT:
        return Move(dialogue.at(Step.ADD_OR_FINISH, place.draft.with_amount(amount)))
    return Move(dialogue, ChangeAmount(_known(place.draft.shift_id), place.draft.product, amount))


def _clock_in(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del draft, about
    if look.open_shift() is not None:
        raise HintError(Hint.ALREADY_CLOCKED_IN)
    return Move(dialogue, ClockIn())


def _clock_out(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del draft, about
    if look.open_shift() is None:
        raise HintError(Hint.NOT_CLOCKED_IN)
    return Move(dialogue, ClockOut())


def _ask_drop(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del draft, about, look
    return Move(dialogue.at(Step.DROP))


def _drop(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del draft, about, look
    return Move(dialogue.ended(), DropOpenShift())


def _pick_day(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    day = day_of(look.now, zone_of(look)) + _days(about)
    return Move(dialogue.at(Step.TIME_IN, replace(draft, day=day, afternoon=False)))


def _turn_page(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del look
    return Move(dialogue.here(replace(draft, afternoon=about == "pm")))


def _pick_start(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    start = _at_hour(_known(draft.day), about)
    if start > wall_clock(look.now, zone_of(look)):
        raise HintError(Hint.STARTS_LATER)
    return Move(dialogue.at(Step.TIME_OUT, replace(draft, clock_in=start, afternoon=False)))


def _pick_end(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    start = _known(draft.clock_in)
    end = first_after(start, about)
    began, ended = shift_instants(start, end, zone_of(look))
    require_shift_times(draft.opened or began, ended, look.now)
    closed = ended if draft.is_open else None
    return Move(dialogue.at(Step.PRODUCT, replace(draft, clock_out=end, closed=closed)))


def _turn_products(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del look
    if not about.isdecimal():
        raise HintError(Hint.STALE)
    return Move(dialogue.here(replace(draft, page=int(about))))


def _pick_product(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    product = _product(about, look)
    return Move(dialogue.at(Step.AMOUNT, replace(draft, product=product)))


def _nothing_sold(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del about, look
    return Move(dialogue.at(Step.ADD_OR_FINISH, replace(draft, product="", sales=())))


def _add_more(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del about, look
    return Move(dialogue.at(Step.PRODUCT, replace(draft, product="", page=0)))


def _finish(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del about, look
    if draft.opened is not None:
        return Move(dialogue, SaveShift(draft.opened, _known(draft.closed), dict(draft.sales), is_open=True))
    start, end = _known(draft.clock_in), _known(draft.clock_out)
    return Move(dialogue, SaveShift(start, end, dict(draft.sales), is_open=False))


def _pick_shift(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del draft
    shift = next((shift for shift in look.shifts() if str(shift.id) == about), None)
    if shift is None:
        raise HintError(Hint.STALE)
    zone = zone_of(look)
    clock_in = None if shift.clock_in is None else wall_clock(shift.clock_in, zone)
    picked = Draft(shift_id=shift.id, recorded_on=day_of(shift.date, zone), clock_in=clock_in)
    return Move(dialogue.at(Step.EDIT_FIELD, picked))


def _pick_field(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    fields = {"in": Step.EDIT_DATE_IN, "out": Step.EDIT_TIME_OUT, "sales": Step.EDIT_PRODUCT}
    if about not in fields:
        raise HintError(Hint.STALE)
    if about == "sales" and len(look.products) == 1:
        return Move(dialogue.at(Step.EDIT_AMOUNT, replace(draft, product=look.products[0])))
    return Move(dialogue.at(fields[about], replace(draft, afternoon=False)))


def _pick_edited_day(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del look
    day = _known(draft.recorded_on) + _days(about)
    return Move(dialogue.at(Step.EDIT_TIME_IN, replace(draft, day=day, afternoon=False)))


def _edit_start(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del look
    start = _at_hour(_known(draft.day), about)
    return Move(dialogue, MoveClocks(_known(draft.shift_id), clock_in=start))


def _edit_end(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    del look
    if draft.clock_in is None:
        end = _at_hour(_known(draft.recorded_on), about)
    else:
        end = first_after(draft.clock_in, about)
    return Move(dialogue, MoveClocks(_known(draft.shift_id), clock_out=end))


def _pick_sale(dialogue: Dialogue, draft: Draft, about: str, look: Look) -> Move:
    product = _product(about, look)
    return Move(dialogue.at(Step.EDIT_AMOUNT, replace(draft, product=product)))


_TAPS: Mapping[tuple[Step, str], _Tapped] = {
    (Step.CLOCK_IN, "now_in"): _clock_in,
    (Step.CLOCK_IN, "now_out"): _clock_out,
    (Step.CLOCK_IN, "drop"): _ask_drop,
    (Step.DROP, "drop_now"): _drop,
    (Step.DATE_IN, "day"): _pick_day,
    (Step.TIME_IN, "half"): _turn_page,
    (Step.TIME_IN, "hour"): _pick_start,
    (Step.TIME_OUT, "half"): _turn_page,
    (Step.TIME_OUT, "hour"): _pick_end,
    (Step.PRODUCT, "product"): _pick_product,
    (Step.PRODUCT, "page"): _turn_products,
    (Step.PRODUCT, "nothing"): _nothing_sold,
    (Step.ADD_OR_FINISH, "more"): _add_more,
    (Step.ADD_OR_FINISH, "finish"): _finish,
    (Step.EDIT_PICK, "shift"): _pick_shift,
    (Step.EDIT_FIELD, "field"): _pick_field,
    (Step.EDIT_DATE_IN, "day"): _pick_edited_day,
    (Step.EDIT_TIME_IN, "half"): _turn_page,
    (Step.EDIT_TIME_IN, "hour"): _edit_start,
    (Step.EDIT_TIME_OUT, "half"): _turn_page,
    (Step.EDIT_TIME_OUT, "hour"): _edit_end,
    (Step.EDIT_PRODUCT, "page"): _turn_products,
    (Step.EDIT_PRODUCT, "product"): _pick_sale,
}


def draft_of_open(opened: datetime, look: Look) -> Draft:
    """What is known of the open shift; it ended at or before now."""
    start = wall_clock(opened, zone_of(look))
    now = wall_clock(look.now, zone_of(look))
    return Draft(day=start.date(), clock_in=start, opened=opened, afternoon=now.hour >= _NOON)


def first_after(start: datetime, hour: str) -> datetime:
    """The first time after the start that the clock shows this hour: no shift is longer than a day.

    Raises ClockOrderError for the hour of the start itself.
    """
    end = _at_hour(start.date(), hour)
    if end == start:
        raise ClockOrderError(start, end)
    return end if end > start else _at_hour(start.date() + _DAY, hour)


def _at_hour(day: date, hour: str) -> datetime:
    if not (hour.isdecimal() and int(hour) < 24):  # noqa: PLR2004 - hours of a day
        raise HintError(Hint.STALE)
    return datetime.combine(day, time(int(hour)))


def _days(about: str) -> timedelta:
    if about not in {"-1", "0"}:
        raise HintError(Hint.STALE)
    return timedelta(days=int(about))


def _product(mark: str, look: Look) -> str:
    """The product that a mark stands for; one that is sold no more is refused."""
    found = next((product for product in look.products if product_mark(product) == mark), None)
    if found is None:
        raise HintError(Hint.STALE)
    return found


def _known(value: _ValueT | None) -> _ValueT:
    """What an earlier step has asked for; a draft without it is one that an older program wrote."""
    if value is None:
        raise HintError(Hint.EXPIRED)
    return value


def zone_of(look: Look) -> tzinfo:
    """The configured one."""
    zone = look.now.tzinfo
    if zone is None:
        raise TypeError("the time of an event has no zone")
    return zone
