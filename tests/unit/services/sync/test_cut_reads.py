"""A tab that was not read whole pauses its table alone, and is read again by the next pass."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.domain.sync.errors import OutcomeUnknownError
from sheetanchor.domain.sync.tab import Cut
from sheetanchor.ports.sheet import Fetched, TabRef
from sheetanchor.services.sync import facts
from tests.unit.services.sync.world import RATES, SETTINGS, World

NAME = "employee_settings"


class CuttingSheet(MemorySheet):
    """One whose next reads do not bring the cells of the employees."""

    def __init__(self) -> None:
        super().__init__()
        self.cuts = 0

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        """Counts down."""
        whole = super().fetch(refs)
        tab = whole.tabs[NAME]
        if tab is None or not self.cuts:
            return whole
        self.cuts -= 1
        cut = replace(tab, rows=(), cut=Cut("A1", "no cells of the tab came"))
        return Fetched({**whole.tabs, NAME: cut}, whole.fence)


@pytest.fixture
def sheet() -> CuttingSheet:
    return CuttingSheet()


@pytest.fixture
def world(sheet: CuttingSheet) -> World:
    world = World(SETTINGS, RATES, sheet=sheet)
    world.quiet()
    return world


def test_the_other_tables_go_on_and_the_next_pass_takes_what_was_missed(
    world: World, sheet: CuttingSheet
) -> None:
    world.type_wage(1002, Decimal(19))
    world.rates.type(1, "Percentage", Decimal(1))
    sheet.cuts = 1
    world.sync()
    message = world.replica.pauses()[NAME]
    assert "EmployeeSettings!A1 and what follows was not read whole" in message
    assert world.rows(RATES)[(0,)].values["percentage"] == 1
    assert (world.wage(1002), len(world.rows())) == (Decimal(18), 2)
    world.sync()
    assert (dict(world.replica.pauses()), world.wage(1002)) == ({}, Decimal(19))


def test_one_that_is_cut_again_is_read_when_the_sheet_changes_and_by_full_reads(
    world: World, sheet: CuttingSheet
) -> None:
    world.type_wage(1002, Decimal(19))
    sheet.cuts = 9
    world.sync(2)
    reads = sheet.calls["fetch"]
    world.sync(3)
    assert sheet.calls["fetch"] == reads
    sheet.cuts = 0
    world.engine.run_pass(full=True)
    assert (dict(world.replica.pauses()), world.wage(1002)) == ({}, Decimal(19))


def test_it_cannot_be_allowed(world: World, sheet: CuttingSheet) -> None:
    sheet.cuts = 2
    preview = world.engine.preview()
    assert preview.tables[0].paused is not None
    assert (preview.tables[0].waived, preview.tables[0].steps) == (None, ())
    world.engine.run_pass(allow=preview.hash)
    assert len(world.rows()) == 2


def test_what_is_owed_to_people_waits_until_the_tab_is_read(world: World, sheet: CuttingSheet) -> None:
    world.local.write(NAME, {"employee_id": 1001, "hourly_wage": Decimal(20)})

    def type_unseen() -> None:
        world.type_wage(1001, Decimal(77))
        sheet.cuts = 1

    sheet.interrupt_next("push", type_unseen)
    world.engine.run_pass()
    world.quiet()
    assert world.wage(1001) == world.sheet_wage(1001) == Decimal(77)
    assert world.replica.state(facts.DEBTS) is None
    assert sheet.cuts == 0


def test_an_unanswered_batch_is_settled_though_the_tab_is_cut(world: World, sheet: CuttingSheet) -> None:
    world.local.write(NAME, {"employee_id": 1001, "hourly_wage": Decimal(20)})
    sheet.fail_next("push", OutcomeUnknownError("timeout"), is_applied=True)
    with pytest.raises(OutcomeUnknownError):
        world.sync()
    sheet.cuts = 1
    world.sync()
    assert world.replica.state(facts.INTENT) is None
    world.quiet()
    assert world.wage(1001) == world.sheet_wage(1001) == Decimal(20)
    assert len(sheet.pushed) == 1
