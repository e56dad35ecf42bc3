"""Every screen is reached and none is a dead end; the world refuses what Telegram would refuse."""

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
        go_back(world)
    return seen


def go_back(world: ChatWorld) -> None:
    """Back undoes one step, wherever it is, as often as there were steps, and ends in the menu."""
    history = world.store.dialogue(ANN, world.clock.now()).dialogue.history
    while "Back" in world.screen().buttons:
        world.tap("Back")
        checked(world)
        shown = world.store.dialogue(ANN, world.clock.now()).dialogue.history
        assert shown == history[:-1]
        history = shown
    assert len(history) <= 1, world.text()


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
    assert {"Menu", "Start a shift"} & set(shown.buttons), shown.text
    assert all(label.strip() for label in shown.buttons)
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


def test_both_halves_of_the_day_are_reached_from_each_other_and_back_from_either() -> None:
    world = ChatWorld()
    for turns in (("PM",), ("PM", "AM"), ("PM", "AM", "PM")):
        world.say("/clock_in")
        world.walk("Enter hours by hand", "Yesterday", *turns)
        checked(world)
        go_back(world)


def test_all_of_very_many_products_can_be_sold_and_corrected() -> None:
    products = tuple(f"Model {number:03} <&> " + "w" * 40 for number in range(130))
    world = ChatWorld(products=products)
    world.say("/clock_in")
    world.walk("Enter hours by hand", "Yesterday", "9 AM", "11 AM")
    assert every_page(world) == [labelled(product) for product in products]
    world.tap(labelled(products[-1]))
    world.walk("Back", "Page before", "Next page", labelled(products[-1]), "!10", "Add another")
    assert every_page(world) == [labelled(product) for product in products[:-1]]
    world.walk("Back", "Finish")
    world.say("/edit")
    world.walk(next(iter(world.screen().buttons)), "Sales")
    assert every_page(world) == [labelled(product) for product in products]
    world.walk(labelled(products[-1]), "!20")
    assert "$20.00" in world.text()


def every_page(world: ChatWorld) -> list[str]:
    """The products on all pages, from the first to the last."""
    found: list[str] = []
    while True:
        checked(world)
        found += [label for label in world.screen().buttons if label.startswith("Model")]
        if "Next page" not in world.screen().buttons:
            return found
        world.tap("Next page")


def labelled(product: str) -> str:
    return product if len(product) <= 60 else f"{product[:59]}\N{HORIZONTAL ELLIPSIS}"
