"""Who may do what: asked at every tap, whatever the button says."""

import pytest

from sheetanchor.services.dialogue.events import RefusedTap
from sheetanchor.services.dialogue.roles import Registration
from tests.unit.services.dialogue.world import ADMIN, ANN, BOB, ChatWorld

NEW = 1009


def test_a_stranger_may_ask_to_join_once_and_admins_are_asked() -> None:
    world = ChatWorld()
    world.say("/start", NEW)
    assert f"<code>{NEW}</code>" in world.text(NEW)
    world.tap("Ask to join", NEW)
    assert "I asked" in world.text(NEW)
    assert "asks to join" in world.text(ADMIN)
    world.say("/start", NEW)
    assert "Ask to join" not in world.screen(NEW).buttons


def test_with_registration_off_nobody_can_ask() -> None:
    world = ChatWorld(registration=Registration.OFF)
    world.say("/start", NEW)
    assert "Ask to join" not in world.screen(NEW).buttons


def test_with_open_registration_a_stranger_gets_a_row_and_goes_on() -> None:
    world = ChatWorld(registration=Registration.OPEN)
    world.say("/clock_in", NEW)
    assert "$15.00" in world.text(NEW)
    assert (NEW,) in world.replica.snapshot("employee_settings")


@pytest.mark.parametrize("command", ["/clock_in", "/clock_out", "/edit", "/statistics", "/ranks", "hello"])
def test_a_stranger_gets_to_nothing(command: str) -> None:
    world = ChatWorld()
    world.say(command, NEW)
    assert "not on the list" in world.text(NEW)


def test_who_was_taken_off_the_list_is_stopped_at_the_next_tap() -> None:
    world = ChatWorld()
    world.to_summary()
    world.pay.delete("employee_settings", (ANN,))
    assert "not on the list" in world.walk("Finish")
    assert world.shifts() == []


def test_somebody_whose_wage_cannot_be_read_is_still_an_employee() -> None:
    world = ChatWorld()
    world.pay.delete("employee_settings", (ANN,))
    world.pay.hold("employee_settings", (ANN,))
    world.say("/start")
    assert "What would you like to do" in world.text()
    world.tap("Start a shift")
    assert "cannot be read" in world.text()


def test_where_nobody_can_tell_who_is_employed_it_is_said_so() -> None:
    world = ChatWorld()
    world.pay.never_read("employee_settings")
    world.say("/start", NEW)
    assert "cannot reach the sheet" in world.text(NEW)


def test_a_button_of_somebody_else_is_refused() -> None:
    world = ChatWorld()
    world.to_summary()
    data = world.screen().buttons["Finish"]
    world.say("/start", BOB)
    assert "does not work any more" in world.handle(world.opened(data, world.screen(BOB).number, BOB), BOB)
    assert world.shifts() == []


@pytest.mark.parametrize("data", ["", "finish", "shift:1|1|zz|AAAAAAAAAAAAAAAA", "|||", "x" * 64, "\N{FIRE}"])
def test_data_that_we_did_not_make_are_refused(data: str) -> None:
    world = ChatWorld()
    world.to_summary()
    event = world.opened(data, world.screen().number)
    assert isinstance(event, RefusedTap)
    assert "does not work any more" in world.handle(event)
    assert world.shifts() == []


def test_changing_any_part_of_the_data_breaks_the_seal() -> None:
    world = ChatWorld()
    world.say("/edit")
    data = world.screen().buttons["Menu"]
    for place in range(len(data) - 1):
        changed = f"{data[:place]}{'x' if data[place] != 'x' else 'y'}{data[place + 1 :]}"
        assert isinstance(world.opened(changed, 1), RefusedTap), changed


def test_an_admin_who_is_no_employee_has_a_menu_of_an_admins_own() -> None:
    world = ChatWorld()
    world.pay.delete("employee_settings", (ADMIN,))
    world.say("/start", ADMIN)
    assert "not on the list of employees" in world.text(ADMIN)
    assert "Ask to join" not in world.screen(ADMIN).buttons
    assert "Who is at work" in world.screen(ADMIN).buttons


def test_whom_nobody_answers_may_ask_again_a_day_later() -> None:
    world = ChatWorld()
    world.say("/start", NEW)
    world.tap("Ask to join", NEW)
    world.clock.advance(25 * 3600)
    world.say("/start", NEW)
    assert "Ask to join" in world.screen(NEW).buttons


def test_help_leaves_what_is_under_way_alone() -> None:
    world = ChatWorld()
    world.to_summary()
    world.say("/help")
    assert "/statistics" in world.text()
    world.tap("Finish")
    assert "Shift 1 is saved" in world.messages()[0].text
