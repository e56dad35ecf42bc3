"""The settings name another spreadsheet: nothing is taken from it or written into it without a word."""

from decimal import Decimal

import pytest

from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.domain.sync.errors import OutcomeUnknownError
from sheetanchor.domain.sync.fence import next_step
from sheetanchor.services.sync import facts
from tests.unit.services.sync.world import SETTINGS, World

OURS, OTHER = "ours", "other"


class Moved:
    """A world that was synced with one spreadsheet, and an engine that is told another one."""

    def __init__(self) -> None:
        self.world = World()
        self.ours = self.world.new_engine(spreadsheet=OURS)
        for _ in range(3):
            self.ours.run_pass()
        self.new = MemorySheet()
        self.theirs = self.world.new_engine(self.new, spreadsheet=OTHER)

    def fill(self, wage: int) -> None:
        """Tabs of the same titles."""
        for table in self.world.tables:
            self.new.add_tab(table.tab, [list(line) for line in self.world.sheet.tab(table.tab).lines()])
        self.new.tab(SETTINGS.tab).type(1, "Hourly wage", Decimal(wage))

    def write(self, wage: int) -> None:
        self.world.local.write("employee_settings", {"employee_id": 1001, "hourly_wage": Decimal(wage)})


@pytest.fixture
def moved() -> Moved:
    return Moved()


@pytest.mark.parametrize("is_filled", [True, False])
def test_all_tables_pause_and_nothing_moves(moved: Moved, is_filled: bool) -> None:
    if is_filled:
        moved.fill(99)
    moved.write(20)
    for _ in range(3):
        moved.theirs.run_pass()
    assert moved.world.replica.pauses().keys() == {table.name for table in moved.world.tables}
    assert (moved.world.wage(1001), moved.new.fence, moved.new.pushed) == (Decimal(20), None, [])


def test_the_message_names_both_and_every_way_out(moved: Moved) -> None:
    moved.theirs.run_pass()
    message = moved.world.replica.pauses()["employee_settings"]
    for part in (
        "EmployeeSettings!A1 and all else is in another spreadsheet",
        "the settings name other, and this replica was synced with ours",
        "set spreadsheet_id back to ours",
        "move the file that database_url names aside",
        "--allow",
    ):
        assert part in message
    assert "old version" not in message


def test_it_goes_on_by_itself_once_the_settings_name_the_right_one_again(moved: Moved) -> None:
    moved.write(20)
    moved.theirs.run_pass()
    moved.ours.run_pass()
    assert moved.world.replica.pauses() == {}
    assert moved.world.sheet_wage(1001) == Decimal(20)


def test_where_it_is_meant_it_is_gone_on_with(moved: Moved) -> None:
    moved.fill(99)
    moved.theirs.run_pass()
    moved.theirs.run_pass(allow=moved.theirs.preview().hash)
    assert (moved.world.replica.pauses(), moved.world.wage(1001)) == ({}, Decimal(99))
    moved.write(20)
    for _ in range(3):
        moved.theirs.run_pass()
    assert moved.new.tab(SETTINGS.tab).cell(1, "Hourly wage").value == Decimal(20)
    moved.ours.run_pass()
    assert "was synced with other" in moved.world.replica.pauses()["employee_settings"]


def test_one_with_a_fence_of_another_program_is_gone_on_with_as_well(moved: Moved) -> None:
    for wage in range(20, 25):
        moved.write(wage)
        moved.ours.run_pass()
    moved.fill(99)
    moved.new.push([], next_step(None, "theirs"))
    moved.theirs.run_pass()
    moved.theirs.run_pass(allow=moved.theirs.preview().hash)
    for _ in range(3):
        moved.theirs.run_pass()
    assert (moved.world.replica.pauses(), moved.world.wage(1001)) == ({}, Decimal(99))


def test_a_batch_that_is_open_with_the_right_one_waits_for_it(moved: Moved) -> None:
    moved.write(20)
    moved.world.sheet.fail_next("push", OutcomeUnknownError("no answer"), is_applied=True)
    with pytest.raises(OutcomeUnknownError):
        moved.ours.run_pass()
    moved.theirs.run_pass()
    assert moved.world.replica.state(facts.INTENT) is not None
    assert moved.new.calls["find_applied"] == 0
    for _ in range(2):
        moved.ours.run_pass()
    assert moved.world.replica.state(facts.INTENT) is None
    assert (moved.world.replica.pauses(), moved.world.sheet_wage(1001)) == ({}, Decimal(20))


def test_a_replica_from_before_it_was_remembered_takes_what_the_settings_name() -> None:
    world = World()
    world.sync(2)
    world.new_engine(spreadsheet=OURS).run_pass(full=True)
    assert (world.replica.state(facts.SPREADSHEET), world.replica.pauses()) == (OURS, {})
