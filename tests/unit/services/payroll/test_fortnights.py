"""Half months of everybody, and the shifts that are in none."""

from decimal import Decimal

import pytest

from sheetanchor.ports.errors import UnavailableError
from tests.unit.services.payroll.world import ANN, BOB, NEW, PayWorld


def test_there_is_one_for_each_employee_and_half_in_their_order() -> None:
    world = PayWorld()
    for shift_id, (who, day) in enumerate(
        ((BOB, "11-15"), (ANN, "11-16"), (ANN, "11-01"), (ANN, "11-02")), 1
    ):
        world.put_old_shift(shift_id, who, date=f"{day} 10:00")
    report = world.fortnights()
    places = [(one.employee_id, one.fortnight.number, one.total_shifts) for one in report.totals]
    assert places == [(ANN, 1, 2), (ANN, 2, 1), (BOB, 1, 1)]
    assert report.left == ()


def test_parts_are_those_that_a_shift_was_paid_by_whatever_the_settings_say_now() -> None:
    world = PayWorld()
    world.put_bonus(1, "percent_next", "3")
    world.create(A="500")
    world.put("employee_settings", employee_id=ANN, hourly_wage=Decimal(99), sales_commission=Decimal(50))
    (totals,) = world.fortnights().totals
    parts = (totals.base_commission, totals.dynamic_commission, totals.bonus_commission)
    assert parts == (Decimal(32), Decimal(8), Decimal(12))
    assert (totals.hourly_earnings, totals.total_earnings) == (Decimal(120), Decimal(172))


def test_a_shift_whose_parts_cannot_be_told_is_left_out_and_named() -> None:
    world = PayWorld()
    world.put_old_shift(1)
    world.put_old_shift(2, percent=None)
    world.put_old_shift(4, who=NEW)
    world.put_old_shift(5, clock_out=world.at("11-01 08:00"))
    world.put_old_shift(6, total_made=Decimal(100))
    world.put_bonus(1, "percent_prev", "1", applied=True, shift_id=6)
    report = world.fortnights()
    assert [one.total_shifts for one in report.totals] == [1]
    assert [one.shift_id for one in report.left] == [2, 4, 5, 6]
    reasons = [one.reason for one in report.left]
    for reason, said in zip(reasons, ("shift 2", "EmployeeSettings", "not after", "bonus 1"), strict=True):
        assert said in reason


def test_a_shift_without_clocks_and_hours_has_no_pay_for_hours() -> None:
    world = PayWorld()
    world.put_old_shift(1, clock_in=None, worked_hours=None, per_hour=None)
    (totals,) = world.fortnights().totals
    assert (totals.total_hours, totals.hourly_earnings) == (Decimal(0), Decimal(0))
    assert totals.total_earnings == 160


def test_settings_that_cannot_be_read_leave_the_shifts_out_that_need_them() -> None:
    world = PayWorld()
    world.put_old_shift(1, who=NEW)
    world.hold("employee_settings", (NEW,))
    report = world.fortnights()
    assert (report.totals, [one.shift_id for one in report.left]) == ((), [1])


def test_what_was_never_read_is_not_empty() -> None:
    world = PayWorld()
    world.never_read("active_bonuses")
    with pytest.raises(UnavailableError):
        world.fortnights()
