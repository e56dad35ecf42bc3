"""Clocking in and out as one comes and goes."""

import pytest

from tests.unit.services.dialogue.world import ANN, ChatWorld


@pytest.fixture
def world() -> ChatWorld:
    return ChatWorld()


def test_a_shift_that_is_clocked_is_a_row_only_once_it_is_finished(world: ChatWorld) -> None:
    world.clock.set(world.pay.at("11-01 09:02"))
    world.say("/clock_in")
    assert "You clocked in at <b>Sat, Nov 1, 9:02 AM</b>" in world.walk("Clock in now")
    world.clock.set(world.pay.at("11-01 17:05"))
    world.say("/clock_out")
    assert "9:02 AM \N{EN DASH} Sat, Nov 1, 5:05 PM" in world.text()
    assert world.shifts() == []
    card = world.walk("Model A", "!500", "Finish")
    assert "Clock in: 2025/11/01 09:02:00" in card
    assert "Clock out: 2025/11/01 17:05:00" in card
    assert world.store.open_shift(ANN) is None


def test_what_was_clocked_out_keeps_its_time_until_it_is_finished(world: ChatWorld) -> None:
    world.clock.set(world.pay.at("11-01 09:00"))
    world.say("/clock_in")
    world.tap("Clock in now")
    world.clock.set(world.pay.at("11-01 16:00"))
    world.say("/clock_out")
    world.say("/start")
    world.clock.set(world.pay.at("11-01 17:00"))
    world.tap("Start a shift")
    assert "What you sold is still missing" in world.text()
    assert "4 PM (7 h)" in world.walk("Enter the sales")


def test_a_second_clock_in_does_not_move_the_first(world: ChatWorld) -> None:
    world.say("/clock_in")
    tap = world.button("Clock in now")
    world.handle(tap)
    before = world.store.open_shift(ANN)
    world.clock.advance(600)
    assert "earlier step" in world.handle(tap)
    assert world.store.open_shift(ANN) == before


def test_clocking_out_without_being_in_is_told(world: ChatWorld) -> None:
    world.say("/clock_out")
    assert "not clocked in" in world.text()
    assert "Start a shift" in world.screen().buttons


def test_a_shift_clocked_by_mistake_can_be_forgotten(world: ChatWorld) -> None:
    world.say("/clock_in")
    world.walk("Clock in now", "Forget this shift")
    assert "Nothing is recorded" in world.text()
    world.tap("Yes, forget it")
    assert world.store.open_shift(ANN) is None
    assert world.shifts() == []


def test_an_open_shift_is_saved_once_whatever_dialogue_ends_it(world: ChatWorld) -> None:
    world.clock.set(world.pay.at("11-01 09:00"))
    world.say("/clock_in")
    world.tap("Clock in now")
    world.clock.set(world.pay.at("11-01 16:00"))
    world.say("/clock_out")
    world.walk("Nothing sold")
    finish = world.button("Finish")
    world.handle(finish)
    assert "earlier step" in world.handle(finish)
    assert len(world.shifts()) == 1
