"""What was overwritten unseen and cannot be put back is asked about, be it of a row or of a list."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.cells import CellValue
from sheetanchor.domain.tables.rows import Source, SyncStatus
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.newer import ChangedSinceError
from sheetanchor.services.sync.problems import Problem, ProblemReader
from sheetanchor.services.sync.settlement import CannotKeepError
from tests.unit.services.sync.world import RATES, World

WAGE = "hourly_wage"
KEEP_SHEET = "`sheetanchor conflicts keep-sheet 2` writes it again"
KEEP_LOCAL = "`sheetanchor conflicts keep-local 2` leaves all as it is now"


@pytest.fixture
def world() -> World:
    world = World()
    world.sync(2)
    return world


def conflicts(world: World) -> Conflicts:
    return Conflicts(world.tables, world.replica, world.clock, world.wake)


def problems(world: World) -> tuple[Problem, ...]:
    return ProblemReader(world.tables, world.replica, CellLinks("1Sheet", world.replica)).read()


def before_the_repair(world: World, act: Callable[[], None]) -> None:
    """Somebody acts after our batch and before what it overwrote is put back."""
    world.sheet.interrupt_next("fetch", lambda: None)
    world.sheet.interrupt_next("fetch", act)


def lost(world: World) -> KeptConflict:
    (kept,) = [kept for kept in world.replica.conflicts(10) if kept.conflict.loss is Loss.OVERWRITTEN]
    return kept


def overwrite_wage(world: World, *, typed: CellValue, then: CellValue) -> None:
    """The program writes 20 over what is typed unseen, and the cell is changed before it can be put back."""
    world.local.write("employee_settings", {"employee_id": 1001, WAGE: Decimal(20)})
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, typed))
    before_the_repair(world, lambda: world.type_wage(1001, then))
    world.quiet()


def replace_rates(world: World) -> None:
    steps = [("0", "499.99", 1), ("500", "999.99", 2), ("1000", "999999", 4)]
    rows = [
        {"min_amount": Decimal(least), "max_amount": Decimal(most), "percentage": Decimal(rate)}
        for least, most, rate in steps
    ]
    world.local.replace("dynamic_rates", rows)


def overwrite_rate(world: World, *, typed: CellValue, then: CellValue) -> None:
    replace_rates(world)
    world.sheet.interrupt_next("push", lambda: world.rates.type(1, "Percentage", typed))
    before_the_repair(world, lambda: world.rates.type(1, "Percentage", then))
    world.quiet()


def rates(world: World) -> list[object]:
    return [Decimal(str(row[2])) for row in world.rates.values()[1:]]


def test_a_cell_that_changed_again_before_it_was_put_back_waits_for_a_person(world: World) -> None:
    overwrite_wage(world, typed=Decimal(77), then=Decimal(55))
    kept = lost(world)
    assert kept.is_waiting
    assert (kept.conflict.key, kept.conflict.field, kept.conflict.address) == ((1001,), WAGE, "B2")
    assert (kept.conflict.sheet, kept.conflict.local) == ({WAGE: Decimal(77)}, {WAGE: Decimal(20)})
    assert (world.sheet_wage(1001), world.wage(1001)) == (Decimal(55), Decimal(55))
    assert world.rows()[(1001,)].status is SyncStatus.CONFLICT


def test_it_is_listed_among_the_problems_with_what_settles_it(world: World) -> None:
    overwrite_wage(world, typed=Decimal(77), then=Decimal(55))
    (problem,) = problems(world)
    assert "EmployeeSettings!B2, row 1001" in problem.message
    assert "wrote Hourly wage '20' over Hourly wage '77', which it had not seen" in problem.message
    assert problem.settle == (KEEP_SHEET, KEEP_LOCAL)


def test_it_can_be_written_again_by_a_command(world: World) -> None:
    overwrite_wage(world, typed=Decimal(77), then=Decimal(55))
    with pytest.raises(ChangedSinceError, match="Hourly wage is '55' now") as refused:
        conflicts(world).keep_sheet(lost(world).number)
    assert lost(world).is_waiting
    conflicts(world).keep_sheet(lost(world).number, refused.value.over)
    world.quiet()
    assert (world.sheet_wage(1001), world.wage(1001)) == (Decimal(77), Decimal(77))
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED
    conflicts(world).keep_local(lost(world).number)
    world.quiet()
    assert world.sheet_wage(1001) == Decimal(20)


def test_all_can_be_left_as_it_is_by_a_command(world: World) -> None:
    overwrite_wage(world, typed=Decimal(77), then=Decimal(55))
    conflicts(world).keep_local(lost(world).number)
    world.quiet()
    assert (world.sheet_wage(1001), world.wage(1001)) == (Decimal(55), Decimal(55))
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED
    assert problems(world) == ()


def test_it_ends_by_itself_where_somebody_types_it_again(world: World) -> None:
    overwrite_wage(world, typed=Decimal(77), then=Decimal(55))
    world.type_wage(1001, Decimal(60))
    world.quiet()
    assert lost(world).is_waiting
    world.type_wage(1001, Decimal(77))
    world.quiet()
    assert (lost(world).is_waiting, lost(world).conflict.winner) == (False, Source.SHEETS)
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED


def test_it_does_not_take_the_place_of_another_conflict_of_its_cell(world: World) -> None:
    overwrite_wage(world, typed=Decimal(77), then=Decimal(55))
    assert [kept.conflict.loss for kept in world.replica.conflicts(10)] == [
        Loss.OVERWRITTEN,
        Loss.BOTH_CHANGED,
    ]


def test_text_that_means_nothing_is_kept_as_it_was_typed(world: World) -> None:
    overwrite_wage(world, typed="about 77", then=Decimal(55))
    kept = lost(world)
    assert (kept.conflict.sheet, kept.conflict.typed) == ({}, "about 77")
    (problem,) = problems(world)
    assert "over 'about 77'" in problem.message
    assert problem.settle == (KEEP_LOCAL,)
    with pytest.raises(CannotKeepError, match="type it into the sheet"):
        conflicts(world).keep_sheet(kept.number)


def test_what_we_had_read_is_no_loss(world: World) -> None:
    """The row is put right as a whole, because its columns moved; what stood there before is known."""
    world.local.write("employee_settings", {"employee_id": 1001, WAGE: Decimal(20)})
    world.sheet.interrupt_next("push", lambda: world.settings.set_at(0, 1, "Wage"))
    before_the_repair(world, lambda: world.settings.set_at(1, 1, Decimal(55)))
    world.sync(3)
    world.settings.set_at(0, 1, "Hourly wage")
    world.quiet()
    assert world.replica.conflicts(10, only_open=True) == ()


def test_a_step_of_a_list_is_kept_with_its_row(world: World) -> None:
    overwrite_rate(world, typed=Decimal(33), then=Decimal(44))
    kept = lost(world)
    step = {"min_amount": Decimal(0), "max_amount": Decimal("499.99")}
    assert (kept.conflict.key, kept.conflict.field, kept.conflict.address) == ((0,), None, "C2")
    assert kept.conflict.sheet == {**step, "percentage": Decimal(33)}
    assert kept.conflict.local == {**step, "percentage": Decimal(1)}
    assert rates(world) == [Decimal(44), Decimal(2), Decimal(4)]
    (problem,) = problems(world)
    assert "Percentage '33'" in problem.message
    assert {row.status for row in world.rows(RATES).values()} == {SyncStatus.SYNCED, SyncStatus.CONFLICT}


def test_a_foreign_cell_of_a_list_is_put_back_though_its_row_was_edited_since(world: World) -> None:
    """Under moved columns the program wrote into it."""
    world.rates.insert_column(3, "Note")
    for place in (1, 2, 3):
        world.rates.type(place, "Note", f"note {place}")
    world.sync(2)

    def edit() -> None:
        world.rates.type(1, "Max Amount", Decimal(450))

    replace_rates(world)
    world.sheet.interrupt_next("push", lambda: world.rates.move_column("Note", 2))
    before_the_repair(world, edit)
    world.quiet()
    assert [world.rates.cell(place, "Note").value for place in (1, 2, 3)] == ["note 1", "note 2", "note 3"]
    assert world.rates.cell(1, "Max Amount").value == Decimal(450)
    assert all(kept.conflict.loss is not Loss.OVERWRITTEN for kept in world.replica.conflicts(9))


def test_a_list_that_was_changed_since_is_not_changed_by_a_command(world: World) -> None:
    overwrite_rate(world, typed=Decimal(33), then=Decimal(44))
    with pytest.raises(CannotKeepError, match="the list was changed meanwhile"):
        conflicts(world).keep_sheet(lost(world).number)
    world.rates.type(1, "Percentage", Decimal(1))
    world.quiet()
    conflicts(world).keep_sheet(lost(world).number)
    world.quiet()
    assert rates(world) == [Decimal(33), Decimal(2), Decimal(4)]
    assert {row.status for row in world.rows(RATES).values()} == {SyncStatus.SYNCED}


def test_a_list_is_settled_apart_from_its_other_conflicts(world: World) -> None:
    overwrite_rate(world, typed=Decimal(33), then=Decimal(44))
    assert len(conflicts(world).keep_local(lost(world).number)) == 1
    assert problems(world) == ()
