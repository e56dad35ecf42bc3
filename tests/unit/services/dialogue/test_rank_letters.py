"""A new rank is told once, whoever brought it about and whatever happened in between."""

from datetime import timedelta
from decimal import Decimal

import pytest

from sheetanchor.services.dialogue.doing import rank_letters
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.rank_letters import RankLetters
from tests.unit.services.dialogue.world import ANN, ChatWorld


@pytest.fixture
def world() -> ChatWorld:
    world = ChatWorld()
    world.say("/start")
    return world


def letters_of(world: ChatWorld) -> Letters:
    return Letters(world.renderer, timedelta(hours=24))


def look(world: ChatWorld) -> None:
    """What the bot does every few seconds."""
    RankLetters(world.pay.untold, world.store, letters_of(world)).look()
    world.deliver()


def congratulations(world: ChatWorld) -> list[str]:
    return [message.text for message in world.messages() if "Congratulations" in message.text]


def is_marked(world: ChatWorld) -> object:
    return world.pay.values("employee_ranks", ANN, 2025, 11)["notified"]


def test_a_rank_that_the_sheet_brought_about_is_told_once_with_its_button(world: ChatWorld) -> None:
    world.pay.put_old_shift()
    world.pay.recompute()
    world.pay.type(1, product_model_a=Decimal(2000))
    world.pay.recompute()
    look(world)
    look(world)
    (told,) = congratulations(world)
    assert "Hustler" in told
    assert "$10.00" in told
    assert list(world.screen().buttons) == ["Claim"]
    assert is_marked(world) is True


def test_a_rank_after_a_shift_is_told_with_the_shift_and_not_again(world: ChatWorld) -> None:
    world.to_summary("Model A", "!2000")
    world.tap("Finish")
    look(world)
    look(world)
    assert len(congratulations(world)) == 1


def test_a_crash_before_the_message_loses_none(world: ChatWorld) -> None:
    world.pay.create(A="2000")
    assert congratulations(world) == []
    look(world)
    assert len(congratulations(world)) == 1


def test_an_answer_that_is_given_again_tells_it_no_second_time(world: ChatWorld) -> None:
    saved = world.pay.create("tap", A="2000")
    look(world)
    assert world.pay.create("tap", A="2000") == saved
    assert saved.rank is not None
    with world.store.writing() as book:
        for letter in rank_letters(ANN, saved.rank):
            letters_of(world).put(book, letter)
    world.deliver()
    assert len(congratulations(world)) == 1


def test_what_waits_for_telegram_is_not_put_there_again(world: ChatWorld) -> None:
    world.pay.create(A="2000")
    world.refusing = True
    for _ in range(3):
        look(world)
    assert len(world.store.outbox()) == 1
    assert is_marked(world) is False


def test_up_down_and_up_again_is_told_each_time_in_its_order(world: ChatWorld) -> None:
    world.pay.put_old_shift()
    world.pay.recompute()
    for amount in (2000, 100, 2000):
        world.pay.clock.advance(60)
        world.pay.type(1, product_model_a=Decimal(amount))
        world.pay.recompute()
    look(world)
    told = [message.text for message in world.messages()[-3:]]
    assert ["Congratulations" in text for text in told] == [True, False, True]
