"""A batch without an answer whose copies are gone: nothing is confirmed, and a person is asked to look."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor import Deletions
from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.domain.sync.errors import FenceLostError, OutcomeUnknownError
from sheetanchor.domain.sync.fence import FenceStep, next_step
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.ports.sheet import Applied, TabWrite
from sheetanchor.services.sync import facts, memory
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.problems import ProblemReader
from sheetanchor.services.sync.sent import Intent
from sheetanchor.services.sync.settlement import CannotKeepError
from tests.unit.services.sync.world import RATES, SETTINGS, World

WAGE = "hourly_wage"
NAME, COMMISSION = "EmployeeId", "Sales commission"


class ShortMemory(MemorySheet):
    """Keeps no copies longer than its last answer."""

    def find_applied(self, writes: Sequence[TabWrite], step: FenceStep) -> Applied | None:
        found = super().find_applied(writes, step)
        return found and replace(found, before=None)


def lose_answer(world: World, *, is_applied: bool = True) -> None:
    world.sheet.fail_next("push", OutcomeUnknownError("timeout"), is_applied=is_applied)
    with pytest.raises(OutcomeUnknownError):
        world.sync()


def overwritten(world: World) -> list[Conflict]:
    kept = (kept for kept in world.replica.conflicts(10) if kept.is_waiting)
    return [each.conflict for each in kept if each.conflict.loss is Loss.OVERWRITTEN]


@pytest.fixture
def forgetful() -> World:
    world = World(replace(SETTINGS, deletions=Deletions.BOTH), RATES, sheet=ShortMemory())
    world.settings.append_row({NAME: Decimal(1003), "Hourly wage": Decimal(16), COMMISSION: Decimal(8)})
    world.sync(2)
    return world


@pytest.fixture
def world() -> World:
    world = World()
    world.sync(2)
    return world


def write_wage(world: World, wage: int = 20) -> None:
    world.local.write("employee_settings", {"employee_id": 1001, WAGE: Decimal(wage)})


def test_a_cell_is_asked_about_and_its_row_waits(forgetful: World) -> None:
    write_wage(forgetful)
    lose_answer(forgetful)
    forgetful.quiet()
    (lost,) = overwritten(forgetful)
    assert (lost.key, lost.field, lost.address) == ((1001,), WAGE, "B2")
    assert (lost.sheet, lost.local, lost.typed) == ({}, {WAGE: Decimal(20)}, None)
    assert forgetful.rows()[(1001,)].status is SyncStatus.CONFLICT
    assert (forgetful.sheet_wage(1001), forgetful.wage(1001)) == (Decimal(20), Decimal(20))


def test_it_says_so_and_ends_when_a_person_has_looked(forgetful: World) -> None:
    write_wage(forgetful)
    lose_answer(forgetful)
    forgetful.quiet()
    reader = ProblemReader(forgetful.tables, forgetful.replica, CellLinks("1Sheet", forgetful.replica))
    (problem,) = reader.read()
    assert "wrote Hourly wage '20' over what nobody knows any more" in problem.message
    assert problem.settle == ("`sheetanchor conflicts keep-local 1` leaves all as it is now",)
    service = Conflicts(forgetful.tables, forgetful.replica, forgetful.clock, forgetful.wake)
    with pytest.raises(CannotKeepError, match="no value of it is known"):
        service.keep_sheet(1)
    service.keep_local(1)
    forgetful.quiet()
    assert reader.read() == ()
    assert forgetful.rows()[(1001,)].status is SyncStatus.SYNCED


def test_a_write_that_went_into_another_row_is_not_taken_for_done(forgetful: World) -> None:
    """Sorted between our reading and our writing: 1001 is written again, and it is told where that was."""
    write_wage(forgetful)
    forgetful.sheet.interrupt_next("push", lambda: forgetful.settings.move_row(1, 3))
    lose_answer(forgetful)
    forgetful.quiet()
    assert (forgetful.sheet_wage(1001), forgetful.wage(1001)) == (Decimal(20), Decimal(20))
    assert [lost.address for lost in overwritten(forgetful)] == ["B2"]


def test_what_the_program_wrote_since_is_no_conflict_with_what_it_wrote_before(forgetful: World) -> None:
    write_wage(forgetful)
    lose_answer(forgetful)
    write_wage(forgetful, 21)
    forgetful.quiet()
    assert (forgetful.sheet_wage(1001), forgetful.wage(1001)) == (Decimal(21), Decimal(21))
    assert [kept.conflict.loss for kept in forgetful.replica.conflicts(10)] == [Loss.OVERWRITTEN]


def test_a_row_that_was_added_and_edited_since_is_known_by_its_key(forgetful: World) -> None:
    row = {"employee_id": 1004, WAGE: Decimal(15), "sales_commission": Decimal(8)}
    forgetful.local.write("employee_settings", row)
    lose_answer(forgetful)
    forgetful.type_wage(1004, Decimal(17))
    forgetful.quiet()
    assert (forgetful.sheet_wage(1004), forgetful.wage(1004)) == (Decimal(17), Decimal(17))
    assert forgetful.replica.conflicts(9) == ()


def test_rows_that_were_added_overwrite_nothing(forgetful: World) -> None:
    row = {"employee_id": 1004, WAGE: Decimal(15), "sales_commission": Decimal(8)}
    forgetful.local.write("employee_settings", row)
    lose_answer(forgetful)
    forgetful.quiet()
    assert overwritten(forgetful) == []
    assert [str(line[0]) for line in forgetful.settings.values()[1:]] == ["1001", "1002", "1003", "1004"]


def test_a_row_that_was_added_under_other_headers_is_added_again_and_asked_about(forgetful: World) -> None:
    row = {"employee_id": 1004, WAGE: Decimal(15), "sales_commission": Decimal(8)}
    forgetful.local.write("employee_settings", row)
    forgetful.sheet.interrupt_next("push", lambda: forgetful.settings.move_column("Hourly wage", 0))
    lose_answer(forgetful)
    forgetful.quiet()
    assert forgetful.rows()[(1004,)].values == row
    assert [Decimal(15), Decimal(1004), Decimal(8)] in forgetful.settings.values()
    (lost,) = overwritten(forgetful)
    assert (lost.key, lost.sheet, lost.local, lost.address) == ((1004,), {}, row, "A5")


def test_a_row_that_was_deleted_is_asked_about(forgetful: World) -> None:
    forgetful.local.delete("employee_settings", (1002,))
    lose_answer(forgetful)
    forgetful.quiet()
    (lost,) = overwritten(forgetful)
    assert (lost.key, lost.field, lost.sheet, lost.local) == ((1002,), None, {}, None)
    assert {str(line[0]) for line in forgetful.settings.values()[1:]} == {"1001", "1003"}
    assert (1002,) not in forgetful.rows()
    reader = ProblemReader(forgetful.tables, forgetful.replica, CellLinks("1Sheet", forgetful.replica))
    assert "the program deleted what nobody knows any more" in reader.read()[0].message


def test_another_row_that_was_deleted_in_its_place_does_not_hide_the_one_that_stands(
    forgetful: World,
) -> None:
    forgetful.local.delete("employee_settings", (1002,))
    forgetful.sheet.interrupt_next("push", lambda: forgetful.settings.move_row(2, 3))
    lose_answer(forgetful)
    forgetful.quiet()
    assert (1002,) not in forgetful.rows()
    other, meant = overwritten(forgetful)
    assert (meant.key, meant.address, meant.sheet) == ((1002,), "A3", {})
    assert (other.key, other.local) == ((1003,), None)
    service = Conflicts(forgetful.tables, forgetful.replica, forgetful.clock, forgetful.wake)
    number = next(kept.number for kept in service.waiting() if kept.conflict == other)
    service.keep_sheet(number)
    forgetful.quiet()
    assert (forgetful.sheet_wage(1003), forgetful.wage(1003)) == (Decimal(16), Decimal(16))


def test_every_step_of_a_list_that_was_written_is_asked_about(forgetful: World) -> None:
    steps = [("0", "499.99", 1), ("500", "999.99", 2)]
    rows = [
        {"min_amount": Decimal(least), "max_amount": Decimal(most), "percentage": Decimal(rate)}
        for least, most, rate in steps
    ]
    forgetful.local.replace("dynamic_rates", rows)
    lose_answer(forgetful)
    forgetful.quiet()
    assert {(lost.key, lost.address) for lost in overwritten(forgetful)} == {((0,), "C2"), ((2,), "A4")}
    assert len(forgetful.rates.values()) == 3


def delete_notes(world: World) -> None:
    world.sheet.delete_hidden_tab()


def clear_notes(world: World) -> None:
    world.sheet.clear_hidden_tab()


def forget_tokens(world: World) -> None:
    """So many batches of others that the tokens went round."""
    beside = World(beside=world)
    beside.sync(2)
    for wage in range(51):
        beside.local.write("employee_settings", {"employee_id": 1002, WAGE: Decimal(30 + wage)})
        beside.sync()


@pytest.mark.parametrize("forget", [delete_notes, clear_notes, forget_tokens])
def test_where_nobody_knows_whether_it_was_applied_what_looks_like_it_is_asked_about(
    world: World, forget: Callable[[World], None]
) -> None:
    write_wage(world)
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, Decimal(77)))
    lose_answer(world)
    forget(world)
    world.quiet()
    (lost,) = overwritten(world)
    assert (lost.key, lost.sheet, lost.local) == ((1001,), {}, {WAGE: Decimal(20)})
    assert world.replica.state(facts.INTENT) is None
    assert world.sheet.fence is not None


@pytest.mark.parametrize("forget", [delete_notes, clear_notes, forget_tokens])
def test_what_was_not_applied_is_sent_again_and_nobody_is_asked(
    world: World, forget: Callable[[World], None]
) -> None:
    write_wage(world)
    lose_answer(world, is_applied=False)
    forget(world)
    world.quiet()
    assert overwritten(world) == []
    assert world.sheet_wage(1001) == Decimal(20)
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED


def test_a_tab_that_is_gone_as_well_hides_nothing(world: World) -> None:
    write_wage(world)
    lose_answer(world)
    world.sheet.delete_hidden_tab()
    world.sheet.delete_tab("EmployeeSettings")
    world.sync(4)
    assert [lost.key for lost in overwritten(world)] == [(1001,)]


def test_a_row_deleted_in_the_place_of_another_is_asked_about_though_nobody_knows(world: World) -> None:
    table = replace(SETTINGS, deletions=Deletions.BOTH)
    world = World(table, RATES)
    world.sync(2)
    world.local.delete("employee_settings", (1002,))
    world.sheet.interrupt_next("push", lambda: world.settings.move_row(2, 1))
    lose_answer(world)
    world.sheet.delete_hidden_tab()
    world.sync(4)
    assert [(lost.key, lost.sheet != {}) for lost in overwritten(world)] == [
        ((1001,), True),
        ((1002,), False),
    ]


def test_a_request_under_way_while_the_hidden_tab_goes_cannot_come_late(world: World) -> None:
    batch = next_step(world.sheet.fence, "late")
    intent = Intent(batch, ())
    with world.replica.transaction() as tx:
        memory.keep_intent(tx, intent)
        tx.set_state(facts.FENCE, str(batch.after.number))
    world.sheet.delete_hidden_tab()
    world.sync()
    with pytest.raises(FenceLostError):
        world.sheet.apply((), batch)


def test_what_stands_in_the_place_of_our_row_shows_that_the_batch_was_applied(world: World) -> None:
    """All or nothing: where one row tells, the others are asked about as well."""
    write_wage(world)
    world.local.write("employee_settings", {"employee_id": 1002, WAGE: Decimal(21)})
    world.sheet.interrupt_next("push", lambda: world.settings.move_row(1, 2))
    lose_answer(world)
    world.type_wage(1001, Decimal(50))
    world.sheet.delete_hidden_tab()
    world.sync(4)
    assert {lost.key for lost in overwritten(world)} == {(1001,), (1002,)}
