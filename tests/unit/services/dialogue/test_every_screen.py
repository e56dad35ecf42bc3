"""Every screen is reached, none is a dead end, and Telegram takes every one of them."""

from decimal import Decimal

import pytest

from sheetanchor.services.dialogue.state import Step
from tests.unit.services.dialogue.world import ANN, ChatWorld

LONG = "A product with a name that is far too long for the data of a button, 世界 & <b>"
_MOST = {"field": 3, "hour": 2}


def explored(world: ChatWorld, depth: int) -> set[Step | None]:
    """Tap what there is to tap, from the menu on; gives the steps that were seen."""
    seen: set[Step | None] = set()
    paths: list[tuple[str, ...]] = [()]
    while paths:
        path = paths.pop()
        world.say("/start")
        for label in path:
            world.walk(label)
        seen.add(checked(world))
        if len(path) < depth:
            paths.extend((*path, label) for label in ways_on(world))
    return seen


def ways_on(world: ChatWorld) -> list[str]:
    """A few labels of each kind of button; where an amount is due, an amount."""
    place = world.store.dialogue(ANN, world.clock.now()).dialogue.place
    if place is not None and place.step in {Step.AMOUNT, Step.EDIT_AMOUNT}:
        return ["!10"]
    by_verb: dict[str, list[str]] = {}
    for label, data in world.screen().buttons.items():
        by_verb.setdefault(data.partition(":")[0].partition("|")[0], []).append(label)
    dull = {"menu", "back", "half", "now_in", "finish"}
    kinds = {verb: labels for verb, labels in by_verb.items() if verb not in dull}
    return [label for verb, labels in kinds.items() for label in labels[: _MOST.get(verb, 1)]]


def checked(world: ChatWorld) -> Step | None:
    shown = world.screen()
    assert 0 < len(shown.text) <= 4096
    assert shown.buttons, shown.text
    assert {"Menu", "Start a shift"} & set(shown.buttons), shown.text
    for label, data in shown.buttons.items():
        assert label.strip()
        assert len(data.encode()) <= 64
    place = world.store.dialogue(ANN, world.clock.now()).dialogue.place
    if place is not None and place.step not in {Step.CLOCK_IN, Step.EDIT_PICK, Step.STATISTICS, Step.RANKS}:
        assert "Back" in shown.buttons
    return None if place is None else place.step


@pytest.mark.parametrize("products", [("Model A", "Model B"), (LONG, LONG.swapcase() + "2")])
def test_every_step_is_reached_and_every_screen_is_good(products: tuple[str, ...]) -> None:
    world = ChatWorld(products=products)
    world.say("/clock_in")
    world.walk("Enter hours by hand", "Yesterday", "9 AM", "11 AM", "Nothing sold", "Finish")
    steps = explored(world, 8)
    world.say("/clock_in")
    world.walk("Clock in now", "Forget this shift")
    steps.add(checked(world))
    assert steps == {None, *Step}


def test_texts_from_outside_are_cut_where_telegram_would_refuse_them() -> None:
    world = ChatWorld()
    for number in range(40):
        rank = {"rank_name": f"Rank {number} " + "x" * 300, "min_amount": Decimal(20000 + number)}
        world.pay.put_at("ranks", 10 + number, **rank, text="y" * 9000, bonus_1="flat_10")
    world.say("/ranks")
    checked(world)
    world.to_summary("Model A", "!20039", "Finish")
    assert len(world.text()) <= 4096
    assert "Congratulations" in world.text()
