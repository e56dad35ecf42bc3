"""What waits for a person is listed with its cell and what settles it, and goes when it is mended."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.tables.schema import Policy
from sheetanchor.ports.findings import Finding, Findings
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.problems import Problem, ProblemKind, ProblemReader
from sheetanchor.services.sync.status import StatusReader
from tests.unit.services.sync.world import RATES, SETTINGS, World

LINK = "https://docs.google.com/spreadsheets/d/1Sheet/edit#gid="


@pytest.fixture
def world() -> World:
    world = World(replace(SETTINGS, policy=Policy.ASK), RATES)
    world.sync()
    return world


class Found(Findings):
    """What a program found in the rows."""

    def __init__(self, *found: Finding) -> None:
        self._found = found

    def read(self) -> tuple[Finding, ...]:
        return self._found


def problems(world: World, *sources: Findings) -> tuple[Problem, ...]:
    links = CellLinks("1Sheet", world.replica)
    return ProblemReader(world.tables, world.replica, links, sources).read()


def only(world: World) -> Problem:
    world.sync()
    (problem,) = problems(world)
    return problem


def test_nothing_is_listed_where_all_is_well(world: World) -> None:
    assert problems(world) == ()


def test_a_cell_that_cannot_be_read_is_listed_until_it_is_mended(world: World) -> None:
    world.type_wage(1002, "1,234")
    held = only(world)
    assert (held.kind, held.tab, held.cell, held.row) == (ProblemKind.HELD, "EmployeeSettings", "B3", "1002")
    assert "'1,234'" in held.message
    assert held.link == f"{LINK}{world.settings.sheet_id}&range=B3"
    assert held.settle == ("mend EmployeeSettings!B3",)
    world.type_wage(1002, "1234")
    world.sync()
    assert problems(world) == ()


def test_what_others_find_in_a_row_is_listed_with_its_table_in_problems_and_status(world: World) -> None:
    finding = Finding(SETTINGS.name, (1002,), "nobody is called 1002", ("name somebody",))
    sources = (Found(finding), Found(Finding("elsewhere", (1,), "not ours", ())))
    (found,) = problems(world, *sources)
    assert (found.kind, found.tab, found.cell, found.row) == (
        ProblemKind.LEFT,
        "EmployeeSettings",
        None,
        "1002",
    )
    assert (found.message, found.settle) == ("nobody is called 1002", ("name somebody",))
    assert found.link == f"{LINK}{world.settings.sheet_id}"
    settings, rates = StatusReader(world.tables, world.replica, sources).read().tables
    assert (settings.left, rates.left) == ((finding,), ())


def test_a_paused_table_is_listed_until_it_is_mended(world: World) -> None:
    world.rates.set_at(0, 0, "Minimum")
    paused = only(world)
    assert (paused.kind, paused.table, paused.cell) == (ProblemKind.PAUSED, "dynamic_rates", "A1")
    assert "DynamicRates!A1 does not hold 'Min Amount'" in paused.message
    assert paused.link == f"{LINK}{world.rates.sheet_id}&range=A1"
    assert paused.settle == (
        "write 'Min Amount' back into A1",
        "have the table declare 'Minimum', if the new name is to stay",
    )
    world.rates.set_at(0, 0, "Min Amount")
    world.sync()
    assert problems(world) == ()
    with world.replica.transaction() as tx:
        assert tx.state(facts.paused_at("dynamic_rates")) is None
        assert tx.state(facts.pause_ends("dynamic_rates")) is None


def test_how_many_rows_wait_while_a_table_is_paused_is_told(world: World) -> None:
    world.settings.set_at(0, 1, "Pay")
    assert "wait to be sent: " not in only(world).message
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    assert "Rows that wait to be sent: 1." in only(world).message


def test_a_pause_that_an_older_program_noted_is_listed_without_a_cell(world: World) -> None:
    with world.replica.transaction() as tx:
        tx.set_pause("dynamic_rates", "it is paused")
    (paused,) = problems(world)
    assert (paused.message, paused.cell) == ("it is paused", None)
    assert paused.link == f"{LINK}{world.rates.sheet_id}"
    assert paused.settle == ("mend the tab as the message says",)


def test_a_waiting_conflict_is_listed_with_both_values_and_both_commands(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    world.type_wage(1001, Decimal(17))
    conflict = only(world)
    assert (conflict.kind, conflict.cell, conflict.row) == (ProblemKind.CONFLICT, "B2", "1001")
    assert "the sheet holds Hourly wage '17', the program Hourly wage '20'" in conflict.message
    assert "left as they are" in conflict.message
    assert conflict.settle == (
        "`sheetanchor conflicts keep-sheet 1`",
        "`sheetanchor conflicts keep-local 1`",
    )
    assert conflict.link == f"{LINK}{world.settings.sheet_id}&range=B2"
    world.type_wage(1001, Decimal(20))
    world.quiet()
    assert problems(world) == ()


def test_a_tab_that_was_never_found_has_no_link() -> None:
    world = World()
    world.sheet.delete_tab("DynamicRates")
    assert only(world).link is None
