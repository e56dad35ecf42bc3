"""Clocking in and out as one comes and goes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

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
    assert "9:02 AM \N{EN DASH} Sat, Nov 1, 5:05 PM (8.05 h)" in world.text()
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
    world.tap("This shift")
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


def clocked(world: ChatWorld, begun: str, ended: str) -> str:
    """Clocked in and out at these times; what is shown then."""
    world.clock.set(world.pay.at(begun))
    world.say("/clock_in")
    world.tap("Clock in now")
    world.clock.set(world.pay.at(ended))
    world.say("/clock_out")
    return world.text()


def test_a_forgotten_clock_out_is_asked_for(world: ChatWorld) -> None:
    assert "When did you really leave?" in clocked(world, "11-01 09:02", "11-02 15:00")
    assert "(8.97 h)" in world.walk("6 PM")
    card = world.walk("Nothing sold", "Finish")
    assert "Clock out: 2025/11/01 18:00:00" in card
    assert world.store.open_shift(ANN) is None


def test_who_left_earlier_says_when(world: ChatWorld) -> None:
    world.clock.set(world.pay.at("11-01 09:02"))
    world.say("/clock_in")
    world.tap("Clock in now")
    world.clock.set(world.pay.at("11-01 20:30"))
    world.say("/clock_in")
    assert "Clocked in: Sat, Nov 1, 9:02 AM" in world.walk("I left earlier")
    card = world.walk("5 PM", "Model A", "!500", "Finish")
    assert "Clock in: 2025/11/01 09:02:00" in card
    assert "Clock out: 2025/11/01 17:00:00" in card


def test_a_time_still_to_come_is_not_taken_for_when_somebody_left(world: ChatWorld) -> None:
    world.clock.set(world.pay.at("11-01 09:02"))
    world.say("/clock_in")
    world.tap("Clock in now")
    world.clock.set(world.pay.at("11-01 15:00"))
    world.say("/clock_in")
    assert "future" in world.walk("I left earlier", "8 PM")


def test_sales_may_be_said_the_day_after_the_night_was_worked(world: ChatWorld) -> None:
    clocked(world, "11-01 22:00", "11-02 06:00")
    world.clock.set(world.pay.at("11-03 08:00"))
    world.say("/start")
    card = world.walk("Enter the sales", "Model A", "!500", "Finish")
    assert "Clock in: 2025/11/01 22:00:00" in card
    assert "Hours: 8" in card


def test_a_tap_too_many_is_no_shift(world: ChatWorld) -> None:
    assert "end after it starts" in clocked(world, "11-01 09:00", "11-01 09:00")
    assert world.shifts() == []


def test_hours_that_come_twice_in_the_night_are_counted_as_they_passed() -> None:
    zone = ZoneInfo("America/New_York")
    world, begun = ChatWorld(zone=zone), datetime(2025, 11, 2, 1, 10, fold=1, tzinfo=zone)
    world.clock.set(begun)
    world.say("/clock_in")
    world.tap("Clock in now")
    world.clock.set((begun.astimezone(UTC) + timedelta(hours=4)).astimezone(zone))
    world.say("/clock_out")
    assert "1:10 AM \N{EN DASH} Sun, Nov 2, 5:10 AM (4 h)" in world.text()
    assert "Pay for hours: $60.00" in world.walk("Nothing sold", "Finish")


def test_the_menu_says_who_is_at_work_and_what_is_missing(world: ChatWorld) -> None:
    world.clock.set(world.pay.at("11-01 09:02"))
    world.say("/start")
    assert "Start a shift" in world.screen().buttons
    world.walk("Start a shift", "Clock in now", "Menu")
    assert "at work since <b>Sat, Nov 1, 9:02 AM</b>" in world.text()
    world.clock.set(world.pay.at("11-01 17:05"))
    world.walk("Clock out now", "Menu")
    assert "until <b>Sat, Nov 1, 5:05 PM</b> is still missing" in world.text()
    assert "What did you sell?" in world.walk("Enter the sales")


def test_who_cancels_at_work_is_told_that_they_are(world: ChatWorld) -> None:
    world.say("/clock_in")
    world.tap("Clock in now")
    world.say("/cancel")
    assert "Cancelled" in world.text()
    assert "You are at work since" in world.text()
