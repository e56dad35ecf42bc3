"""What waits for a person, settled from the chat."""

from decimal import Decimal

import pytest

from sheetanchor.services.sync.mandate import PlanChangedError
from sheetanchor.services.sync.preview import Step, TablePreview
from sheetanchor.services.tables import LocalTables
from tests.unit.services.dialogue.admin_world import AdminWorld
from tests.unit.services.dialogue.world import ADMIN, ANN


@pytest.fixture
def world() -> AdminWorld:
    return AdminWorld()


def test_a_conflict_shows_both_sides_and_a_tap_settles_it(world: AdminWorld) -> None:
    world.conflict()
    shown = world.ask("/conflicts")
    assert "EmployeeSettings!B2" in shown
    assert "Sheet: Hourly wage = 16" in shown
    assert "Bot: Hourly wage = 17" in shown
    keep = world.button("Keep the sheet's", ADMIN)
    world.handle(keep, ADMIN)
    assert "the sheet's side stands" in world.text(ADMIN)
    assert "nothing needs you" in world.ask("/conflicts")


def test_a_conflict_that_is_settled_already_is_told_and_not_settled_twice(world: AdminWorld) -> None:
    world.conflict()
    world.ask("/conflicts")
    keep = world.button("Keep the sheet's", ADMIN)
    world.handle(keep, ADMIN)
    assert "stands already" in world.handle(keep, ADMIN)


def test_what_was_changed_since_is_shown_and_overwritten_at_another_tap(world: AdminWorld) -> None:
    world.conflict()
    world.ask("/conflicts")
    keep = {name: world.button(f"Keep the {name}'s", ADMIN) for name in ("sheet", "bot")}
    world.handle(keep["sheet"], ADMIN)
    local = LocalTables(world.tables, world.replica, world.clock, world.pay.wake)
    local.write("employee_settings", {"employee_id": ANN, "hourly_wage": Decimal(23)})
    world.handle(keep["bot"], ADMIN)
    assert "Hourly wage is &#x27;23&#x27; now (by the program, " in world.text(ADMIN)
    assert wage(world) == Decimal(23)
    world.tap("Yes, write over it", ADMIN)
    assert "Conflict 1: the bot's side stands" in world.text(ADMIN)
    assert wage(world) == Decimal(17)


def wage(world: AdminWorld) -> object:
    return world.replica.snapshot("employee_settings")[(ANN,)].values["hourly_wage"]


def test_a_conflict_is_settled_by_nobody_else(world: AdminWorld) -> None:
    world.conflict()
    world.ask("/conflicts")
    data = world.screen(ADMIN).buttons["Keep the bot's"]
    world.say("/start")
    assert "does not work any more" in world.handle(world.opened(data, world.screen().number))
    assert len(world.replica.conflicts(9, only_open=True)) == 1


def test_problems_name_the_cell_and_offer_what_settles_them(world: AdminWorld) -> None:
    assert "nothing needs you" in world.ask("/problems")
    world.pay.hold("employee_settings", (ANN,))
    world.conflict()
    shown = world.ask("/problems")
    assert "employee_settings!B7" in shown
    assert "conflict 1" in shown
    world.tap("Show the conflicts", ADMIN)
    assert "Keep the sheet's" in world.screen(ADMIN).buttons


def test_a_shift_that_cannot_be_computed_is_among_the_problems_and_in_the_stats(world: AdminWorld) -> None:
    world.pay.put_shift(1, ANN, "11-01 10:00", "2500")
    world.pay.recompute()
    assert "shift 1 is not computed: shift 1 has no Clock in" in world.ask("/problems")
    assert "Shifts: 1 row, 1 to be mended" in world.ask("/sync_stats")


def test_a_conflict_is_settled_from_the_list_of_problems(world: AdminWorld) -> None:
    world.conflict()
    world.conflict(ADMIN)
    world.ask("/problems")
    world.tap("2: keep the bot's", ADMIN)
    assert "Conflict 2: the bot's side stands" in world.text(ADMIN)
    world.tap("Show the problems", ADMIN)
    assert "conflict 1" in world.text(ADMIN)
    assert "2: keep the bot's" not in world.screen(ADMIN).buttons
    assert len(world.messages(ADMIN)) == 1


def test_all_problems_are_reached_page_by_page(world: AdminWorld) -> None:
    for employee in range(2000, 2025):
        world.conflict(employee)
    texts = [world.ask("/problems")]
    for _ in range(2):
        world.tap("Next page", ADMIN)
        texts.append(world.text(ADMIN))
    assert [f"page {number} of 3" in text for number, text in enumerate(texts, 1)] == [True] * 3
    assert all(f"conflict {number}:" in "".join(texts) for number in range(1, 26))
    assert "Next page" not in world.screen(ADMIN).buttons
    world.tap("Page before", ADMIN)
    assert "page 2 of 3" in world.text(ADMIN)


def test_all_conflicts_are_reached_also_when_some_are_settled_meanwhile(world: AdminWorld) -> None:
    for employee in range(2000, 2012):
        world.conflict(employee)
    assert "12 conflicts wait; 7 of them come after these." in world.ask("/conflicts")
    assert len(world.messages(ADMIN)) == 6
    world.handle(world.opened(world.messages(ADMIN)[0].buttons["Keep the sheet's"], 1, ADMIN), ADMIN)
    world.tap("Next page", ADMIN)
    world.tap("Next page", ADMIN)
    shown = "".join(message.text for message in world.messages(ADMIN))
    assert all(f"<b>Conflict {number}</b>" in shown for number in range(2, 13))
    assert "Next page" not in world.screen(ADMIN).buttons


def paused(world: AdminWorld) -> None:
    with world.replica.transaction() as tx:
        tx.set_pause("ranks", "Ranks: 5 of 6 rows are gone")
    step = Step("delete here", "Shark <b>", "min_amount 7000")
    world.planner.tables = (TablePreview("ranks", None, "5 of 6 rows are gone", (step,) * 30),)


def test_a_paused_tables_plan_is_shown_before_it_can_be_allowed_and_then_done_exactly(
    world: AdminWorld,
) -> None:
    paused(world)
    world.ask("/problems")
    world.tap("A pause: show the plan", ADMIN)
    shown = world.text(ADMIN)
    assert "Nothing is changed yet" in shown
    assert "delete here: row Shark &lt;b&gt;" in shown
    assert "and 6 more" in shown
    assert world.passes.allowed == []
    world.tap("Yes, do exactly this", ADMIN)
    assert world.passes.allowed == ["0123456789abcdef"]
    assert "Done: 0 rows in, 0 out." in world.text(ADMIN)


def test_a_plan_that_changed_since_is_not_done_and_can_be_looked_at_again(world: AdminWorld) -> None:
    paused(world)
    world.passes.fault = PlanChangedError("changed")
    world.ask("/problems")
    world.walk("A pause: show the plan", "Yes, do exactly this", who=ADMIN)
    assert "I did nothing" in world.text(ADMIN)
    world.tap("Look again", ADMIN)
    assert "Nothing is changed yet" in world.text(ADMIN)
    world.tap("Back", ADMIN)
    assert "rows are gone" in world.text(ADMIN)
