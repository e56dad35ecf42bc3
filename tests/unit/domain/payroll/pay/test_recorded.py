from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.errors import (
    ClockMissingError,
    ClockOrderError,
    PercentMissingError,
    UnrecordedBonusMoneyError,
)
from sheetanchor.domain.payroll.pay.new_shift import pay_new_shift
from sheetanchor.domain.payroll.pay.percentages import PercentParts
from sheetanchor.domain.payroll.pay.recorded import RecordedPay, RecordedShift
from tests.unit.domain.payroll.factories import (
    FIXED,
    OLD,
    ScriptedChooser,
    at,
    bonus,
    context,
    new_shift,
    record,
    recorded_before_us,
    settings,
    together,
)


def pay_of(recorded: RecordedShift) -> RecordedPay:
    return RecordedPay(recorded, FIXED)


def test_the_unrounded_chain_comes_back_from_what_is_stored() -> None:
    new = new_shift("11-01 09:00", "11-01 09:20", A="123.45")
    paid = pay_new_shift(new, settings("5.55", "7.5"), (), context(), ScriptedChooser())
    pay = pay_of(record(new, paid))
    assert pay.chain.rounded() == paid.pay
    assert pay.net == Decimal("98.760")
    assert pay.commissions == Decimal("7.407")
    assert str(pay.hours).startswith("0.33333333")
    assert pay.per_hour == Decimal("1.85")


def test_a_figure_that_the_terms_do_not_explain_is_kept() -> None:
    typed = replace(
        OLD,
        worked_hours=Decimal(7),
        per_hour=Decimal(100),
        net_sales=Decimal(390),
        commissions=Decimal(50),
        total_made=Decimal(155),
    )
    pay = pay_of(recorded_before_us(typed))
    assert together(pay.hours, pay.per_hour, pay.net, pay.commissions, pay.made) == (7, 100, 390, 50, 155)


def test_the_dynamic_rate_of_a_shift_from_before_us_is_the_rest_of_its_percentage() -> None:
    row = replace(OLD, percent=Decimal(23))
    parts = pay_of(recorded_before_us(row, bonus("double_commission"), bonus("percent_next", "3", 2))).parts
    assert parts == PercentParts(Decimal(8), Decimal(2), Decimal(3), Decimal(10))


def test_a_percentage_typed_over_wins_over_the_recorded_dynamic_rate() -> None:
    recorded = recorded_before_us(replace(OLD, percent=Decimal(11)))
    terms = replace(recorded.terms, dynamic_percent=Decimal(2))
    assert pay_of(replace(recorded, terms=terms)).parts == PercentParts(Decimal(8), Decimal(3))


def test_a_percentage_that_nobody_can_be_paid_does_not_hide_the_stored_one() -> None:
    recorded = recorded_before_us(OLD, bonus("percent_next", "1000000000"))
    terms = replace(recorded.terms, dynamic_percent=Decimal(2))
    assert pay_of(replace(recorded, terms=terms)).parts.total == 10


def test_a_recorded_dynamic_rate_needs_no_stored_percentage() -> None:
    recorded = recorded_before_us(replace(OLD, percent=None))
    terms = replace(recorded.terms, dynamic_percent=Decimal(4))
    assert pay_of(replace(recorded, terms=terms)).parts.total == 12


def test_without_either_the_percentage_cannot_be_told() -> None:
    with pytest.raises(PercentMissingError, match="shift 1 has no %"):
        _ = pay_of(recorded_before_us(replace(OLD, percent=None))).parts


def test_stored_hours_and_their_pay_need_no_clocks() -> None:
    pay = pay_of(recorded_before_us(replace(OLD, clock_in=None)))
    assert together(pay.hours, pay.per_hour) == (8, 120)


def test_hours_may_be_unknown_where_their_pay_is_stored() -> None:
    pay = pay_of(recorded_before_us(replace(OLD, clock_in=None, worked_hours=None)))
    assert together(pay.hours, pay.per_hour, pay.chain.rounded().worked_hours, pay.made) == (
        None,
        120,
        None,
        160,
    )


@pytest.mark.parametrize("clock", ["clock_in", "clock_out"])
def test_without_clocks_hours_and_their_pay_that_are_not_stored_stay_blank(clock: str) -> None:
    row = replace(OLD, worked_hours=None, per_hour=None, total_made=None, **{clock: None})  # type: ignore[arg-type]
    pay = pay_of(recorded_before_us(row))
    assert together(pay.hours, pay.per_hour, pay.made) == (None, None, 40)
    with pytest.raises(ClockMissingError):
        _ = pay.recorded.length


def test_reversed_clocks_are_reported_equal_ones_are_zero_hours() -> None:
    reversed_clocks = recorded_before_us(replace(OLD, clock_out=at("11-01 08:59")))
    with pytest.raises(ClockOrderError):
        _ = reversed_clocks.length
    equal = recorded_before_us(replace(OLD, clock_out=at("11-01 09:00"), worked_hours=None))
    assert pay_of(equal).hours == 0


def test_money_that_was_never_recorded_is_what_total_made_holds_beyond_its_other_parts() -> None:
    row = replace(OLD, total_made=Decimal("174.50"))
    recorded = recorded_before_us(row, bonus("percent_prev", "1"), bonus("flat", "10", 2))
    assert pay_of(recorded).extra == Decimal("14.50")
    assert pay_of(recorded).made == Decimal("174.50")


def test_rounding_may_leave_such_money_a_trifle_below_zero() -> None:
    recorded = recorded_before_us(replace(OLD, total_made=Decimal("159.98")), bonus("percent_prev", "1"))
    assert pay_of(recorded).extra == 0


@pytest.mark.parametrize("made", [None, Decimal("159.97")])
def test_total_made_without_room_for_such_money_is_reported(made: Decimal | None) -> None:
    recorded = recorded_before_us(replace(OLD, total_made=made), bonus("percent_prev", "1", bonus_id=5))
    with pytest.raises(UnrecordedBonusMoneyError, match="bonus 5"):
        _ = pay_of(recorded).extra


def test_recorded_money_is_believed_whatever_total_made_says() -> None:
    recorded = recorded_before_us(OLD, replace(bonus("percent_prev", "1"), money=Decimal("4.005")))
    assert pay_of(recorded).extra == Decimal("4.005")
