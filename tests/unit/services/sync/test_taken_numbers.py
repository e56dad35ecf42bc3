"""No number is given twice after a backup was restored, be the table paused, not found, or compared anew."""

from collections.abc import Callable

import pytest

from sheetanchor import Column, Integer, Table, Text
from sheetanchor.adapters.memory.tab import MemoryTab
from sheetanchor.services.sync.resync import Resync
from tests.unit.services.sync.world import World

VISITS = Table(
    "visits",
    "Visits",
    (Column("id", "Id", Integer(), required=True), Column("what", "What", Text())),
    key=("id",),
    numbered=True,
)


def rename_header(world: World, tab: MemoryTab) -> None:
    tab.set_at(0, 1, "Why")


def rename_tab(world: World, tab: MemoryTab) -> None:
    """The backup is from before the tab was ever read, and does not know it by another title."""
    tab.title = "Calls"


def compare_anew(world: World, tab: MemoryTab) -> None:
    Resync(world.tables, world.replica, world.clock).request("visits")


@pytest.mark.parametrize("trouble", [rename_header, rename_tab, compare_anew])
def test_a_number_that_the_spreadsheet_knows_is_not_given_again(
    trouble: Callable[[World, MemoryTab], None],
) -> None:
    world = World(VISITS)
    backup = world.replica._content
    tab = world.sheet.add_tab("Visits", [["Id", "What"]])
    world.sync(2)
    assert world.local.add("visits", {"what": "first"}).key == (1,)
    world.sync(2)
    world.replica._content = backup
    world.engine = world.new_engine()
    trouble(world, tab)
    world.sync()
    assert world.local.add("visits", {"what": "second"}).key == (2,)
