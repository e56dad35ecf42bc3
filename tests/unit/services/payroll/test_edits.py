"""Correcting a recorded shift."""

from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.payroll.errors import (
    ClockMissingError,
    ClockOrderError,
    ClockOutInFutureError,
    PercentMissingError,
    ShiftTooLongError,
    UnknownProductError,
    UnrecordedBonusMoneyError,
)
from sheetanchor.ports.errors import RowHeldError, UnavailableError
from sheetanchor.services.payroll.edit_clocks import NewClocks
from sheetanchor.services.payroll.errors import ClockInDayError, NotYourShiftError, ShiftNotFoundError
from tests.unit.services.payroll.world import ANN, BOB, NEW, NEW_YORK, PayWorld, edit, wall

SEVEN = Decimal(700)
#: Another program's shift that sold 300 of what no column of ours holds.
OLD_800: dict[str, Any] = {
    "total_sales": Decimal(800),
    "net_sales": Decimal(640),
    "commissions": Decimal(64),
    "total_made": Decimal(184),
}


def clocks(clock_in: str | None = None, clock_out: str | None = None) -> NewClocks:
    start = None if clock_in is None else wall(clock_in)
    return NewClocks(start, None if clock_out is None else wall(clock_out))


class TestClocks:
    def test_hours_their_pay_and_total_made_follow_and_the_percentage_stays(self) -> None:
        world = PayWorld()
        world.create(A="500")
        saved = world.edit_clocks(edit(), clocks("11-01 10:00"))
        assert world.figures(saved.card.shift) == [
            *("7.00", "500.00", "400.00", "10.00", "105.00", "40.00", "145.00")
        ]
        assert saved.rank is None

    def test_an_edit_that_is_edited_back_leaves_no_trace(self) -> None:
        world = PayWorld()
        world.create(A="123.45")
        before = world.values("shifts", 1)
        world.edit_clocks(edit(), clocks("11-01 08:00", "11-01 08:20"))
        world.edit_clocks(edit(), clocks("11-01 09:00", "11-01 17:00"))
        assert world.values("shifts", 1) == before

    def test_the_wage_is_the_one_that_was_stored_with_the_shift(self) -> None:
        world = PayWorld()
        world.create(A="500")
        world.put("employee_settings", employee_id=ANN, hourly_wage=Decimal(99), sales_commission=Decimal(50))
        assert world.edit_clocks(edit(), clocks("11-01 10:00")).card.shift.total_made == 145

    def test_a_shift_from_before_us_is_paid_by_todays_wage_and_keeps_it_from_then_on(self) -> None:
        world = PayWorld()
        world.put_old_shift()
        assert world.edit_clocks(edit(), clocks("11-01 10:00")).card.shift.total_made == 145
        world.put("employee_settings", employee_id=ANN, hourly_wage=Decimal(99), sales_commission=Decimal(50))
        assert world.edit_clocks(edit(), clocks("11-01 09:00")).card.shift.total_made == 160

    def test_a_start_is_on_the_day_of_date_or_the_day_before(self) -> None:
        world = PayWorld()
        world.create(clock_in="11-01 06:00", clock_out="11-01 12:00", A="500")
        world.clock.advance(86_400)
        saved = world.edit_clocks(edit(), clocks("10-31 13:00"))
        assert saved.card.shift.worked_hours == 23
        with pytest.raises(ClockInDayError, match="only on 2025-10-31 or 2025-11-01"):
            world.edit_clocks(edit(), clocks("11-02 09:00", "11-02 12:00"))

    def test_the_end_may_be_on_the_day_after_the_start(self) -> None:
        world = PayWorld()
        world.create(A="500")
        world.clock.set(world.at("11-02 12:00"))
        assert world.edit_clocks(edit(), clocks(None, "11-02 02:00")).card.shift.worked_hours == 17

    @pytest.mark.parametrize(
        ("new", "fault"),
        [
            (clocks("11-01 17:00"), ClockOrderError),
            (clocks(None, "11-01 08:00"), ClockOrderError),
            (clocks("10-31 09:00"), ShiftTooLongError),
            (clocks(None, "11-01 18:00"), ClockOutInFutureError),
        ],
    )
    def test_times_that_cannot_be_are_refused_and_nothing_is_changed(
        self, new: NewClocks, fault: type[Exception]
    ) -> None:
        world = PayWorld()
        world.create(A="500")
        before = world.everything()
        with pytest.raises(fault):
            world.edit_clocks(edit(request="again"), new)
        assert world.everything() == before

    def test_a_shift_from_before_there_were_percentages_says_which_cell_is_needed(self) -> None:
        world = PayWorld()
        world.put_old_shift(percent=None, commissions=None, worked_hours=None, per_hour=None)
        with pytest.raises(PercentMissingError, match=r"shift 1 has no %.* fill in its % in the Shifts tab"):
            world.edit_clocks(edit(), clocks("11-01 10:00"))
        world.type(1, percent=Decimal(10))
        assert world.edit_clocks(edit(), clocks("11-01 10:00")).card.shift.total_made == 145

    def test_a_blank_clock_has_to_be_given_with_the_other(self) -> None:
        world = PayWorld()
        world.put_old_shift(clock_out=None)
        with pytest.raises(ClockMissingError):
            world.edit_clocks(edit(), clocks("11-01 10:00"))
        saved = world.edit_clocks(edit(), clocks("11-01 10:00", "11-01 17:00"))
        assert saved.card.shift.worked_hours == 7

    def test_an_end_that_happens_twice_means_the_second_where_the_first_is_not_after_the_start(self) -> None:
        world = PayWorld(zone=NEW_YORK)
        world.clock.set(world.at("11-02 08:05"))
        world.create(clock_in="11-02 01:00", clock_out="11-02 03:00", A="500")
        assert world.edit_clocks(edit(), clocks(None, "11-02 01:00")).card.shift.worked_hours == 1


class TestSales:
    def test_a_new_amount_of_one_product_makes_the_total_the_sum(self) -> None:
        world = PayWorld()
        world.create(A="300", B="200")
        saved = world.edit_product(edit(), "Model C", SEVEN)
        assert world.figures(saved.card.shift) == [
            *("8.00", "1200.00", "960.00", "12.00", "120.00", "115.20", "235.20")
        ]
        row = world.values("shifts", 1)
        assert [row[f"product_model_{letter}"] for letter in "abc"] == [300, 200, 700]

    def test_sales_that_no_column_holds_stay_in_the_total(self) -> None:
        world = PayWorld()
        world.put_old_shift(**OLD_800)
        saved = world.edit_product(edit(), "Model A", Decimal(600))
        assert (saved.card.shift.total_sales, saved.card.shift.total_made) == (Decimal(900), Decimal(192))

    @pytest.mark.parametrize("is_product", [True, False])
    def test_a_shift_without_clocks_hours_and_pay_for_them_is_paid_for_its_sales_alone(
        self, is_product: bool
    ) -> None:
        world = PayWorld()
        world.put_old_shift(
            clock_in=None, clock_out=None, worked_hours=None, per_hour=None, total_made=Decimal(40)
        )
        if is_product:
            world.edit_product(edit(), "Model A", Decimal(1500))
        else:
            world.edit_total(edit(), Decimal(1500))
        row = world.values("shifts", 1)
        assert (row["worked_hours"], row["per_hour"]) == (None, None)
        assert (row["percent"], row["total_made"]) == (12, 144)

    def test_a_shift_without_clocks_and_hours_keeps_the_pay_for_them(self) -> None:
        world = PayWorld()
        world.put_old_shift(clock_in=None, clock_out=None, worked_hours=None)
        saved = world.edit_product(edit(), "Model A", Decimal(1500))
        assert (saved.card.shift.worked_hours, saved.card.shift.total_made) == (None, Decimal(264))

    def test_the_amount_that_a_product_has_already_changes_nothing(self) -> None:
        world = PayWorld()
        world.put_old_shift(**OLD_800)
        world.put_shift(2, ANN, "11-01 18:00", "5000")
        before = world.everything()
        saved = world.edit_product(edit(), "Model A", Decimal("500.00"))
        assert (saved.card.shift.total_made, saved.rank) == (Decimal(184), None)
        assert world.everything() == before

    def test_the_old_interface_leaves_the_products_as_they_are(self) -> None:
        world = PayWorld()
        world.create(A="300", B="200")
        world.edit_total(edit(), Decimal(1500))
        row = world.values("shifts", 1)
        assert [row["product_model_a"], row["product_model_b"], row["total_sales"]] == [300, 200, 1500]

    def test_an_unknown_product_is_refused(self) -> None:
        world = PayWorld()
        world.create(A="300")
        with pytest.raises(UnknownProductError, match="Model A, Model B, Model C"):
            world.edit_product(edit(), "Model X", SEVEN)

    def test_base_and_wage_are_those_stored_with_the_shift_and_the_rate_is_looked_up_anew(self) -> None:
        world = PayWorld()
        world.create(A="500")
        world.put("employee_settings", employee_id=ANN, hourly_wage=Decimal(99), sales_commission=Decimal(50))
        saved = world.edit_product(edit(), "Model A", Decimal(1500))
        assert (saved.card.shift.percent, saved.card.shift.total_made) == (Decimal(12), Decimal(264))
        assert world.values("shift_terms", 1)["dynamic_percent"] == 4

    def test_other_shifts_of_the_day_count_and_the_old_value_of_this_one_does_not(self) -> None:
        world = PayWorld()
        world.create(A="500")
        world.create(A="600")
        assert world.edit_product(edit(), "Model A", Decimal(399)).card.shift.percent == 10

    def test_bonuses_of_the_shift_keep_acting_and_unused_ones_do_not_begin_to(self) -> None:
        world = PayWorld()
        world.put_shift(1, BOB, "11-01 10:00", "500")
        world.put_record("Hustler")
        world.put_record("Rookie", who=BOB)
        world.put_bonus(1, "double_commission")
        world.put_bonus(2, "percent_prev", "1")
        world.create(A="2000")
        world.put_bonus(3, "flat", "1000")
        saved = world.edit_product(edit(2), "Model A", Decimal(2500))
        assert (saved.card.shift.percent, saved.card.shift.total_made) == (Decimal(28), Decimal(684))
        assert world.values("active_bonuses", 3)["applied"] is False

    def test_an_edit_back_gives_the_same_figures(self) -> None:
        world = PayWorld()
        world.put_shift(1, BOB, "11-01 10:00", "333.33")
        world.put_bonus(1, "percent_prev", "1.7")
        world.create(A="123.45")
        before = world.values("shifts", 2)
        world.edit_product(edit(2), "Model A", Decimal("1999.99"))
        world.edit_product(edit(2), "Model A", Decimal("123.45"))
        assert world.values("shifts", 2) == before

    def test_a_shift_from_before_us_keeps_money_that_nobody_recorded(self) -> None:
        world = PayWorld()
        world.put_old_shift(total_made=Decimal("164.00"))
        world.put_bonus(1, "percent_prev", "1", applied=True, shift_id=1)
        assert world.edit_product(edit(), "Model A", Decimal(1500)).card.shift.total_made == 268

    def test_a_shift_whose_figures_leave_no_room_for_such_money_is_left_as_it_is(self) -> None:
        world = PayWorld()
        world.put_old_shift(total_made=Decimal("100.00"))
        world.put_bonus(1, "percent_prev", "1", applied=True, shift_id=1)
        before = world.everything()
        with pytest.raises(UnrecordedBonusMoneyError):
            world.edit_product(edit(), "Model A", Decimal(1500))
        assert world.everything() == before

    def test_a_product_that_is_sold_no_more_keeps_its_amount(self) -> None:
        world = PayWorld()
        world.create(A="300", B="200")
        later = world.reopened(products=("Model A", "model  c"))
        assert dict(later.last_shifts.card(1).shift.sales) == {"Model A": 300, "Model B": 200}
        saved = later.edit_product(edit(), "Model A", Decimal(400))
        assert saved.card.shift.total_sales == 600
        again = later.edit_product(edit(), "Model A", Decimal(300))
        assert again.card.shift.total_sales == 500


class TestWhoseAndWhich:
    def test_a_shift_that_does_not_exist_is_named(self) -> None:
        with pytest.raises(ShiftNotFoundError, match="no shift 7"):
            PayWorld().edit_product(edit(7), "Model A", SEVEN)

    def test_a_shift_that_may_stand_in_an_unreadable_row_is_not_absent(self) -> None:
        world = PayWorld()
        world.hold("shifts", (7,))
        with pytest.raises(RowHeldError):
            world.edit_product(edit(7), "Model A", SEVEN)

    def test_a_shift_of_somebody_else_is_refused(self) -> None:
        world = PayWorld()
        world.create(A="500")
        with pytest.raises(NotYourShiftError):
            world.edit_clocks(edit(who=BOB), clocks("11-01 10:00"))
        assert world.edit_clocks(edit(who=None), clocks("11-01 10:00")).card.shift.worked_hours == 7

    def test_a_repeat_gets_the_first_answer_and_changes_nothing(self) -> None:
        world = PayWorld()
        world.create(A="500")
        first = world.edit_product(edit(request="tap"), "Model A", SEVEN)
        world.edit_product(edit(), "Model A", Decimal(900))
        before = world.everything()
        assert world.edit_product(edit(request="tap"), "Model A", SEVEN) == first
        assert world.everything() == before

    def test_a_shift_from_before_us_of_somebody_without_settings_gets_the_defaults_visibly(self) -> None:
        world = PayWorld()
        world.put_old_shift(who=NEW)
        saved = world.edit_clocks(edit(who=NEW), clocks("11-01 10:00"))
        assert saved.new_settings is not None
        assert world.values("employee_settings", NEW)["hourly_wage"] == 15
        assert len(world.notifier.notices) == 1

    def test_a_shift_from_before_us_of_somebody_whose_settings_nobody_can_tell_is_refused(self) -> None:
        world = PayWorld()
        world.put_old_shift(who=NEW)
        world.outside.fault = UnavailableError("the sheet cannot be reached")
        before = world.everything()
        with pytest.raises(UnavailableError):
            world.edit_clocks(edit(who=NEW), clocks("11-01 10:00"))
        assert world.everything() == before
