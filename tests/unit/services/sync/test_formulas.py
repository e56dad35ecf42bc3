"""Formulas that people type while a batch is on its way: they stand again, or a person is told their text."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor import Deletions
from sheetanchor.domain.sync.errors import OutcomeUnknownError
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.cells import Cell, CellFormat, Formula
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.problems import ProblemReader
from tests.unit.services.sync.world import RATES, SETTINGS, World

NAME, WAGE, COMMISSION = "EmployeeId", "Hourly wage", "Sales commission"


@pytest.fixture
def world() -> World:
    world = World(replace(SETTINGS, deletions=Deletions.BOTH), RATES)
    for number in (1003, 1004):
        world.settings.append_row({NAME: Decimal(number), WAGE: Decimal(16), COMMISSION: Decimal(8)})
    world.sync(2)
    return world


def write_wage(world: World, employee_id: int = 1001, wage: int = 20) -> None:
    world.local.write("employee_settings", {"employee_id": employee_id, "hourly_wage": Decimal(wage)})


def cell(world: World, employee_id: int, header: str = WAGE) -> Cell:
    return world.settings.cell(world.place(employee_id), header)


def lost(world: World) -> list[Conflict]:
    kept = (kept for kept in world.replica.conflicts(10) if kept.is_waiting)
    return [each.conflict for each in kept if each.conflict.loss is Loss.OVERWRITTEN]


@pytest.mark.parametrize("is_answered", [True, False])
def test_a_formula_typed_between_read_and_write_stands_again(world: World, is_answered: bool) -> None:
    write_wage(world)
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, Formula("=70+7", Decimal(77))))
    if not is_answered:
        world.sheet.fail_next("push", OutcomeUnknownError("timeout"), is_applied=True)
        with pytest.raises(OutcomeUnknownError):
            world.sync()
    world.quiet()
    standing = cell(world, 1001)
    assert (standing, standing.formula) == (Cell(Decimal(77), is_formula=True), "=70+7")
    assert world.wage(1001) == Decimal(77)
    assert lost(world) == []


def test_a_formula_that_shows_what_stood_there_is_an_edit_all_the_same(world: World) -> None:
    write_wage(world)
    shown = cell(world, 1001).value
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, Formula("=10+5", shown)))
    world.quiet()
    assert cell(world, 1001).formula == "=10+5"
    assert world.wage(1001) == Decimal(15)


def test_a_formula_that_shows_an_error_stands_again_and_holds_its_row(world: World) -> None:
    write_wage(world)
    error = Formula("=1/0", error="#DIV/0!")
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, error))
    world.sync(4)
    standing = cell(world, 1001)
    assert (standing.formula, standing.error) == ("=1/0", "#DIV/0!")
    assert [held.shown for held in world.replica.held("employee_settings")] == ["#DIV/0!"]
    assert world.wage(1001) == Decimal(20)


def test_a_formula_in_a_row_that_was_moved_under_our_write_stands_again_as_one(world: World) -> None:
    world.settings.type(world.place(1002), WAGE, Formula("=6*3", Decimal(18)))
    world.sync(2)
    write_wage(world)
    world.sheet.interrupt_next("push", lambda: world.settings.move_row(1, 4))
    world.quiet()
    assert cell(world, 1002).formula == "=6*3"
    assert world.wage(1001) == cell(world, 1001).value == Decimal(20)
    assert world.replica.conflicts(10) == ()


def test_a_formula_that_names_its_own_row_follows_it(world: World) -> None:
    write_wage(world)
    place = world.place(1001)
    world.sheet.interrupt_next(
        "push", lambda: world.type_wage(1001, Formula(f"=C{place + 1}*2", Decimal(16)))
    )
    world.sheet.interrupt_next("fetch", lambda: None)
    world.sheet.interrupt_next("fetch", lambda: world.settings.move_row(place, 3))
    world.quiet()
    assert cell(world, 1001).formula == "=C4*2"


def test_a_formula_that_names_rows_which_may_be_elsewhere_is_told_and_its_value_put_back(
    world: World,
) -> None:
    write_wage(world)
    place = world.place(1001)
    typed = Formula("=SUM(C3:C4)", Decimal(77))
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, typed))
    world.sheet.interrupt_next("fetch", lambda: None)
    world.sheet.interrupt_next("fetch", lambda: world.settings.move_row(place, 3))
    world.quiet()
    standing = cell(world, 1001)
    assert (standing.value, standing.is_formula, world.wage(1001)) == (Decimal(77), False, Decimal(77))
    (conflict,) = lost(world)
    assert (conflict.typed, conflict.address, conflict.sheet) == ("=SUM(C3:C4)", "B4", {"hourly_wage": 77})
    assert world.rows()[(1001,)].status is SyncStatus.CONFLICT


def lose_formula(world: World, formula: Formula) -> None:
    """As where what it names was lost in copying."""
    write_wage(world)
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, formula))
    world.quiet()


def test_what_was_lost_is_listed_with_its_text_until_a_formula_is_typed_again(world: World) -> None:
    lose_formula(world, Formula("=#REF!*2", Decimal(77)))
    reader = ProblemReader(world.tables, world.replica, CellLinks("1Sheet", world.replica))
    (problem,) = reader.read()
    assert "EmployeeSettings!B2" in problem.message
    assert "over '=#REF!*2'" in problem.message
    assert problem.settle[0] == "typing it into EmployeeSettings!B2 again"
    world.type_wage(1001, Formula("=C2*2", Decimal(16)))
    world.quiet()
    assert reader.read() == ()
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED


def test_one_that_is_lost_and_showed_no_value_leaves_ours_and_is_told(world: World) -> None:
    lose_formula(world, Formula("=#REF!*2", error="#REF!"))
    assert cell(world, 1001).value == Decimal(20)
    (conflict,) = lost(world)
    assert (conflict.typed, conflict.sheet) == ("=#REF!*2", {})


def test_it_is_told_once_though_the_repair_fails_at_first(world: World) -> None:
    write_wage(world)
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, Formula("=#REF!", Decimal(77))))
    world.sheet.interrupt_next("push", lambda: world.sheet.fail_next("push", OutcomeUnknownError("timeout")))
    with pytest.raises(OutcomeUnknownError):
        world.sync()
    world.quiet()
    assert len(lost(world)) == 1
    assert cell(world, 1001).value == Decimal(77)


def test_a_formula_typed_where_the_program_deletes_brings_the_row_back_with_it(world: World) -> None:
    world.local.delete("employee_settings", (1002,))
    world.sheet.interrupt_next("push", lambda: world.type_wage(1002, Formula("=9*9", Decimal(81))))
    world.quiet()
    assert cell(world, 1002).formula == "=9*9"
    assert world.wage(1002) == Decimal(81)


def test_a_row_deleted_in_the_place_of_another_comes_back_with_formulas_beside_it(world: World) -> None:
    place = world.place(1003)
    world.settings.insert_column(3, "Total")
    world.settings.type(place, "Total", Formula("=16*160", Decimal(2560)))
    world.sync(2)
    world.local.delete("employee_settings", (1002,))
    world.sheet.interrupt_next("push", lambda: world.settings.move_row(2, 4))
    world.quiet()
    assert cell(world, 1003, "Total").formula == "=16*160"
    assert set(world.rows()) == {(1001,), (1003,), (1004,)}


def test_formulas_that_we_had_read_do_not_keep_a_row_from_being_deleted(world: World) -> None:
    world.settings.insert_column(3, "Total")
    world.settings.type(world.place(1002), "Total", Formula("=1/0", error="#DIV/0!"))
    world.sync(2)
    world.local.delete("employee_settings", (1002,))
    pushes = len(world.sheet.pushed)
    world.quiet()
    assert len(world.sheet.pushed) == pushes + 1
    assert (1002,) not in world.rows()


def test_a_percentage_typed_into_a_row_that_we_delete_comes_back_as_one(world: World) -> None:
    world.local.delete("employee_settings", (1002,))
    typed = Cell(Decimal("0.12"), CellFormat.PERCENT)
    world.sheet.interrupt_next("push", lambda: world.settings.type(world.place(1002), COMMISSION, typed))
    world.quiet()
    assert world.rows()[(1002,)].values["sales_commission"] == Decimal(12)


def test_a_formula_under_another_format_would_mean_something_else_and_is_told(world: World) -> None:
    place = world.place(1003)
    world.settings.set_format(place, COMMISSION, CellFormat.PERCENT)
    world.settings.type(place, COMMISSION, Formula("=0.04*2", Decimal("0.08")))
    world.sync(2)
    world.local.delete("employee_settings", (1002,))
    world.sheet.interrupt_next("push", lambda: world.settings.move_row(2, 4))
    world.quiet()
    assert world.rows()[(1003,)].values["sales_commission"] == Decimal(8)
    assert [conflict.typed for conflict in lost(world)] == ["=0.04*2"]


def test_a_formula_typed_into_the_cell_after_our_write_is_not_taken_for_ours(world: World) -> None:
    write_wage(world)
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, Decimal(77)))
    world.sheet.interrupt_next("fetch", lambda: None)
    world.sheet.interrupt_next("fetch", lambda: world.type_wage(1001, Formula("=10+10", Decimal(20))))
    world.quiet()
    assert cell(world, 1001).formula == "=10+10"
    assert [conflict.sheet for conflict in lost(world)] == [{"hourly_wage": Decimal(77)}]


def test_a_formula_in_a_list_stands_again(world: World) -> None:
    rows = [{"min_amount": Decimal(0), "max_amount": Decimal("499.99"), "percentage": Decimal(1)}]
    world.local.replace("dynamic_rates", rows)
    world.sheet.interrupt_next("push", lambda: world.rates.type(1, "Percentage", Formula("=3+4", Decimal(7))))
    world.quiet()
    assert world.rates.cell(1, "Percentage").formula == "=3+4"


def test_text_of_the_program_that_looks_like_a_formula_is_never_one() -> None:
    world = World()
    world.sync(2)
    world.local.replace("ranks", [{"rank_name": "=1+1", "min_amount": Decimal(0), "max_amount": Decimal(9)}])
    world.quiet()
    assert world.ranks.cell(1, "Rank Name") == Cell("=1+1")


def test_a_lost_formula_can_be_left_as_it_is(world: World) -> None:
    lose_formula(world, Formula("=#REF!*2", Decimal(77)))
    service = Conflicts(world.tables, world.replica, world.clock, world.wake)
    service.keep_local(service.waiting()[0].number)
    world.quiet()
    assert service.waiting() == ()
    assert (cell(world, 1001).value, world.rows()[(1001,)].status) == (Decimal(77), SyncStatus.SYNCED)
