"""What each screen shows, and what is said instead where something stands in the way."""

from decimal import Decimal

import pytest

from sheetanchor.adapters.memory.reference_data import MemoryReferenceData
from sheetanchor.adapters.telegram import keyboards, texts
from sheetanchor.adapters.telegram.screens import Person, Screens
from sheetanchor.domain.errors import PluginError, RemoteError, SheetanchorError, SheetContentError
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.rates import RateStep, RateTable

ANN = Person(1001, "Ann")


@pytest.fixture
def source() -> MemoryReferenceData:
    rates = RateTable((RateStep(Decimal(500), None, Decimal(2)),))
    return MemoryReferenceData((EmployeeSettings(1001, Decimal(15), Decimal(8)),), rates)


async def shown(source: MemoryReferenceData, name: str, person: Person = ANN) -> str:
    return (await Screens(source).show(name, person)).text


async def test_clock_in_shows_the_wage_of_who_asks(source: MemoryReferenceData) -> None:
    assert "$15.00" in await shown(source, keyboards.CLOCK_IN)


async def test_an_unknown_employee_is_told_what_to_ask_for(source: MemoryReferenceData) -> None:
    assert "<code>77</code>" in await shown(source, keyboards.CLOCK_IN, Person(77, "Bob"))


async def test_an_unknown_screen_is_the_menu(source: MemoryReferenceData) -> None:
    assert await shown(source, "old_button") == texts.menu("Ann")


async def test_no_ranks_is_said_so(source: MemoryReferenceData) -> None:
    assert await shown(source, keyboards.RANKS) == texts.no_ranks()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (SheetContentError("B3 holds 'abc'"), texts.unreadable("B3 holds 'abc'")),
        (RemoteError("503"), texts.unreachable()),
        (PluginError("no such table"), texts.failed()),
    ],
)
async def test_an_error_is_an_honest_answer_and_never_a_wage(
    source: MemoryReferenceData, error: SheetanchorError, said: str
) -> None:
    source.failure = error
    assert await shown(source, keyboards.CLOCK_IN) == said
