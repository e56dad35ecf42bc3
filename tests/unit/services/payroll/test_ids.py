"""Ids: above all that ever stood, given once."""

import pytest

from sheetanchor.domain.payroll.errors import UnknownProductError
from sheetanchor.domain.sync.base import BaseRow
from tests.unit.services.payroll.world import ANN, PayWorld


def new_id(world: PayWorld) -> int:
    return world.create(A="1").card.shift.id


def test_the_first_one_is_one() -> None:
    assert new_id(PayWorld()) == 1


def test_the_greatest_counts_and_not_the_last_row() -> None:
    world = PayWorld()
    world.put_shift(10, ANN, "10-01 10:00", "1")
    world.put_shift(3, ANN, "10-02 10:00", "1")
    assert new_id(world) == 11


def test_an_id_is_not_given_again_when_its_row_is_deleted() -> None:
    world = PayWorld()
    assert new_id(world) == 1
    world.delete("shifts", (1,))
    assert new_id(world) == 2


def test_what_both_sides_agreed_on_counts_although_the_row_is_gone_here() -> None:
    world = PayWorld()
    with world.replica.transaction() as tx:
        tx.put_base("shifts", BaseRow((20,), {}, "print"))
    assert new_id(world) == 21


def test_the_id_of_a_row_that_cannot_be_read_counts() -> None:
    world = PayWorld()
    world.hold("shifts", (30,))
    assert new_id(world) == 31


def test_bonuses_count_on_their_own() -> None:
    world = PayWorld()
    world.put_shift(10, ANN, "11-01 10:00", "1999")
    world.put_bonus(4, "flat", "10", applied=True, shift_id=10)
    world.create(A="1")
    assert world.ids("active_bonuses") == [4, 5]


def test_a_request_that_is_refused_uses_up_no_id() -> None:
    world = PayWorld()
    with pytest.raises(UnknownProductError):
        world.create(X="1")
    assert new_id(world) == 1
