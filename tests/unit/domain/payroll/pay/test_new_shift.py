from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.payroll.bonuses.active import Bonus
from sheetanchor.domain.payroll.pay.new_shift import NewShift, PaidShift, pay_new_shift
from sheetanchor.domain.payroll.shift import Shift, ShiftTerms
from tests.unit.domain.payroll.factories import (
    ANN,
    BOB,
    ScriptedChooser,
    bonus,
    context,
    new_shift,
    sales,
    settings,
    shift,
    together,
)


def pay(
    new: NewShift, *bonuses: Bonus, shifts: tuple[Shift, ...] = (), wage: str = "15", base: str = "8"
) -> PaidShift:
    return pay_new_shift(new, settings(wage, base), bonuses, context(*shifts), ScriptedChooser())


def test_the_chain_from_hours_and_sales_to_total_made() -> None:
    paid = pay(new_shift(A="500", B="300", C="200"))
    assert [str(figure) for figure in (paid.pay.worked_hours, paid.pay.total_sales, paid.pay.net_sales)] == [
        "8.00",
        "1000.00",
        "800.00",
    ]
    assert [str(figure) for figure in (paid.pay.percent, paid.pay.per_hour, paid.pay.commissions)] == [
        "12.00",
        "120.00",
        "96.00",
    ]
    assert str(paid.pay.total_made) == "216.00"


def test_each_figure_is_rounded_on_its_own_from_the_unrounded_chain() -> None:
    paid = pay(new_shift("11-01 09:00", "11-01 09:20", A="0.15625"), wage="0.06")
    assert (paid.pay.worked_hours, paid.pay.per_hour) == (Decimal("0.33"), Decimal("0.02"))
    assert (paid.pay.total_sales, paid.pay.net_sales) == (Decimal("0.16"), Decimal("0.12"))
    assert (paid.pay.commissions, paid.pay.total_made) == (Decimal("0.01"), Decimal("0.03"))
    assert paid.sales == sales(A="0.16")


def test_parts_may_miss_total_made_by_a_cent() -> None:
    paid = pay(new_shift("11-01 09:00", "11-01 10:00", A="0.55"), wage="1.006", base="1.4")
    assert (paid.pay.per_hour, paid.pay.commissions) == (Decimal("1.01"), Decimal("0.01"))
    assert paid.pay.total_made == Decimal("1.01")


def test_the_terms_of_the_day_are_stored_with_the_shift() -> None:
    assert pay(new_shift(A="500"), wage="18", base="10").terms == ShiftTerms(
        Decimal(18), Decimal(10), Decimal(2)
    )


def test_earlier_shifts_of_the_day_lift_the_rate() -> None:
    paid = pay(new_shift(A="700"), shifts=(shift(1, ANN, "11-01 10:00", A="500"),))
    assert together(paid.pay.percent, paid.pay.total_made) == (12, Decimal("187.20"))


def test_bonuses_act_in_row_order() -> None:
    double, more = bonus("double_commission", bonus_id=9), bonus("percent_next", "3", bonus_id=2)
    assert pay(new_shift(A="500"), more, double).pay.total_made == 224
    assert pay(new_shift(A="500"), double, more).pay.total_made == 212
    assert [used.bonus_id for used in pay(new_shift(A="500"), double, more).bonuses] == [9, 2]


def test_money_bonuses_add_to_total_made_and_not_to_the_percentage() -> None:
    paid = pay(new_shift(A="1000"), bonus("flat", "10"), bonus("flat_immediate", "5", bonus_id=2))
    assert together(paid.pay.percent, paid.pay.total_made) == (12, 231)


def test_a_bonus_measured_by_others_is_stored_with_its_money() -> None:
    paid = pay(
        new_shift(A="300"), bonus("percent_prev", "1"), shifts=(shift(1, BOB, "11-01 10:00", A="500"),)
    )
    assert paid.bonuses[0].money == 4
    assert paid.pay.total_made == Decimal("143.20")


@pytest.mark.parametrize("kind", ["percent_prev", "percent_all", "percent_next", "double_commission"])
def test_a_bonus_that_yields_nothing_is_used_up_all_the_same(kind: str) -> None:
    paid = pay(new_shift(A="0"), bonus(kind, "1"))
    assert together(len(paid.bonuses), paid.pay.total_made) == (1, 120)


@pytest.mark.parametrize(
    "fault",
    [
        new_shift(A="-1"),
        new_shift(A="NaN"),
        new_shift(D="5"),
        new_shift("11-01 17:00", "11-01 17:00", A="5"),
        new_shift("10-31 16:59", A="5"),
        new_shift(date="11-01 16:00", A="5"),
    ],
    ids=["negative", "nan", "unknown product", "no length", "too long", "ends in future"],
)
def test_what_cannot_be_taken_uses_up_nothing(fault: NewShift) -> None:
    choose = ScriptedChooser()
    with pytest.raises(InputError):
        pay_new_shift(fault, settings(), [bonus("percent_prev", "1")], context(), choose)
    assert choose.offered == []


def test_sums_beyond_all_reason_are_refused() -> None:
    huge = replace(new_shift(), sales=sales(A="900000000", B="900000000"))
    with pytest.raises(InputError, match="total sales"):
        pay(huge)
