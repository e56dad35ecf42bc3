"""Recording a shift, from the menu to its card."""

from decimal import Decimal

import pytest

from tests.unit.services.dialogue.world import ANN, BOB, ChatWorld


@pytest.fixture
def world() -> ChatWorld:
    return ChatWorld()


def test_a_shift_is_said_step_by_step_and_saved_with_its_card(world: ChatWorld) -> None:
    world.to_summary()
    card = world.walk("Finish")
    assert "Shift 1 is saved" in card
    assert "You earned: $160.00" in card
    assert "10 % (8 base + 2 for today's sales)" in card
    (shift,) = world.shifts()
    assert (shift["employee_id"], shift["employee_name"], shift["total_made"]) == (ANN, "ann", Decimal(160))


def test_several_products_are_added_one_after_the_other(world: ChatWorld) -> None:
    world.to_summary()
    world.tap("Add another")
    assert "Model A" not in world.screen().buttons
    assert "Model B: $120.50" in world.walk("Model B", "!120,50")
    world.walk("Add another", "Model C", "!1")
    assert "Add another" not in world.screen().buttons
    assert "Total sales: <b>$621.50</b>" in world.walk("Finish")


def test_the_card_compares_the_shift_with_the_ones_before(world: ChatWorld) -> None:
    world.to_summary("Model A", "!300")
    assert "Bonus counter" not in world.walk("Finish")
    world.clock.advance(1)
    world.to_summary("Model A", "!200")
    card = world.walk("Finish")
    assert "Your last shift sold $300.00\nBonus counter: no, $100.00 short of that" in card
    world.clock.advance(1)
    world.to_summary("Model A", "!233.33")
    card = world.walk("Finish")
    assert "Average of your last 2 shifts: $233.33 (newer ones count more)" in card
    assert "Bonus counter: yes, this shift reached that" in card


def test_a_shift_over_night_ends_on_the_day_after_its_start(world: ChatWorld) -> None:
    world.say("/clock_in")
    assert "(8 h)" in world.walk("Enter hours by hand", "Yesterday", "PM", "10 PM", "6 AM")


def test_a_shift_that_ended_yesterday_can_be_entered(world: ChatWorld) -> None:
    world.say("/clock_in")
    shown = world.walk("Enter hours by hand", "Yesterday", "9 AM", "PM", "5 PM")
    assert "Fri, Oct 31, 9 AM \N{EN DASH} Fri, Oct 31, 5 PM" in shown


def test_hours_worked_without_sales_are_paid(world: ChatWorld) -> None:
    assert "You earned: $120.00" in world.to_summary("Nothing sold", "Finish")


@pytest.mark.parametrize(
    ("hour", "said"),
    [("9 AM", "has to end after it starts"), ("8 AM", "lies in the future"), ("11 AM", "")],
)
def test_an_end_that_cannot_be_is_told_and_asked_again(world: ChatWorld, hour: str, said: str) -> None:
    world.say("/clock_in")
    world.walk("Enter hours by hand", "Today", "9 AM", hour)
    assert said in world.text()
    assert ("12 AM" in world.screen().buttons) == bool(said)


def test_a_start_that_has_not_come_yet_is_told(world: ChatWorld) -> None:
    world.say("/clock_in")
    assert "has not come yet" in world.walk("Enter hours by hand", "Today", "PM", "6 PM")
    assert "5 PM" in world.screen().buttons


@pytest.mark.parametrize("typed", ["abc", "0", "-5", "1e5", "1_000", "12.345", "inf", "", "\N{FIRE}"])
def test_what_is_no_amount_is_asked_again(world: ChatWorld, typed: str) -> None:
    shown = world.to_summary("Model A", f"!{typed}")
    assert "not an amount" in shown
    assert "Add" not in shown


def test_an_ambiguous_amount_is_asked_again(world: ChatWorld) -> None:
    assert "thousands or cents" in world.to_summary("Model A", "!1,234")


def test_back_undoes_step_by_step_to_the_menu(world: ChatWorld) -> None:
    world.to_summary()
    shown = [world.walk(label) for label in ["Back"] * 6 + ["Menu"]]
    parts = [
        "How much",
        "did you sell?",
        "clock out?",
        "clock in?",
        "which day",
        "Hourly wage",
        "What would you",
    ]
    assert [part for part, text in zip(parts, shown, strict=True) if part not in text] == []


def test_an_amount_is_corrected_by_going_back(world: ChatWorld) -> None:
    world.to_summary()
    assert "Model A: $700.00" in world.walk("Back", "!700")
    assert "Total sales: <b>$700.00</b>" in world.walk("Finish")


def test_free_text_where_a_button_is_due_shows_the_step_again(world: ChatWorld) -> None:
    world.say("/start")
    shown = world.walk("Start a shift", "Enter hours by hand", "!hello")
    assert "use a button below" in shown
    assert "Today" in world.screen().buttons


def test_free_text_in_the_menu_is_answered_with_the_menu(world: ChatWorld) -> None:
    world.say("hello?")
    assert "use a button below" in world.text()
    assert "Ranks" in world.screen().buttons


def test_cancel_saves_nothing_and_shows_the_menu(world: ChatWorld) -> None:
    world.to_summary()
    world.say("/cancel")
    assert "Nothing was saved" in world.text()
    assert "Start a shift" in world.screen().buttons
    assert world.shifts() == []


def test_start_leaves_whatever_was_under_way(world: ChatWorld) -> None:
    world.to_summary()
    world.say("/start")
    assert world.walk("Ranks")
    assert world.shifts() == []


def test_one_message_changes_and_no_dead_keyboards_are_left(world: ChatWorld) -> None:
    world.to_summary()
    assert len(world.messages()) == 1


def test_a_second_shift_follows_the_first(world: ChatWorld) -> None:
    world.to_summary()
    world.tap("Finish")
    world.to_summary("Model A", "!700", "Finish")
    assert [shift["id"] for shift in world.shifts()] == [1, 2]
    assert "12 % (8 base + 4 for today's sales)" in world.text()


def test_a_rise_is_told_with_its_bonus_on_its_own_and_marked_told(world: ChatWorld) -> None:
    world.to_summary("Model A", "!2500", "Finish")
    saved, told = world.messages()[-2:]
    assert "$10.00" in saved.text
    assert "Congratulations" in told.text
    assert "$10.00 extra" in told.text
    assert list(told.buttons) == ["Claim"]
    assert world.pay.values("employee_ranks", ANN, 2025, 11)["notified"] is True
    world.tap("Claim")
    assert "What would you like to do" in world.text()


def test_a_rank_message_that_did_not_arrive_is_not_marked_told(world: ChatWorld) -> None:
    world.to_summary("Model A", "!2500")
    world.refusing = True
    world.tap("Finish")
    assert world.pay.values("employee_ranks", ANN, 2025, 11)["notified"] is False
    world.refusing = False
    world.deliver()
    assert world.pay.values("employee_ranks", ANN, 2025, 11)["notified"] is True


def test_two_people_do_not_get_in_each_others_way(world: ChatWorld) -> None:
    world.to_summary()
    world.say("/start", BOB)
    world.walk("Start a shift", "Enter hours by hand", "Yesterday", who=BOB)
    assert "Shift 1 is saved" in world.walk("Finish")
    assert "when did you clock in" in world.text(BOB)
