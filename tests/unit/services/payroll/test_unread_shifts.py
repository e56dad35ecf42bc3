"""Shifts in the sheet that nobody can read, while others are paid."""

from decimal import Decimal

import pytest

from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.ports.notifier import PaidWithoutUnread
from tests.unit.services.payroll.world import ANN, BOB, PayWorld

CELL = HeldCell("shifts", "Shifts", "H7", 7, "Model A", "5oo", "no number", (9,))
SAID = "Shifts!H7 (Model A) holds '5oo': no number"


@pytest.fixture
def world() -> PayWorld:
    """Bob sold 500 of Model A before, and Ann has bonuses that wait."""
    world = PayWorld()
    world.put_shift(1, BOB, "11-01 10:00", "500")
    world.put_bonus(1, "percent_prev", "1")
    world.put_bonus(2, "flat", "10")
    world.put_bonus(3, "percent_all", "2")
    return world


def hold(world: PayWorld, *cells: HeldCell) -> None:
    with world.replica.transaction() as tx:
        tx.set_held("shifts", cells)


def applied(world: PayWorld) -> list[object]:
    return [row.values["applied"] for row in world.replica.snapshot("active_bonuses").values()]


def test_a_bonus_that_depends_on_others_is_not_used_up_and_acts_once_all_is_read(world: PayWorld) -> None:
    hold(world, CELL)
    saved = world.create(A="300")
    assert saved.card.shift.total_made == Decimal("149.20")
    assert applied(world) == [False, True, False]
    hold(world)
    assert world.create(A="300").card.shift.total_made == 120 + 24 + 4 + 8
    assert applied(world) == [True, True, True]


def test_the_admins_are_told_with_the_shift_what_to_mend_and_what_waits(world: PayWorld) -> None:
    hold(world, CELL)
    world.create(A="300")
    assert world.notifier.notices == [PaidWithoutUnread(10, ANN, "ann", (SAID,), 2)]


def test_without_such_a_bonus_they_are_told_all_the_same() -> None:
    world = PayWorld()
    hold(world, CELL)
    world.create(A="300")
    assert world.notifier.notices == [PaidWithoutUnread(10, ANN, "ann", (SAID,), 0)]


def test_a_row_that_was_readable_counts_with_its_last_good_values_and_stops_no_bonus(world: PayWorld) -> None:
    world.put_shift(9, BOB, "11-01 11:00", "100")
    hold(world, CELL)
    world.create(A="300")
    assert applied(world) == [True, True, True]
    assert world.notifier.notices == []
