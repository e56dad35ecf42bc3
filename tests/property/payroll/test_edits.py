from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.payroll.bonuses.active import Bonus
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.pay import edits
from sheetanchor.domain.payroll.pay.context import PayContext
from sheetanchor.domain.payroll.pay.new_shift import NewShift, pay_new_shift
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.shift import FIGURES
from tests.property.payroll import strategies
from tests.property.payroll.test_pay_of_new_shifts import HALF_CENT, assert_payable
from tests.unit.domain.payroll.factories import (
    OLD,
    PRODUCTS,
    ScriptedChooser,
    context,
    record,
    recorded_before_us,
    store,
)

Recorded = tuple[RecordedShift, PayContext]


@st.composite
def recorded_shifts(draw: st.DrawFn) -> Recorded:
    """A shift as we paid and stored it, and what it was paid in."""
    new: NewShift = draw(strategies.new_shifts())
    employee: EmployeeSettings = draw(strategies.employees())
    bonuses: list[Bonus] = draw(strategies.bonuses())
    around: PayContext = draw(strategies.contexts())
    recorded = record(new, pay_new_shift(new, employee, bonuses, around, ScriptedChooser()))
    return recorded, replace(around, shifts=[*around.shifts, recorded.shift])


@strategies.checked
@given(recorded_shifts(), strategies.cents())
def test_a_total_edited_and_edited_back_leaves_no_trace(given_shift: Recorded, total: Decimal) -> None:
    recorded, context = given_shift
    moved = store(recorded, edits.edit_total_sales(recorded, total, context))
    back = store(moved, edits.edit_total_sales(moved, recorded.shift.total_sales, context))
    assert back == recorded


@strategies.checked
@given(recorded_shifts(), st.sampled_from(PRODUCTS), strategies.cents())
def test_a_product_edited_and_edited_back_leaves_no_trace(
    given_shift: Recorded, product: str, amount: Decimal
) -> None:
    recorded, context = given_shift
    assume(product in recorded.shift.sales)
    moved = store(recorded, edits.edit_product(recorded, product, amount, context))
    back = store(moved, edits.edit_product(moved, product, recorded.shift.sales[product], context))
    assert back == recorded


@strategies.checked
@given(recorded_shifts(), st.integers(1, 86_400))
def test_clocks_edited_and_edited_back_leave_no_trace(given_shift: Recorded, seconds: int) -> None:
    recorded, context = given_shift
    start, end = clocks(recorded)
    now = end + timedelta(days=2)
    other = start + timedelta(seconds=seconds)
    moved = store(recorded, edits.edit_clocks(recorded, start, other, now, context.policy))
    back = store(moved, edits.edit_clocks(moved, start, end, now, context.policy))
    assert back == recorded


@strategies.checked
@given(recorded_shifts(), strategies.cents())
def test_the_same_edit_twice_is_one_edit(given_shift: Recorded, total: Decimal) -> None:
    recorded, context = given_shift
    once = store(recorded, edits.edit_total_sales(recorded, total, context))
    assert store(once, edits.edit_total_sales(once, total, context)) == once


@strategies.checked
@given(recorded_shifts())
def test_a_shift_recomputed_from_its_inputs_is_the_shift(given_shift: Recorded) -> None:
    recorded, context = given_shift
    assert store(recorded, edits.recompute(recorded, context)) == recorded
    assert store(recorded, edits.recompute(recorded, context, before=recorded.shift)) == recorded


@strategies.checked
@given(recorded_shifts(), st.dictionaries(st.sampled_from(FIGURES), strategies.cents(), min_size=1))
def test_what_is_typed_over_stands_all_else_adds_up_and_clearing_it_leaves_no_trace(
    given_shift: Recorded, typed: dict[str, Decimal]
) -> None:
    recorded, context = given_shift
    over: dict[str, Any] = {**typed, "pinned": {name: getattr(recorded.shift, name) for name in typed}}
    pinned = replace(recorded, shift=replace(recorded.shift, **over))
    edited = edits.recompute(pinned, context, before=recorded.shift)
    followed = replace(pinned, shift=replace(store(pinned, edited).shift, **over))
    after = followed.shift
    assert {name: getattr(after, name) for name in typed} == typed
    assert edits.recompute(followed, context, before=after) == edited
    if "total_made" not in typed and not {"per_hour", "commissions"} - typed.keys():
        extra = sum((bonus.extra or Decimal(0) for bonus in recorded.bonuses), Decimal(0))
        assert abs(edited.pay.total_made - typed["per_hour"] - typed["commissions"] - extra) <= HALF_CENT
    blank: dict[str, Any] = {**dict.fromkeys(typed), "pinned": {}}
    cleared = replace(followed, shift=replace(after, **blank))
    again = edits.recompute(cleared, context, before=after, blank=typed)
    assert store(cleared, again) == recorded


@strategies.checked
@given(recorded_shifts(), strategies.cents())
def test_the_path_to_a_total_does_not_matter(given_shift: Recorded, total: Decimal) -> None:
    recorded, context = given_shift
    start, end = clocks(recorded)
    now, later = end + timedelta(days=2), start + timedelta(hours=3)

    def clocks_first() -> RecordedShift:
        moved = store(recorded, edits.edit_clocks(recorded, start, later, now, context.policy))
        return store(moved, edits.edit_total_sales(moved, total, context))

    def total_first() -> RecordedShift:
        moved = store(recorded, edits.edit_total_sales(recorded, total, context))
        return store(moved, edits.edit_clocks(moved, start, later, now, context.policy))

    assert clocks_first() == total_first()


@strategies.checked
@given(
    strategies.wild_decimals(),
    st.dictionaries(
        st.sampled_from(("worked_hours", "net_sales", "percent", "per_hour", "commissions", "total_made")),
        st.none() | strategies.wild_decimals(),
    ),
    strategies.bonuses(),
    st.tuples(st.datetimes() | strategies.instants(), st.datetimes() | strategies.instants()),
)
def test_no_edit_stores_nan_or_less_than_nothing_or_crashes(
    amount: Decimal,
    figures: dict[str, Decimal],
    bonuses: list[Bonus],
    moments: tuple[datetime, datetime],
) -> None:
    try:
        recorded = recorded_before_us(replace(OLD, **figures), *bonuses)  # type: ignore[arg-type]
    except SheetanchorError:
        return
    now = strategies.NIGHT + timedelta(days=9)
    tries: tuple[Callable[[], edits.EditedShift], ...] = (
        lambda: edits.edit_total_sales(recorded, amount, context()),
        lambda: edits.edit_product(recorded, "B", amount, context()),
        lambda: edits.edit_clocks(recorded, *moments, now, context().policy),
        lambda: edits.recompute(recorded, context()),
        lambda: edits.recompute(recorded, context(), before=OLD),
    )
    for edit in tries:
        try:
            edited = edit()
        except SheetanchorError:
            continue
        assert_payable(edited.pay)


def clocks(recorded: RecordedShift) -> tuple[datetime, datetime]:
    start, end = recorded.shift.clock_in, recorded.shift.clock_out
    assert start is not None
    assert end is not None
    return start, end
