"""A shift that cannot be computed is told once and listed until it is mended."""

from decimal import Decimal

import pytest

from sheetanchor.domain.tables.values import Value
from sheetanchor.ports.findings import Finding
from sheetanchor.ports.notifier import ShiftLeft
from sheetanchor.services.payroll.left_shifts import LeftShifts
from tests.unit.services.payroll.world import ANN, BOB, PayWorld

NO_CLOCK = "shift 1 has no Clock in or no Clock out; fill it in first"


@pytest.fixture
def world() -> PayWorld:
    """Ann's shift 1 lacks its end."""
    world = PayWorld()
    world.put_shift(1, ANN, "11-01 17:05", "500", clock_in=world.at("11-01 09:00"), employee_name="ann")
    return world


def listed(world: PayWorld) -> tuple[Finding, ...]:
    return LeftShifts(world.replica).read()


def test_the_admins_hear_of_it_once_however_often_it_is_tried(world: PayWorld) -> None:
    for _ in range(3):
        world.recompute()
        world.clock.advance(60)
    assert world.notifier.notices == [ShiftLeft(1, ANN, "ann", NO_CLOCK)]


def test_another_reason_is_told_again(world: PayWorld) -> None:
    world.recompute()
    world.type(1, clock_out=world.at("11-01 08:00"))
    world.recompute()
    world.recompute()
    assert [type(notice) for notice in world.notifier.notices] == [ShiftLeft, ShiftLeft]
    assert "is not after Clock in" in listed(world)[0].message


def test_it_is_listed_with_its_id_and_what_to_mend(world: PayWorld) -> None:
    world.recompute()
    (finding,) = listed(world)
    assert (finding.table, finding.key) == ("shifts", (1,))
    assert finding.message == f"shift 1 is not computed: {NO_CLOCK}. Its figures stay as they are."
    assert finding.settle == ("mend the row of ID 1 as the message says",)


def test_it_leaves_the_list_once_it_is_mended_and_may_come_again(world: PayWorld) -> None:
    world.recompute()
    world.type(1, clock_out=world.at("11-01 17:00"))
    assert world.recompute().shifts == (1,)
    assert listed(world) == ()
    world.type(1, clock_out=None)
    world.recompute()
    assert len(listed(world)) == 1
    assert len(world.notifier.notices) == 2


def test_it_leaves_the_list_where_the_inputs_are_as_they_were_computed(world: PayWorld) -> None:
    world.put_old_shift(2, BOB)
    world.recompute()
    world.type(2, clock_out=None)
    world.recompute()
    assert [finding.key for finding in listed(world)] == [(1,), (2,)]
    world.type(2, clock_out=world.at("11-01 17:00"))
    world.recompute()
    assert [finding.key for finding in listed(world)] == [(1,)]


def test_it_leaves_the_list_with_its_row(world: PayWorld) -> None:
    world.recompute()
    world.delete("shifts", (1,))
    world.recompute()
    assert listed(world) == ()


def test_a_wage_that_cannot_be_read_is_named_and_mended_in_its_own_tab(world: PayWorld) -> None:
    world.type(1, clock_out=world.at("11-01 17:00"))
    world.delete("employee_settings", (ANN,))
    world.hold("employee_settings", (ANN,), "fifteen")
    world.recompute()
    assert "'fifteen'" in listed(world)[0].message
    good: dict[str, Value] = {"employee_id": ANN, "hourly_wage": Decimal(15), "sales_commission": Decimal(8)}
    world.read("employee_settings", {(ANN,): good}, [])
    assert world.recompute().shifts == (1,)
    assert listed(world) == ()


def test_a_year_that_was_mistyped_is_told_and_nothing_of_it_is_paid() -> None:
    world = PayWorld()
    world.create(A="500")
    before = world.figures(world.last_shifts.card(1).shift)
    world.type(1, clock_out=world.at("11-01 17:00").replace(year=2026))
    assert world.recompute().shifts == ()
    assert "a shift of 8768.00 hours is longer than 24 hours" in listed(world)[0].message
    assert world.figures(world.last_shifts.card(1).shift) == before
