"""Rows that a plugin author writes, in tables whose numbers the program gives."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.tables.schema import ValueRefusedError
from sheetanchor.services import numbers
from tests.unit.services.sync.world import SETTINGS, World

NAME = "employee_settings"
VALUES = {"hourly_wage": Decimal(20), "sales_commission": Decimal(5)}


def test_a_new_row_gets_a_number_above_all() -> None:
    world = World(replace(SETTINGS, numbered=True))
    world.sync(2)
    assert world.local.add(NAME, VALUES).key == (1003,)
    assert world.local.add(NAME, VALUES).key == (1004,)


def test_a_number_that_was_given_once_is_not_given_again() -> None:
    world = World(replace(SETTINGS, numbered=True))
    with world.replica.transaction() as tx:
        numbers.note(tx, NAME, 50)
        numbers.note(tx, NAME, 40)
    assert world.local.add(NAME, VALUES).key == (51,)


def test_a_table_with_keys_of_its_own_gives_none() -> None:
    world = World()
    with pytest.raises(ValueRefusedError, match="numbered"):
        world.local.add(NAME, VALUES)
    assert world.rows() == {}
