from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.bonuses.other_sales import OtherSales
from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.domain.payroll.shift import Shift
from tests.unit.domain.payroll.factories import (
    ANN,
    BOB,
    CID,
    FIXED,
    FIXED_EASTERN,
    ScriptedChooser,
    at,
    bonus,
    sales,
    shift,
    together,
)


def measure(
    *shifts: Shift, choose: ScriptedChooser | None = None, policy: PayPolicy = FIXED, **mine: str
) -> OtherSales:
    return OtherSales(ANN, at("11-02 06:05"), sales(**mine), shifts, policy, choose or ScriptedChooser())


def test_the_chatter_before_is_the_greatest_date_not_the_last_row() -> None:
    others = measure(shift(1, BOB, "11-01 11:00", A="100"), shift(2, CID, "11-01 10:00", A="5000"), A="300")
    assert others.previous_sales() == 100


def test_of_two_with_one_date_the_later_entered_counts() -> None:
    others = measure(shift(1, BOB, "11-01 10:00", A="500"), shift(2, CID, "11-01 10:00", A="800"), A="300")
    assert others.previous_sales() == 800


@pytest.mark.parametrize(
    "other",
    [
        shift(1, ANN, "11-01 10:00", A="500"),
        shift(1, BOB, "11-02 06:05", A="500"),
        shift(1, BOB, "11-02 06:06", A="500"),
        shift(1, BOB, "11-01 10:00", B="500"),
        shift(1, BOB, "11-01 10:00", A="0"),
    ],
    ids=["own", "same second", "later", "another product", "nothing sold"],
)
def test_who_is_not_the_chatter_before(other: Shift) -> None:
    assert measure(other, A="300").previous_sales() == 0


def test_the_same_second_is_not_before_whatever_the_clock_says_of_it() -> None:
    others = measure(shift(1, BOB, "11-02 06:05", A="500"), A="300")
    assert replace(others, date=others.date + timedelta(microseconds=900_000)).previous_sales() == 0


def test_a_cent_is_sold() -> None:
    assert measure(shift(1, BOB, "11-01 10:00", A="0.01"), A="0.01").previous_sales() == Decimal("0.01")


def test_the_chatter_before_may_be_long_ago() -> None:
    assert measure(shift(1, BOB, "01-02 10:00", A="500"), A="300").previous_sales() == 500


def test_one_product_that_both_sold_is_chosen() -> None:
    choose = ScriptedChooser([1])
    others = measure(shift(1, BOB, "11-01 10:00", A="1", B="2", C="3"), choose=choose, C="5", A="0", B="7")
    assert others.previous_sales() == 2
    assert choose.offered == [("C", "B")]


def test_without_sales_of_mine_there_is_nothing_to_measure_and_no_choice() -> None:
    choose = ScriptedChooser()
    others = measure(shift(1, BOB, "11-02 01:00", A="500"), choose=choose, A="0")
    assert together(others.previous_sales(), others.day_sales()) == (0, 0)
    assert choose.offered == []


def test_the_day_is_that_of_my_date_although_the_shift_began_the_day_before() -> None:
    others = measure(
        shift(1, BOB, "11-01 23:59", A="1000"),
        shift(2, BOB, "11-02 00:00", A="200"),
        shift(3, CID, "11-02 06:04", A="300"),
        shift(4, ANN, "11-02 05:00", A="50"),
        shift(5, CID, "11-02 06:05", A="7"),
        A="400",
    )
    assert others.day_sales() == 500


def test_my_product_is_chosen_even_if_nobody_else_sold_it() -> None:
    choose = ScriptedChooser([1])
    others = measure(shift(1, BOB, "11-02 01:00", A="500"), choose=choose, A="400", B="1")
    assert others.day_sales() == 0
    assert choose.offered == [("A", "B")]


@pytest.mark.parametrize(("kind", "money"), [("percent_prev", "2.4"), ("percent_all", "5.6")])
def test_the_money_is_a_percentage_of_the_net_sales(kind: str, money: str) -> None:
    others = measure(shift(1, BOB, "11-02 01:00", A="400"), shift(2, CID, "11-02 02:00", A="300"), A="1")
    assert others.apply(bonus(kind, "1")).money == Decimal(money)


def test_what_is_left_as_net_is_configured() -> None:
    policy = PayPolicy(FIXED_EASTERN, Decimal("0.5"))
    others = measure(shift(1, BOB, "11-02 01:00", A="400"), policy=policy, A="1")
    assert others.apply(bonus("percent_prev", "1")).money == 2


@pytest.mark.parametrize("kind", ["flat", "flat_immediate", "percent_next", "double_commission"])
def test_other_kinds_do_not_look_at_others(kind: str) -> None:
    choose = ScriptedChooser()
    applied = measure(shift(1, BOB, "11-02 01:00", A="400"), choose=choose, A="1").apply(bonus(kind, "1"))
    assert (applied.money, choose.offered) == (None, [])
