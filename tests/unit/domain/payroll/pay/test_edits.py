from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.bonuses.active import Bonus
from sheetanchor.domain.payroll.errors import (
    AmountRefusedError,
    ClockMissingError,
    ClockOrderError,
    ClockOutInFutureError,
    ShiftTooLongError,
    UnknownProductError,
)
from sheetanchor.domain.payroll.pay import edits
from sheetanchor.domain.payroll.shift import Shift
from tests.unit.domain.payroll.factories import (
    ANN,
    FIXED,
    OLD,
    at,
    bonus,
    context,
    recorded_before_us,
    sales,
    shift,
    together,
)

NOW = at("11-05 12:00")
MORE_THAT_DAY = shift(2, ANN, "11-01 20:00", A="600")


def test_new_clocks_move_hours_their_pay_and_total_made_only() -> None:
    edited = edits.edit_clocks(recorded_before_us(OLD), at("11-01 10:00"), at("11-01 17:00"), NOW, FIXED)
    assert (edited.clock_in, edited.clock_out) == (at("11-01 10:00"), at("11-01 17:00"))
    assert together(edited.pay.worked_hours, edited.pay.per_hour, edited.pay.total_made) == (7, 105, 145)
    assert together(edited.pay.percent, edited.pay.commissions, edited.sales) == (10, 40, OLD.sales)


def test_the_percentage_stays_although_later_shifts_lifted_the_day() -> None:
    recorded = recorded_before_us(OLD)
    edited = edits.edit_clocks(recorded, at("11-01 08:00"), at("11-01 17:00"), NOW, FIXED)
    assert edited.parts.total == 10
    assert edited.terms == recorded.terms


def test_an_edit_of_clocks_keeps_the_money_of_bonuses() -> None:
    recorded = recorded_before_us(replace(OLD, total_made=Decimal(170)), bonus("flat_immediate", "10"))
    edited = edits.edit_clocks(recorded, at("11-01 10:00"), at("11-01 17:00"), NOW, FIXED)
    assert edited.pay.total_made == 155


@pytest.mark.parametrize(
    ("clock_in", "clock_out", "error"),
    [
        ("11-01 17:00", "11-01 17:00", ClockOrderError),
        ("11-01 09:00", "11-02 09:01", ShiftTooLongError),
        ("11-05 09:00", "11-05 12:30", ClockOutInFutureError),
    ],
)
def test_edited_clocks_have_the_limits_of_new_ones(
    clock_in: str, clock_out: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        edits.edit_clocks(recorded_before_us(OLD), at(clock_in), at(clock_out), NOW, FIXED)


def test_a_new_total_moves_everything_but_the_hours() -> None:
    edited = edits.edit_total_sales(recorded_before_us(OLD), Decimal(1500), context(OLD))
    assert together(edited.pay.total_sales, edited.pay.net_sales, edited.pay.percent) == (1500, 1200, 12)
    assert together(edited.pay.commissions, edited.pay.total_made, edited.pay.worked_hours) == (144, 264, 8)
    assert edited.terms.dynamic_percent == 4
    assert edited.sales == OLD.sales


def test_the_day_counts_other_shifts_and_not_the_old_value() -> None:
    edited = edits.edit_total_sales(recorded_before_us(OLD), Decimal(450), context(OLD, MORE_THAT_DAY))
    assert together(edited.pay.percent, edited.pay.total_made) == (12, Decimal("163.20"))


@pytest.mark.parametrize(
    ("bonuses", "percent", "made"),
    [
        ((bonus("double_commission"),), 28, 680),
        ((bonus("percent_next", "1"),), 15, 420),
        ((bonus("flat", "10"), bonus("flat_immediate", "5", 2)), 14, 415),
        ((replace(bonus("percent_all", "2"), money=Decimal("9.60")),), 14, Decimal("409.60")),
    ],
)
def test_applied_bonuses_keep_acting_on_a_new_total(
    bonuses: tuple[Bonus, ...], percent: int, made: Decimal
) -> None:
    recorded = recorded_before_us(OLD, *bonuses)
    edited = edits.edit_total_sales(recorded, Decimal(2500), context(OLD))
    assert together(edited.pay.percent, edited.pay.total_made) == (percent, made)


def test_a_total_can_be_edited_without_clocks_where_the_hours_are_stored() -> None:
    edited = edits.edit_total_sales(recorded_before_us(replace(OLD, clock_in=None)), Decimal(600), context())
    assert together(edited.clock_in, edited.pay.per_hour, edited.pay.total_made) == (None, 120, 168)


@pytest.mark.parametrize("total", ["-1", "NaN", "Infinity"])
def test_a_new_total_can_be_paid_on(total: str) -> None:
    with pytest.raises(AmountRefusedError, match="total sales"):
        edits.edit_total_sales(recorded_before_us(OLD), Decimal(total), context(OLD))


def test_a_new_amount_of_a_product_makes_the_total_their_sum() -> None:
    edited = edits.edit_product(recorded_before_us(OLD), "B", Decimal("500.005"), context(OLD))
    assert edited.sales == sales(A="500.00", B="500.00")
    assert together(edited.pay.total_sales, edited.pay.percent) == (1000, 12)


@pytest.mark.parametrize(
    ("total", "amount", "after"),
    [("800", "600", 900), ("800", "0", 300), ("400", "600", 500), ("100", "450", 50)],
)
def test_a_total_that_is_not_the_sum_moves_by_as_much_as_the_product(
    total: str, amount: str, after: int
) -> None:
    odd = replace(OLD, total_sales=Decimal(total))
    edited = edits.edit_product(recorded_before_us(odd), "A", Decimal(amount), context(odd))
    assert edited.pay.total_sales == after


@pytest.mark.parametrize("total", ["100", "0"])
def test_products_that_held_more_than_a_total_are_all_there_is(total: str) -> None:
    odd = replace(OLD, total_sales=Decimal(total))
    edited = edits.edit_product(recorded_before_us(odd), "A", Decimal(100), context(odd))
    assert edited.pay.total_sales == 100


@pytest.mark.parametrize(
    ("product", "amount", "is_same"),
    [("A", "500", True), ("A", "500.004", True), ("A", "500.01", False), ("B", "0", False)],
)
def test_an_amount_is_the_same_if_the_column_holds_it_already(
    product: str, amount: str, is_same: bool
) -> None:
    assert edits.is_same_amount(OLD, product, Decimal(amount)) is is_same


def test_a_product_that_is_no_longer_configured_can_be_edited_where_it_was_sold() -> None:
    old_product = replace(OLD, sales=sales(Z="500"))
    edited = edits.edit_product(recorded_before_us(old_product), "Z", Decimal(100), context(OLD))
    assert edited.pay.total_sales == 100
    with pytest.raises(UnknownProductError, match="A, B, C"):
        edits.edit_product(recorded_before_us(OLD), "Z", Decimal(100), context(OLD))


def blank(row: Shift) -> Shift:
    return Shift(row.id, row.employee_id, row.date, row.clock_in, row.clock_out, row.sales)


def test_a_shift_typed_into_the_sheet_gets_every_figure() -> None:
    edited = edits.recompute(recorded_before_us(blank(OLD)), context(MORE_THAT_DAY))
    assert together(edited.pay.total_sales, edited.pay.percent, edited.pay.total_made) == (500, 12, 168)


def test_without_products_a_typed_total_counts() -> None:
    typed = replace(blank(OLD), sales={}, total_sales=Decimal(700))
    assert edits.recompute(recorded_before_us(typed), context()).pay.total_made == 176


def test_clocks_changed_in_the_sheet_leave_the_percentage() -> None:
    moved = replace(OLD, clock_in=at("11-01 10:00"))
    edited = edits.recompute(recorded_before_us(moved), context(moved, MORE_THAT_DAY), before=OLD)
    assert together(edited.pay.worked_hours, edited.pay.percent, edited.pay.total_made) == (7, 10, 145)


def test_clocks_changed_in_the_sheet_keep_money_that_was_never_recorded() -> None:
    moved = replace(OLD, clock_in=at("11-01 10:00"), total_made=Decimal(164))
    edited = edits.recompute(recorded_before_us(moved, bonus("percent_prev", "1")), context(), before=OLD)
    assert edited.pay.total_made == 149


def test_a_product_changed_in_the_sheet_makes_the_total_the_sum() -> None:
    row = replace(OLD, sales=sales(A="500", B="700"))
    edited = edits.recompute(recorded_before_us(row), context(row), before=OLD)
    assert together(edited.pay.total_sales, edited.pay.percent, edited.pay.total_made) == (
        1200,
        12,
        Decimal("235.20"),
    )


def test_what_no_column_holds_stays_in_the_total_of_a_shift_changed_in_the_sheet() -> None:
    before = replace(OLD, total_sales=Decimal(900))
    row = replace(before, sales=sales(A="500", B="700"))
    assert edits.recompute(recorded_before_us(row), context(row), before).pay.total_sales == 1600


def test_a_total_typed_with_the_products_is_the_total() -> None:
    row = replace(OLD, sales=sales(A="600"), total_sales=Decimal(900))
    assert edits.recompute(recorded_before_us(row), context(row), before=OLD).pay.total_sales == 900
    typed = replace(blank(OLD), total_sales=Decimal(900))
    assert edits.recompute(recorded_before_us(typed), context()).pay.total_sales == 900


def test_a_total_emptied_while_a_product_changed_is_their_sum() -> None:
    row = replace(OLD, sales=sales(A="600"), total_sales=Decimal(0))
    assert edits.recompute(recorded_before_us(row), context(row), before=OLD).pay.total_sales == 600


def test_figuring_again_makes_the_total_the_sum_of_the_products_whatever_it_was() -> None:
    row = replace(OLD, total_sales=Decimal(900), clock_out=at("11-01 16:00"))
    edited = edits.refigure(recorded_before_us(row), context(row))
    assert together(edited.pay.total_sales, edited.pay.worked_hours, edited.pay.total_made) == (500, 7, 145)
    without = replace(OLD, sales={})
    assert edits.refigure(recorded_before_us(without), context(without)).pay.total_sales == 500


def test_products_emptied_in_the_sheet_leave_nothing_sold() -> None:
    row = replace(OLD, sales={})
    assert edits.recompute(recorded_before_us(row), context(row), before=OLD).pay.total_sales == 0


def test_a_total_changed_in_the_sheet_alone_is_the_total() -> None:
    row = replace(OLD, total_sales=Decimal(1500))
    assert edits.recompute(recorded_before_us(row), context(row), before=OLD).pay.total_made == 264


def test_a_shift_moved_to_another_day_is_rated_by_that_day() -> None:
    row = replace(OLD, date=at("11-02 17:05"))
    other_day = shift(2, ANN, "11-02 10:00", A="600")
    assert edits.recompute(recorded_before_us(row), context(row, other_day), before=OLD).pay.percent == 12


def test_hours_that_were_paid_without_clocks_stay_when_sales_change() -> None:
    before = replace(OLD, clock_in=None, clock_out=None)
    row = replace(before, sales=sales(A="600"))
    edited = edits.recompute(recorded_before_us(row), context(row), before)
    assert together(edited.pay.worked_hours, edited.pay.per_hour, edited.pay.total_made) == (8, 120, 168)


@pytest.mark.parametrize(
    ("row", "error"),
    [
        (replace(OLD, clock_out=None), ClockMissingError),
        (replace(OLD, clock_out=at("11-01 08:00")), ClockOrderError),
        (replace(OLD, clock_out=OLD.clock_in), ClockOrderError),
        (replace(OLD, clock_out=at("11-02 09:01")), ShiftTooLongError),
        (replace(OLD, clock_out=at("11-01 17:00").replace(year=2026)), ShiftTooLongError),
    ],
)
@pytest.mark.parametrize("before", [OLD, None])
def test_a_row_without_usable_clocks_is_not_recomputed(
    row: Shift, error: type[Exception], before: Shift | None
) -> None:
    with pytest.raises(error):
        edits.recompute(recorded_before_us(row), context(row), before)


def test_clocks_that_were_computed_before_are_not_judged_again() -> None:
    long = replace(OLD, clock_out=at("11-02 17:00"), worked_hours=Decimal(32), per_hour=Decimal(480))
    row = replace(long, sales=sales(A="1500"))
    assert edits.recompute(recorded_before_us(row), context(row), before=long).pay.worked_hours == 32


def test_a_shift_of_the_longest_length_is_recomputed() -> None:
    row = replace(OLD, clock_out=at("11-02 09:00"))
    assert edits.recompute(recorded_before_us(row), context(row), before=OLD).pay.worked_hours == 24


def test_a_flat_bonus_paid_at_once_adds_just_that() -> None:
    assert edits.made_with_flat_bonus(recorded_before_us(OLD), Decimal(10), FIXED) == 170


def test_it_does_not_undo_what_was_typed_over_total_made() -> None:
    typed = recorded_before_us(replace(OLD, total_made=Decimal(150)))
    assert edits.made_with_flat_bonus(typed, Decimal(10), FIXED) == 160


def test_it_is_added_before_rounding_so_that_a_later_edit_finds_the_same_cent() -> None:
    cents = replace(
        OLD, net_sales=None, total_sales=Decimal("0.1"), percent=Decimal("6.25"), commissions=None
    )
    recorded = recorded_before_us(replace(cents, total_made=Decimal("120.00")), base="6.25")
    assert edits.made_with_flat_bonus(recorded, Decimal("0.01"), FIXED) == Decimal("120.02")
