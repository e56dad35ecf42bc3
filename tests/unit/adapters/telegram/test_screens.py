"""What each screen shows, and what is said instead where something stands in the way."""

import pytest

from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.adapters.sheets.reference_data import SheetReferenceData
from sheetanchor.adapters.telegram import texts
from sheetanchor.domain.errors import OperatorError, PluginError, RemoteError, SheetanchorError
from sheetanchor.plugins import dynamic_rates, employee_settings, ranks
from sheetanchor.services.dialogue.events import Command, Tap
from tests.unit.services.dialogue.world import ANN, BOB, ChatWorld

TABLES = {plugin.TABLE.name: plugin.TABLE for plugin in (employee_settings, dynamic_rates, ranks)}


@pytest.fixture
def sheet() -> MemorySheet:
    sheet = MemorySheet()
    rows = {"employee_settings": [["1001", "15.00", "8.0"], ["1002", "abc", "8"]], "dynamic_rates": []}
    for name, table in TABLES.items():
        sheet.add_tab(table.tab, [[column.header for column in table.columns], *rows.get(name, [])])
    return sheet


def shown(sheet: MemorySheet, word: str, who: int = ANN) -> str:
    world = ChatWorld(reference=SheetReferenceData(sheet, TABLES))
    world.handle(Command(word), who)
    return world.text(who)


def test_clock_in_shows_the_wage_of_who_asks(sheet: MemorySheet) -> None:
    assert "$15.00" in shown(sheet, "clock_in")


def test_an_unknown_employee_is_told_what_to_ask_for(sheet: MemorySheet) -> None:
    sheet.tab("EmployeeSettings").delete_row(2)
    assert "<code>77</code>" in shown(sheet, "clock_in", 77)


def test_an_unreadable_wage_is_told_with_its_cell_and_never_guessed(sheet: MemorySheet) -> None:
    said = shown(sheet, "clock_in", BOB)
    assert "EmployeeSettings!B3" in said
    assert "$" not in said


def test_an_unknown_button_is_told_and_leads_to_the_menu(sheet: MemorySheet) -> None:
    world = ChatWorld(reference=SheetReferenceData(sheet, TABLES))
    world.say("/start")
    world.handle(Tap("old_button", 7, world.screen().number))
    assert "earlier step" in world.text()
    assert texts.menu("Ann") in world.text()


def test_no_ranks_is_said_so(sheet: MemorySheet) -> None:
    assert shown(sheet, "ranks") == texts.no_ranks()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RemoteError("503"), texts.unreachable()),
        (PluginError("no such table"), texts.failed()),
        (OperatorError("no permission"), texts.failed()),
    ],
)
def test_an_error_is_an_honest_answer_and_never_a_wage(
    sheet: MemorySheet, error: SheetanchorError, said: str
) -> None:
    sheet.fail_next("fetch", error)
    assert shown(sheet, "clock_in") == said
