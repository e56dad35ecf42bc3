"""Correcting a shift: one of the three newest own ones, its clocks or what it sold."""

from decimal import Decimal

import pytest

from tests.unit.services.dialogue.world import ANN, BOB, ChatWorld


@pytest.fixture
def world() -> ChatWorld:
    world = ChatWorld()
    world.to_summary()
    world.tap("Finish")
    return world


def pick(world: ChatWorld, shift: int = 1) -> str:
    world.say("/edit")
    label = next(label for label in world.screen().buttons if label.startswith(f"{shift} "))
    return world.walk(label)


def test_only_the_three_newest_own_shifts_are_offered(world: ChatWorld) -> None:
    for shift_id in (2, 3, 4):
        world.pay.put_shift(shift_id, ANN, f"11-01 1{shift_id}:00", "10")
    world.pay.put_shift(9, BOB, "11-01 17:00", "10")
    world.say("/edit")
    offered = [label.split()[0] for label in world.screen().buttons]
    assert offered == ["1", "4", "3", "Menu"]


def test_without_shifts_there_is_still_a_way_on() -> None:
    world = ChatWorld()
    world.say("/edit")
    assert "no shifts yet" in world.text()
    assert list(world.screen().buttons) == ["Menu"]


def test_a_later_clock_in_changes_hours_and_money(world: ChatWorld) -> None:
    pick(world)
    card = world.walk("Clock in", "Sat, Nov 1", "10 AM")
    assert "Shift 1 is changed" in card
    assert "Pay for hours: $105.00" in card
    assert "You earned: $145.00" in card


def test_a_clock_in_may_be_moved_to_the_day_before(world: ChatWorld) -> None:
    pick(world)
    assert "Clock in: 2025/10/31 18:00:00" in world.walk("Clock in", "Fri, Oct 31", "PM", "6 PM")


def test_an_earlier_clock_out_changes_hours_and_money(world: ChatWorld) -> None:
    pick(world)
    assert "Hours: 7\n" in world.walk("Clock out", "PM", "4 PM")


@pytest.mark.parametrize(("hour", "said"), [("6 PM", "future"), ("11 PM", "future")])
def test_a_clock_out_that_cannot_be_is_told_and_asked_again(world: ChatWorld, hour: str, said: str) -> None:
    pick(world)
    assert said in world.walk("Clock out", "PM", hour)
    assert "4 PM" in world.screen().buttons
    assert world.shifts()[0]["worked_hours"] == Decimal(8)


def test_a_clock_in_after_the_clock_out_is_told_and_asked_again(world: ChatWorld) -> None:
    pick(world)
    assert "has to end after it starts" in world.walk("Clock in", "Sat, Nov 1", "PM", "6 PM")


def test_an_amount_is_replaced_and_the_percent_follows(world: ChatWorld) -> None:
    pick(world)
    assert "$500.00" in world.walk("Sales", "Model A")
    card = world.walk("!1500")
    assert "12 % (8 base + 4 for today's sales)" in card
    assert "You earned: $264.00" in card


def test_a_product_that_was_forgotten_is_added(world: ChatWorld) -> None:
    pick(world)
    assert "Total sales: <b>$510.00</b>" in world.walk("Sales", "Model B", "!10")


def test_with_one_product_its_amount_is_asked_at_once() -> None:
    world = ChatWorld(products=("Model A",))
    world.to_summary()
    world.tap("Finish")
    pick(world)
    assert "Type the new amount" in world.walk("Sales")


def test_back_leads_through_every_step_of_an_edit(world: ChatWorld) -> None:
    pick(world)
    world.walk("Sales", "Model A")
    assert "Which amount" in world.walk("Back")
    assert "What is wrong" in world.walk("Back")
    assert "Which shift" in world.walk("Back")
    pick(world)
    world.walk("Clock in", "Sat, Nov 1")
    assert "On which day" in world.walk("Back")


def test_a_shift_deleted_meanwhile_is_told_and_nothing_is_changed(world: ChatWorld) -> None:
    pick(world)
    world.walk("Clock out", "PM")
    with world.replica.transaction() as tx:
        row = tx.row("shifts", (1,))
        assert row is not None
        tx.delete("shifts", (1,), at=world.clock.now(), source=row.source)
    assert "somebody deleted it" in world.walk("4 PM")


def test_a_shift_given_to_somebody_else_meanwhile_is_not_edited(world: ChatWorld) -> None:
    pick(world)
    world.walk("Clock out", "PM")
    values = {**world.pay.values("shifts", 1), "employee_id": BOB}
    world.pay.put("shifts", **values)
    assert "not your shift" in world.walk("4 PM")
    assert world.shifts()[0]["worked_hours"] == Decimal(8)


def test_statistics_show_rank_sales_and_pay_day(world: ChatWorld) -> None:
    world.say("/statistics")
    assert "Total sales this month: <b>$500.00</b>" in world.text()
    assert "November 15, 2025" in world.text()
    assert set(world.screen().buttons) == {"Refresh", "Menu"}


def test_an_amount_that_was_booked_on_the_wrong_model_is_taken_back(world: ChatWorld) -> None:
    world.say("/edit")
    world.walk(next(iter(world.screen().buttons)), "Sales", "Model A")
    assert "Total sales: <b>$0.00</b>" in world.walk("!0")


def test_a_shift_of_very_many_models_is_shown_with_all_its_money() -> None:
    products = tuple(f"Model number {place:02} of a long name" for place in range(80))
    world = ChatWorld(products=products)
    world.say("/start")
    world.walk("Start a shift", "Enter hours by hand", "Today", "9 AM", "PM", "5 PM")
    for product in products:
        world.walk(product, "!10")
        if "Add another" in world.screen().buttons and product != products[-1]:
            world.tap("Add another")
    assert "and 51 more: $510.00" in world.text()
    assert "Is that all?" in world.text()
    card = world.walk("Finish")
    assert "Total sales: <b>$800.00</b>" in card
    assert "You earned" in card
