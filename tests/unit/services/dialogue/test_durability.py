"""Nothing is lost and nothing is done twice, whatever dies when."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from sheetanchor.ports.errors import ReplicaError
from sheetanchor.services.dialogue.events import Command, Person, Tap
from sheetanchor.services.dialogue.screens import Screen, Trouble
from sheetanchor.services.dialogue.store import ChatBook, ChatStore
from tests.unit.services.dialogue.world import ANN, ChatWorld


class DyingStore(ChatStore):
    """Cannot be written while `is_dead`: as if the program were killed there."""

    is_dead = False

    @contextmanager
    def writing(self) -> Iterator[ChatBook]:
        if self.is_dead:
            raise ReplicaError("killed")
        with super().writing() as book:
            yield book


@pytest.fixture
def world() -> ChatWorld:
    world = ChatWorld()
    world.store = DyingStore(world.replica, world.tables, world.clock)
    world.engine = world.new_engine(world.engine.desk)
    return world


def die_at(world: ChatWorld, label: str) -> None:
    """Killed between what the tap does to pay and the answer; then the update comes again."""
    arrived = world.arrived(world.button(label))
    DyingStore.is_dead = True
    try:
        with pytest.raises(ReplicaError):
            world.engine.handle(arrived)
    finally:
        DyingStore.is_dead = False
    assert [left.update_id for left in world.store.not_done()] == [arrived.update_id]
    world.engine.handle(arrived)
    world.deliver()
    assert world.store.not_done() == []


def test_a_shift_is_saved_once_though_the_answer_was_lost(world: ChatWorld) -> None:
    world.to_summary("Model A", "!2500")
    die_at(world, "Finish")
    assert [shift["id"] for shift in world.shifts()] == [1]
    assert "Shift 1 is saved" in world.messages()[-2].text
    assert "Congratulations" in world.text()
    assert len(world.replica.snapshot("active_bonuses")) == 1


def test_an_edit_is_done_once_though_the_answer_was_lost(world: ChatWorld) -> None:
    world.to_summary()
    world.tap("Finish")
    world.say("/edit")
    world.walk(next(iter(world.screen().buttons)), "Clock out", "PM")
    die_at(world, "4 PM")
    assert "Shift 1 is changed" in world.text()


def test_a_clock_in_keeps_its_time_though_the_answer_was_lost(world: ChatWorld) -> None:
    world.say("/clock_in")
    die_at(world, "Clock in now")
    opened = world.store.open_shift(ANN)
    assert opened is not None
    assert "You clocked in" in world.text()


def test_every_step_can_be_lost_and_comes_again(world: ChatWorld) -> None:
    world.say("/start")
    for label in ("Start a shift", "Enter hours by hand", "Today", "9 AM", "PM", "5 PM", "Model A"):
        die_at(world, label)
    world.say("500")
    die_at(world, "Finish")
    assert "You earned: $160.00" in world.text()


def test_an_update_that_is_delivered_again_is_not_new(world: ChatWorld) -> None:
    assert len(world.store.receive([(7, "{}"), (8, "{}")])) == 2
    assert [one.update_id for one in world.store.receive([(7, "{}"), (9, "{}")])] == [9]


def test_a_double_tap_does_it_once_and_is_told_politely(world: ChatWorld) -> None:
    world.to_summary()
    finish = world.button("Finish")
    assert world.handle(finish) == ""
    assert "earlier step" in world.handle(finish)
    assert len(world.shifts()) == 1
    assert "Shift 1 is saved" in world.text()


def test_a_button_of_an_earlier_step_changes_nothing(world: ChatWorld) -> None:
    world.say("/clock_in")
    world.walk("Enter hours by hand")
    today = world.button("Today")
    world.walk("Today", "9 AM")
    assert "earlier step" in world.handle(today)
    assert "clock out" in world.text()


def test_the_buttons_of_an_old_menu_still_work(world: ChatWorld) -> None:
    world.say("/start")
    ranks = world.button("Ranks")
    world.say("/statistics")
    world.handle(ranks)
    assert "Ranks by sales" in world.text()


def test_a_dialogue_that_nobody_goes_on_with_is_over(world: ChatWorld) -> None:
    world.to_summary()
    finish = world.button("Finish")
    world.clock.advance(timedelta(hours=26))
    assert isinstance(finish, Tap)
    assert world.handle(finish) == ""
    assert "closed" in world.text()
    assert "Start a shift" in world.screen().buttons
    assert world.shifts() == []


def test_a_button_that_is_too_old_leads_to_the_menu(world: ChatWorld) -> None:
    world.to_summary()
    data, number = world.screen().buttons["Finish"], world.screen().number
    world.clock.advance(timedelta(hours=26))
    world.handle(world.opened(data, number))
    assert "closed" in world.text()
    assert world.shifts() == []


def test_the_menu_under_an_old_card_opens_and_the_card_stays(world: ChatWorld) -> None:
    world.to_summary()
    world.tap("Finish")
    card = world.screen()
    data, number = card.buttons["Menu"], card.number
    world.clock.advance(timedelta(hours=26))
    world.handle(world.opened(data, number))
    assert [message.text for message in world.messages() if message.number == number] == [card.text]
    assert "Start a shift" in world.screen().buttons
    assert "closed" not in world.text()


def test_an_old_button_takes_no_message_away_that_is_not_the_one_under_way(world: ChatWorld) -> None:
    world.to_summary()
    data, number = world.screen().buttons["Finish"], world.screen().number
    world.tap("Finish")
    world.clock.advance(timedelta(hours=26))
    before = len(world.messages())
    world.handle(world.opened(data, number))
    assert "Shift 1 is saved" in world.messages()[0].text
    assert len(world.messages()) == before + 1


def test_a_state_that_an_older_program_wrote_is_over_and_not_a_fault(world: ChatWorld) -> None:
    world.to_summary()
    with world.store.writing() as book:
        book.write("chat_dialogues", {"person_id": ANN, "state": '{"step": "of old"}'})
    world.handle(world.button("Finish"))
    assert "Start a shift" in world.screen().buttons


def test_updates_done_long_ago_are_forgotten_and_others_are_not(world: ChatWorld) -> None:
    world.say("/start")
    world.store.receive([(5000, "{}")])
    world.clock.advance(timedelta(days=3))
    world.store.forget(timedelta(days=2))
    assert [row["update_id"] for row in world.store.rows("chat_inbox")] == [5000]


def test_a_fault_of_ours_is_told_and_does_not_come_again(world: ChatWorld) -> None:
    world.say("/start")
    world.pay.never_read("shifts")
    world.tap("My statistics")
    assert "cannot reach the sheet" in world.text()
    assert world.store.not_done() == []
    assert set(world.screen().buttons) == {"Refresh", "Menu"}


def test_an_answer_that_cannot_be_stored_is_told_and_does_not_come_again(world: ChatWorld) -> None:
    """As if the text were too long for its column."""

    class Wordy:
        def body(self, screen: Screen, *_: object) -> dict[str, Any]:
            text = "trouble" if isinstance(screen, Trouble) else "x" * 1_000_001
            return {"text": text, "buttons": []}

        def toast(self, notice: object) -> str:
            return str(notice)

    world.engine = replace(world.engine, renderer=Wordy())
    world.say("/start")
    assert world.text() == "trouble"
    assert world.store.not_done() == []


def test_a_name_of_blanks_is_no_name(world: ChatWorld) -> None:
    arrived = world.arrived(Command("start"), ANN)
    world.engine.handle(replace(arrived, person=Person(ANN, "\N{NO-BREAK SPACE}", " ")))
    known = world.store.known(ANN)
    assert known is not None
    assert known.name == f"user_{ANN}"
