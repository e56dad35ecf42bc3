"""Somebody restores an old version of the spreadsheet: nothing is taken from it until a person says so."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.domain.sync.errors import OutcomeUnknownError
from sheetanchor.services.sync.resync import Resync
from tests.unit.services.sync.world import RANKS, RATES, SETTINGS, World

WAGE = "hourly_wage"


def version_of(sheet: MemorySheet) -> Callable[[], None]:
    """What brings the spreadsheet back as it is now, its fence as well."""
    tabs = [sheet.tab(table.tab) for table in (SETTINGS, RATES, RANKS)]
    lines, fence = [[list(line) for line in tab.lines()] for tab in tabs], sheet.fence

    def restore() -> None:
        for tab, kept in zip(tabs, lines, strict=True):
            tab.restore([list(line) for line in kept])
        sheet.fence = fence

    return restore


def write(world: World, wage: int, employee: int = 1001) -> None:
    world.local.write("employee_settings", {"employee_id": employee, WAGE: Decimal(wage)})


@pytest.fixture
def world() -> World:
    """The program wrote 20, then 21; somebody restored the version between."""
    world = World()
    world.sync(2)
    write(world, 20)
    world.quiet()
    restore = version_of(world.sheet)
    write(world, 21)
    world.quiet()
    restore()
    return world


def test_all_tables_pause_and_nothing_moves(world: World) -> None:
    write(world, 30, employee=1002)
    pushes = len(world.sheet.pushed)
    world.sync(4)
    assert world.replica.pauses().keys() == {table.name for table in world.tables}
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(21), Decimal(20))
    assert len(world.sheet.pushed) == pushes


def test_the_message_names_tab_and_cell_and_every_way_out(world: World) -> None:
    world.sync()
    message = world.replica.pauses()["employee_settings"]
    for part in (
        "EmployeeSettings!A1 ",
        "Version history",
        "resync employee_settings",
        "--dry-run",
        "--allow",
    ):
        assert part in message


def test_it_goes_on_by_itself_where_the_newest_version_is_restored() -> None:
    world = World()
    world.sync(2)
    old = version_of(world.sheet)
    write(world, 20)
    world.quiet()
    newest = version_of(world.sheet)
    old()
    world.sync(2)
    write(world, 22)
    newest()
    world.quiet()
    assert dict(world.replica.pauses()) == {}
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(22), Decimal(22))


def test_the_message_names_the_tab_as_it_is_called_when_it_is_read(world: World) -> None:
    world.sync()
    world.sheet.rename_tab("EmployeeSettings", "Staff")
    world.engine.run_pass(full=True)
    message = world.replica.pauses()["employee_settings"]
    assert "Staff!A1" in message
    world.engine.run_pass(full=True)
    assert world.replica.pauses()["employee_settings"] == message


def test_the_old_version_can_be_allowed(world: World) -> None:
    world.sync()
    preview = world.engine.preview()
    assert all(table.waived and "old version" in table.waived for table in preview.tables)
    assert [step.detail for step in preview.tables[0].steps] == ["Hourly wage 20"]
    world.engine.run_pass(full=True, allow=preview.hash)
    assert dict(world.replica.pauses()) == {}
    world.quiet()
    assert world.wage(1001) == Decimal(20)
    write(world, 23)
    world.quiet()
    assert world.sheet_wage(1001) == Decimal(23)


def test_a_resync_asks_about_every_difference_of_its_table_and_the_others_go_on_waiting(world: World) -> None:
    world.sync()
    Resync(world.tables, world.replica, world.clock).request("employee_settings")
    write(world, 30, employee=1002)
    world.quiet()
    assert world.replica.pauses().keys() == {"dynamic_rates", "ranks"}
    assert [kept.conflict.key for kept in world.replica.conflicts(9, only_open=True)] == [(1001,), (1002,)][
        ::-1
    ]
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(21), Decimal(20))


def test_our_own_write_after_a_resync_does_not_end_the_pause_of_the_others(world: World) -> None:
    world.sync()
    Resync(world.tables, world.replica, world.clock).request("employee_settings")
    world.local.write(
        "employee_settings", {"employee_id": 1009, WAGE: Decimal(9), "sales_commission": Decimal(9)}
    )
    world.quiet()
    assert world.sheet_wage(1009) == Decimal(9)
    assert world.replica.pauses().keys() == {"dynamic_rates", "ranks"}


def test_a_second_old_version_is_noticed_as_well(world: World) -> None:
    world.sync()
    world.engine.run_pass(full=True, allow=world.engine.preview().hash)
    world.quiet()
    older = version_of(world.sheet)
    write(world, 24)
    world.quiet()
    older()
    world.sync()
    assert len(world.replica.pauses()) == 3


def test_the_version_right_before_our_last_batch_is_an_old_one(world: World) -> None:
    """Nothing was read between our batch and the restoring."""
    fresh = World()
    fresh.sync(2)
    restore = version_of(fresh.sheet)
    write(fresh, 20)
    fresh.sync()
    restore()
    fresh.sync()
    assert len(fresh.replica.pauses()) == 3
    assert fresh.wage(1001) == Decimal(20)


def test_a_batch_that_never_arrived_is_no_old_version() -> None:
    world = World()
    world.sync(2)
    write(world, 20)
    world.sheet.fail_next("push", OutcomeUnknownError("timeout"))
    with pytest.raises(OutcomeUnknownError):
        world.sync()
    world.quiet()
    assert dict(world.replica.pauses()) == {}
    assert world.sheet_wage(1001) == Decimal(20)


@pytest.fixture
def unfenced() -> tuple[World, Callable[[], None]]:
    """The program wrote 40 and added an employee; what restores the version before its first batch."""
    world = World()
    world.sync(2)
    restore = version_of(world.sheet)

    def restore_unfenced() -> None:
        restore()
        world.sheet.delete_hidden_tab()

    write(world, 40)
    world.local.write(
        "employee_settings", {"employee_id": 1005, WAGE: Decimal(40), "sales_commission": Decimal(1)}
    )
    world.quiet()
    return world, restore_unfenced


def test_a_fence_that_somebody_deleted_is_no_old_version() -> None:
    world = World()
    world.sync(2)
    write(world, 20)
    world.quiet()
    world.sheet.fence = None
    world.type_wage(1002, Decimal(19))
    write(world, 21)
    world.quiet()
    assert dict(world.replica.pauses()) == {}
    assert (world.sheet_wage(1001), world.wage(1002)) == (Decimal(21), Decimal(19))


def test_a_version_from_before_the_first_fence_pauses_all_tables_and_is_left_as_it_is(
    unfenced: tuple[World, Callable[[], None]],
) -> None:
    world, restore = unfenced
    restore()
    pushes = world.sheet.calls["push"]
    world.sync(4)
    world.engine.run_pass(full=True)
    assert world.replica.pauses().keys() == {table.name for table in world.tables}
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(40), "15.00")
    assert (1005,) in world.rows()
    assert world.sheet.calls["push"] == pushes


def test_looking_for_a_trace_costs_a_request_only_where_there_is_no_fence(
    unfenced: tuple[World, Callable[[], None]],
) -> None:
    world, restore = unfenced
    world.engine.run_pass(full=True)
    assert world.sheet.calls["find_applied"] == 0
    restore()
    world.sync(5)
    assert world.sheet.calls["find_applied"] == 1


def test_it_goes_on_by_itself_where_a_version_with_a_fence_is_restored_again(
    unfenced: tuple[World, Callable[[], None]],
) -> None:
    world, restore = unfenced
    newest, notes = version_of(world.sheet), world.sheet._notes
    restore()
    world.sync(2)
    newest()
    world.sheet._notes = notes
    world.quiet()
    assert dict(world.replica.pauses()) == {}
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(40), Decimal(40))


def test_it_can_be_allowed_or_asked_about_like_any_old_version(
    unfenced: tuple[World, Callable[[], None]],
) -> None:
    world, restore = unfenced
    restore()
    world.sync()
    Resync(world.tables, world.replica, world.clock).request("dynamic_rates")
    world.quiet()
    assert world.replica.pauses().keys() == {"employee_settings", "ranks"}
    world.engine.run_pass(full=True, allow=world.engine.preview().hash)
    world.quiet()
    assert dict(world.replica.pauses()) == {}
    assert world.wage(1001) == Decimal(15)
    write(world, 23)
    world.quiet()
    assert world.sheet_wage(1001) == Decimal(23)


def test_a_hidden_tab_that_somebody_deleted_is_made_again_where_no_cell_changed(
    unfenced: tuple[World, Callable[[], None]],
) -> None:
    world, _ = unfenced
    world.sheet.delete_hidden_tab()
    write(world, 41)
    world.quiet()
    assert dict(world.replica.pauses()) == {}
    assert world.sheet_wage(1001) == Decimal(41)


def test_a_batch_without_an_answer_does_not_hide_that_all_traces_are_gone(
    unfenced: tuple[World, Callable[[], None]],
) -> None:
    """Before anything is merged the batch is barred, by a fence of its own."""
    world, restore = unfenced
    write(world, 41)
    world.sheet.fail_next("push", OutcomeUnknownError("timeout"))
    with pytest.raises(OutcomeUnknownError):
        world.sync()
    restore()
    world.sync(3)
    assert len(world.replica.pauses()) == 3
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(41), "15.00")


def test_another_spreadsheet_in_the_place_of_the_known_one_is_left_alone() -> None:
    world = World()
    world.sync(2)
    world.type_wage(1001, Decimal(99))
    world.sheet.delete_hidden_tab()
    world.quiet()
    assert len(world.replica.pauses()) == 3
    assert world.wage(1001) == Decimal(15)
