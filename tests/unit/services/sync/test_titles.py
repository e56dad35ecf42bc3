"""A tab that was renamed goes on; where another one got its title, people are told which of them is read."""

from decimal import Decimal

import pytest

from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.problems import Problem, ProblemKind, ProblemReader
from tests.unit.services.sync.world import RATES, SETTINGS, World

READ_FROM = (
    "table 'employee_settings' is read from the tab that is called 'Old' now; the tab 'EmployeeSettings' is "
    "another one, such as a copy, and is not read: what is typed there goes nowhere."
)


@pytest.fixture
def world() -> World:
    world = World()
    world.sync(2)
    return world


def problems(world: World) -> tuple[Problem, ...]:
    return ProblemReader(world.tables, world.replica, CellLinks("ID", world.replica)).read()


def replace_by_copy(world: World) -> None:
    """As people do who want to begin a new month."""
    lines = [list(line) for line in world.settings.lines()]
    world.sheet.rename_tab("EmployeeSettings", "Old")
    world.sheet.add_tab("EmployeeSettings", lines)


def told(world: World) -> list[str]:
    return [line.message for line in world.replica.sync_log.recent(99) if line.status == "namesake"]


def test_a_renamed_tab_is_called_as_it_is_now_and_is_no_problem(world: World) -> None:
    world.sheet.rename_tab("EmployeeSettings", "Wages 2025")
    world.type_wage(1001, Decimal(20))
    world.sync()
    status = world.status.read().tables[0]
    assert (world.wage(1001), status.tab, status.namesake) == (Decimal(20), "Wages 2025", None)
    assert problems(world) == ()


def test_a_copy_with_the_title_is_named_with_what_ends_it(world: World) -> None:
    replace_by_copy(world)
    world.sync()
    [found] = problems(world)
    assert (found.kind, found.table, found.tab, found.cell) == (
        ProblemKind.NAMESAKE,
        SETTINGS.name,
        "Old",
        None,
    )
    assert found.message == READ_FROM
    assert found.settle == (
        "give the tab 'EmployeeSettings' another title, then 'Old' its title 'EmployeeSettings' again",
        (
            "delete the tab 'Old', if 'EmployeeSettings' is to be read instead: it is taken by "
            "`sheetanchor resync employee_settings`, which asks about every difference"
        ),
    )
    assert found.link is not None
    assert found.link.endswith(f"gid={world.settings.sheet_id}")


def test_it_pauses_nothing_and_is_logged_once(world: World) -> None:
    replace_by_copy(world)
    world.sync()
    world.type_wage(1001, Decimal(20))
    world.sync(3)
    world.local.write("employee_settings", {"employee_id": 1002, "hourly_wage": Decimal(30)})
    world.quiet()
    assert (world.wage(1001), world.sheet_wage(1002)) == (Decimal(20), Decimal(30))
    assert told(world) == [READ_FROM]


def test_it_ends_by_itself_once_the_tab_has_its_title_again(world: World) -> None:
    replace_by_copy(world)
    world.sync()
    world.sheet.rename_tab("EmployeeSettings", "Copy")
    world.sheet.rename_tab("Old", "EmployeeSettings")
    world.sync()
    assert problems(world) == ()
    assert world.status.read().tables[0].tab == "EmployeeSettings"


def test_of_tabs_whose_titles_were_swapped_both_are_told(world: World) -> None:
    for title, new in (
        ("EmployeeSettings", "x"),
        ("DynamicRates", "EmployeeSettings"),
        ("x", "DynamicRates"),
    ):
        world.sheet.rename_tab(title, new)
    world.sync()
    assert [(found.table, found.tab) for found in problems(world)] == [
        (SETTINGS.name, "DynamicRates"),
        (RATES.name, "EmployeeSettings"),
    ]
    assert problems(world)[0].message == (
        "table 'employee_settings' is read from the tab that is called 'DynamicRates' now; the tab "
        "'EmployeeSettings' is that of table 'dynamic_rates'. Both go on as they were."
    )
    assert len(problems(world)[0].settle) == 1
