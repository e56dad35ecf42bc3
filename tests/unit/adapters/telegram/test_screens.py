"""What each screen shows, and what is said instead where something stands in the way."""

import pytest

from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.adapters.sheets.reference_data import SheetReferenceData
from sheetanchor.adapters.telegram import keyboards, texts
from sheetanchor.adapters.telegram.screens import Person, Screens
from sheetanchor.domain.errors import OperatorError, PluginError, RemoteError, SheetanchorError
from sheetanchor.plugins import dynamic_rates, employee_settings, ranks

ANN = Person(1001, "Ann")
TABLES = {plugin.TABLE.name: plugin.TABLE for plugin in (employee_settings, dynamic_rates, ranks)}


@pytest.fixture
def sheet() -> MemorySheet:
    sheet = MemorySheet()
    rows = {"employee_settings": [["1001", "15.00", "8.0"], ["1002", "abc", "8"]], "dynamic_rates": []}
    for name, table in TABLES.items():
        sheet.add_tab(table.tab, [[column.header for column in table.columns], *rows.get(name, [])])
    return sheet


async def shown(sheet: MemorySheet, name: str, person: Person = ANN) -> str:
    return (await Screens(SheetReferenceData(sheet, TABLES)).show(name, person)).text


async def test_clock_in_shows_the_wage_of_who_asks(sheet: MemorySheet) -> None:
    assert "$15.00" in await shown(sheet, keyboards.CLOCK_IN)


async def test_an_unknown_employee_is_told_what_to_ask_for(sheet: MemorySheet) -> None:
    sheet.tab("EmployeeSettings").delete_row(2)
    assert "<code>77</code>" in await shown(sheet, keyboards.CLOCK_IN, Person(77, "Bob"))


async def test_an_unreadable_wage_is_told_with_its_cell_and_never_guessed(sheet: MemorySheet) -> None:
    said = await shown(sheet, keyboards.CLOCK_IN, Person(1002, "Bob"))
    assert "EmployeeSettings!B3" in said
    assert "$" not in said


async def test_an_unknown_screen_is_the_menu(sheet: MemorySheet) -> None:
    assert await shown(sheet, "old_button") == texts.menu("Ann")


async def test_no_ranks_is_said_so(sheet: MemorySheet) -> None:
    assert await shown(sheet, keyboards.RANKS) == texts.no_ranks()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (RemoteError("503"), texts.unreachable()),
        (PluginError("no such table"), texts.failed()),
        (OperatorError("no permission"), texts.failed()),
    ],
)
async def test_an_error_is_an_honest_answer_and_never_a_wage(
    sheet: MemorySheet, error: SheetanchorError, said: str
) -> None:
    sheet.fail_next("fetch", error)
    assert await shown(sheet, keyboards.CLOCK_IN) == said
