"""What waits for a person is listed with its cell and what settles it, and goes when it is mended."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.errors import RemoteError
from sheetanchor.domain.sync.debts import Debt, RowDebt, ScrapDebt
from sheetanchor.domain.sync.errors import ServiceUnavailableError
from sheetanchor.domain.tables.schema import Policy
from sheetanchor.ports.findings import Finding, Findings
from sheetanchor.ports.probe import Assumption
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.owed import owed_in
from sheetanchor.services.sync.probe_findings import ProbeFindings
from sheetanchor.services.sync.problems import Problem, ProblemKind, ProblemReader
from sheetanchor.services.sync.status import StatusReader
from tests.unit.services.sync.world import NOON, RATES, SETTINGS, World

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


def fail(world: World) -> None:
    world.sheet.fail_next("version", RemoteError("503: try later."))
    with pytest.raises(RemoteError):
        world.sync()


def test_failed_passes_are_listed_since_the_first_of_them_until_one_succeeds(world: World) -> None:
    fail(world)
    world.clock.advance(60)
    fail(world)
    (problem,) = problems(world)
    assert (problem.kind, problem.table, problem.tab) == (ProblemKind.FAILING, None, None)
    assert problem.message == (
        "every pass has failed since 2025-11-01 12:00:00 UTC, the last one with: 503: try later. The program "
        "goes on with what it has; what it writes waits and is sent once a pass succeeds."
    )
    assert world.status.read().failing_since == NOON
    world.sync()
    assert problems(world) == ()
    assert world.status.read().failing_since is None


def test_a_failure_that_an_older_version_noted_has_no_beginning(world: World) -> None:
    with world.replica.transaction() as tx:
        tx.set_state(facts.LAST_ERROR, "no class")
    assert problems(world)[0].message.startswith("every pass has failed, the last one with: no class.")


def test_what_follows_from_rows_and_fails_is_listed_until_it_succeeds(world: World) -> None:
    faults = [RemoteError("no wage")]

    def step() -> None:
        for fault in faults:
            raise fault

    engine = world.new_engine(follow_ups=[step])
    world.type_wage(1001, Decimal(17))
    engine.run_pass()
    world.clock.advance(60)
    engine.run_pass()
    (problem,) = problems(world)
    assert problem.kind is ProblemKind.FAILING
    since = "since 2025-11-01 12:00:00 UTC"
    assert f"could not be computed {since}: no wage. The rows are taken" in problem.message
    faults.clear()
    engine.run_pass()
    assert problems(world) == ()


def test_what_a_probe_found_weaker_is_listed_until_a_later_one_passes(world: World) -> None:
    findings = ProbeFindings(world.replica, world.clock)
    findings.keep([Assumption("a copy comes first", holds=False, promise="an edit could be lost")])
    (problem,) = problems(world)
    assert (problem.kind, problem.table) == (ProblemKind.WEAKER, None)
    assert "a copy comes first. While that is so, an edit could be lost." in problem.message
    assert [weaker.promise for weaker in world.status.read().weaker] == ["an edit could be lost"]
    findings.keep([Assumption("a copy comes first", holds=True, promise="an edit could be lost")])
    assert problems(world) == ()


def overwrite_unseen(world: World, act: Callable[[], None]) -> None:
    """Our batch writes over what is done just before it, and putting that right fails."""
    world.sheet.interrupt_next("push", act)
    world.sheet.interrupt_next("push", lambda: world.sheet.fail_next("push", ServiceUnavailableError("503")))
    with suppress(RemoteError):
        world.sync()


def owed(world: World) -> list[Problem]:
    return [problem for problem in problems(world) if problem.kind is ProblemKind.OWED]


def test_a_cell_that_is_still_to_be_put_back_is_listed_until_it_is(world: World) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(20)})
    overwrite_unseen(world, lambda: world.type_wage(1001, Decimal(77)))
    (problem,) = owed(world)
    assert (problem.cell, problem.row) == ("B2", None)
    assert (
        "EmployeeSettings!B2: the program wrote '20' over '77', typed there a moment before"
        in problem.message
    )
    assert problem.link == f"{LINK}{world.settings.sheet_id}&range=B2"
    assert problem.settle[-1] == "typing '77' into EmployeeSettings!B2 again"
    world.sync(2)
    assert owed(world) == []
    assert world.sheet_wage(1001) == Decimal(77)


def test_a_tab_that_was_never_found_has_no_link() -> None:
    world = World()
    world.sheet.delete_tab("DynamicRates")
    assert only(world).link is None


def test_rows_that_are_still_to_be_put_back_or_taken_away_are_told_as_people_see_them() -> None:
    line = (Decimal(1001), None, "8")
    debts: list[Debt] = [
        RowDebt(SETTINGS.name, 1, line),
        ScrapDebt(SETTINGS.name, 2, (None,)),
        RowDebt("other", 1, line),
    ]
    gone, scrap = owed_in(SETTINGS, debts)
    assert (gone.address, scrap.address) == ("A2", "A3")
    assert "is to stand there again: '1001', '8'. The table waits" in gone.message
    assert "added by mistake is to go again: a blank one." in scrap.message
