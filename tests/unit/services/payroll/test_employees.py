"""Newcomers, and settings that cannot be read."""

from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.ports.errors import RowHeldError, UnavailableError
from sheetanchor.ports.notifier import NewEmployee
from tests.unit.services.payroll.world import ANN, NEW, PayWorld

DEFAULTS = EmployeeSettings(NEW, Decimal(15), Decimal(8))


def test_a_newcomer_gets_a_row_with_the_defaults_and_everybody_is_told() -> None:
    world = PayWorld()
    saved = world.create(who=NEW, name="newt", A="500")
    assert saved.new_settings == DEFAULTS
    assert saved.card.shift.total_made == 160
    row = world.replica.snapshot("employee_settings")[NEW,]
    assert (row.values["hourly_wage"], row.values["sales_commission"], row.is_pending) == (15, 8, True)
    assert world.notifier.notices == [NewEmployee("newt", DEFAULTS)]


def test_the_second_shift_of_a_newcomer_tells_nothing_more() -> None:
    world = PayWorld()
    world.create(who=NEW, A="500")
    assert world.create(who=NEW, A="500").new_settings is None
    assert len(world.notifier.notices) == 1
    assert world.outside.asked == [NEW]


def test_somebody_with_a_row_needs_nobody_outside() -> None:
    world = PayWorld()
    world.outside.fault = UnavailableError("offline")
    assert world.create(A="500").card.shift.total_made == 160
    assert world.outside.asked == []


def test_a_wage_that_stands_in_the_sheet_already_is_taken_and_no_default() -> None:
    world = PayWorld()
    world.outside.known[NEW] = EmployeeSettings(NEW, Decimal(18), Decimal(10))
    saved = world.create(who=NEW, A="500")
    assert (saved.card.shift.total_made, saved.new_settings) == (Decimal(192), None)
    assert world.values("employee_settings", NEW)["hourly_wage"] == 18
    assert world.notifier.notices == []


def test_who_is_unknown_here_and_unreachable_there_is_paid_nothing_assumed() -> None:
    world = PayWorld()
    world.outside.fault = UnavailableError("the sheet cannot be reached")
    before = world.everything()
    with pytest.raises(UnavailableError):
        world.create("tap", who=NEW, A="500")
    assert world.everything() == before
    world.outside.fault = None
    assert world.create("tap", who=NEW, A="500").card.shift.id == 1


def test_a_repeat_is_answered_although_nobody_can_be_asked_any_more() -> None:
    world = PayWorld()
    first = world.create("tap", who=NEW, A="500")
    world.delete("employee_settings", (NEW,))
    world.outside.fault = UnavailableError("offline")
    assert world.create("tap", who=NEW, A="500") == first


@pytest.mark.parametrize("key", [(NEW,), None])
def test_a_row_that_cannot_be_read_is_not_absent(key: tuple[int] | None) -> None:
    world = PayWorld()
    world.hold("employee_settings", key, "fifteen")
    before = world.everything()
    with pytest.raises(RowHeldError, match="B7"):
        world.create(who=NEW, A="500")
    assert world.everything() == before


def test_a_held_row_keeps_its_last_good_wage() -> None:
    world = PayWorld()
    world.hold("employee_settings", (ANN,), "fifteen")
    assert world.create(A="500").card.shift.total_made == 160


@pytest.mark.parametrize("table", ["dynamic_rates", "shifts", "active_bonuses"])
def test_a_table_that_was_never_read_is_not_empty(table: str) -> None:
    world = PayWorld()
    world.never_read(table)
    before = world.everything()
    with pytest.raises(UnavailableError, match=f"{table!r} has not been read"):
        world.create(A="500")
    assert world.everything() == before


def test_the_reason_of_a_pause_from_the_start_is_told() -> None:
    world = PayWorld()
    world.never_read("shifts")
    with world.replica.transaction() as tx:
        tx.set_pause("shifts", "there is no tab 'Shifts'")
    with pytest.raises(UnavailableError, match="there is no tab 'Shifts'"):
        world.create(A="500")


def test_a_paused_table_goes_on_with_its_last_good_rows() -> None:
    world = PayWorld()
    with world.replica.transaction() as tx:
        tx.set_pause("dynamic_rates", "its header is gone")
    assert world.create(A="500").card.shift.percent == 10


def test_settings_can_be_made_without_a_shift() -> None:
    world = PayWorld()
    found = world.ensure_settings(NEW)
    assert (found.settings, found.is_new) == (DEFAULTS, True)
    assert world.notifier.notices == [NewEmployee(f"user_{NEW}", DEFAULTS)]
    assert not world.ensure_settings(NEW).is_new
    assert world.ensure_settings(ANN).settings.sales_commission == 8
