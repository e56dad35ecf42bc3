from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.payroll.bonuses.active import Bonus
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.pay.chain import ShiftPay
from sheetanchor.domain.payroll.pay.context import PayContext
from sheetanchor.domain.payroll.pay.new_shift import NewShift, PaidShift, pay_new_shift
from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.domain.payroll.row_values import LIMIT
from tests.property.payroll import strategies
from tests.unit.domain.payroll.factories import ANN, PRODUCTS, RATES, ScriptedChooser

EMPLOYEE = EmployeeSettings(ANN, Decimal(15), Decimal(8))
HALF_CENT = Decimal("0.005")


def assert_payable(pay: ShiftPay) -> None:
    """Every figure is finite, has two decimals and lies between nothing and the limit."""
    for figure in fields(pay):
        value = getattr(pay, figure.name)
        if value is None:
            continue
        assert value.is_finite()
        assert value.as_tuple().exponent == -2
        assert not value.is_signed()
        assert value <= LIMIT


@strategies.checked
@given(
    strategies.new_shifts(),
    strategies.employees(),
    strategies.bonuses(),
    strategies.contexts(),
)
def test_the_parts_add_up_as_far_as_rounding_lets_them(
    new: NewShift,
    employee: EmployeeSettings,
    bonuses: list[Bonus],
    around: PayContext,
) -> None:
    paid = pay_new_shift(new, employee, bonuses, around, ScriptedChooser())
    pay = paid.pay
    assert_payable(pay)
    extra = sum((bonus.extra or Decimal(0) for bonus in paid.bonuses), Decimal(0))
    assert pay.per_hour is not None
    assert abs(pay.total_made - (pay.per_hour + pay.commissions + extra)) <= 3 * HALF_CENT
    assert pay.total_sales == sum(paid.sales.values(), Decimal(0))
    parts = paid.parts
    assert parts.total == parts.base + parts.dynamic + parts.bonus + parts.doubling
    assert pay.percent is not None
    assert abs(pay.percent - parts.total) <= HALF_CENT
    assert parts.doubling >= 0


@strategies.checked
@given(strategies.bonuses(), st.randoms(use_true_random=False))
def test_without_a_doubling_the_order_of_bonuses_does_not_matter(
    bonuses: list[Bonus], chance: Random
) -> None:
    plain = [one for one in bonuses if one.kind != "double_commission"]
    mixed = sorted(plain, key=lambda one: chance.random())
    assert paid_with(plain).pay == paid_with(mixed).pay


@strategies.checked
@given(strategies.bonuses())
def test_bonuses_act_on_the_percentage_one_by_one_in_row_order(bonuses: list[Bonus]) -> None:
    percent = Decimal(10)
    for one in bonuses:
        if one.kind == "percent_next":
            percent += one.value
        if one.kind == "double_commission":
            percent *= 2
    assert paid_with(bonuses).parts.total == percent


@strategies.checked
@given(strategies.bonuses())
def test_doubling_last_pays_most_and_doubling_first_least(bonuses: list[Bonus]) -> None:
    def by_doubling(last: int) -> list[Bonus]:
        return sorted(bonuses, key=lambda one: last if one.kind == "double_commission" else 0)

    least, most = paid_with(by_doubling(-1)), paid_with(by_doubling(1))
    assert least.parts.total <= paid_with(bonuses).parts.total <= most.parts.total


@strategies.checked
@given(strategies.bonuses())
def test_a_used_bonus_acts_once(bonuses: list[Bonus]) -> None:
    used = {one.bonus_id for one in paid_with(bonuses).bonuses}
    left = [replace(one, applied=True, shift_id=1) if one.id in used else one for one in bonuses]
    assert paid_with(left).bonuses == ()
    assert paid_with(left).pay == paid_with([]).pay


@strategies.checked
@given(
    st.dictionaries(st.sampled_from((*PRODUCTS, "D", "")), strategies.wild_decimals()),
    st.lists(st.datetimes() | st.datetimes(timezones=st.timezones()), min_size=3, max_size=3),
    st.tuples(strategies.wild_decimals(), strategies.wild_decimals(), strategies.wild_decimals()),
    st.sampled_from(("flat", "percent_next", "percent_all", "double_commission", "")),
)
def test_no_input_is_paid_with_nan_or_less_than_nothing_or_crashes(
    sales: dict[str, Decimal],
    moments: Sequence[datetime],
    numbers: tuple[Decimal, Decimal, Decimal],
    kind: str,
) -> None:
    wage, base, value = numbers
    try:
        employee = EmployeeSettings(ANN, wage, base)
        bonuses = [Bonus(1, ANN, kind, value)]
        new = NewShift(ANN, moments[0], moments[1], moments[2], sales)
        paid = pay_new_shift(new, employee, bonuses, context(), ScriptedChooser())
    except SheetanchorError:
        return
    assert_payable(paid.pay)


@strategies.checked
@given(
    st.dictionaries(st.sampled_from(PRODUCTS), strategies.wild_decimals(), min_size=1),
    strategies.wild_decimals(),
    strategies.bonuses(),
)
def test_no_amount_is_paid_with_nan_or_less_than_nothing_or_crashes(
    sales: dict[str, Decimal], wage: Decimal, bonuses: list[Bonus]
) -> None:
    try:
        paid = paid_with(bonuses, sales=sales, employee=EmployeeSettings(ANN, wage, Decimal(8)))
    except SheetanchorError:
        return
    assert_payable(paid.pay)


def context() -> PayContext:
    return PayContext((), RATES, PRODUCTS, PayPolicy(strategies.ZONES[0]))


def paid_with(
    bonuses: list[Bonus],
    sales: dict[str, Decimal] | None = None,
    employee: EmployeeSettings = EMPLOYEE,
) -> PaidShift:
    """A shift of 500 in eight hours, if nothing else is said: 8 and 2 percent."""
    start, end = strategies.NIGHT, strategies.NIGHT.replace(hour=8)
    new = NewShift(ANN, end, start, end, {"A": Decimal(500)} if sales is None else sales)
    return pay_new_shift(new, employee, bonuses, context(), ScriptedChooser())
