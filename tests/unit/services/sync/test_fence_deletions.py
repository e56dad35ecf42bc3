"""A row that the program deletes while somebody moves, edits or rearranges it."""

from dataclasses import replace
from decimal import Decimal

from sheetanchor import Deletions
from sheetanchor.adapters.memory.sheet import MemorySheet
from tests.unit.services.sync.wages import COMMISSION, NAME, WAGE, wages, wages_by_header
from tests.unit.services.sync.world import SETTINGS, World


def deleting() -> World:
    world = World(replace(SETTINGS, deletions=Deletions.BOTH))
    world.settings.append_row({NAME: Decimal(1003), WAGE: Decimal(16), COMMISSION: Decimal(8)})
    world.settings.append_row({NAME: Decimal(1004), WAGE: Decimal(16), COMMISSION: Decimal(8)})
    world.sync(2)
    return world


def test_a_row_that_stands_elsewhere_when_we_delete_does_not_take_another_with_it() -> None:
    world = deleting()
    world.local.delete("employee_settings", (1002,))
    world.sheet.interrupt_next("push", lambda: world.settings.move_row(2, 4))
    world.sync()
    world.quiet()
    assert wages(world).keys() == {"1001", "1003", "1004"}
    assert set(world.rows()) == {(1001,), (1003,), (1004,)}


def test_a_row_comes_back_whole_though_a_column_was_inserted_and_the_grid_is_full() -> None:
    world = World(replace(SETTINGS, deletions=Deletions.BOTH), sheet=MemorySheet())
    world.sheet.delete_tab("EmployeeSettings")
    rows = [[Decimal(1001), Decimal(15), Decimal(8)], [Decimal(1002), Decimal(18), Decimal(10)]]
    world.settings = world.sheet.add_tab("EmployeeSettings", [[NAME, WAGE, COMMISSION], *rows], size=(9, 3))
    world.sync(2)

    def act() -> None:
        world.settings.insert_column(0, "Team")
        world.settings.type(2, WAGE, Decimal(50))

    world.local.delete("employee_settings", (1002,))
    world.sheet.interrupt_next("push", act)
    world.sync()
    world.quiet()
    assert world.settings.values()[2] == [None, Decimal(1002), Decimal(50), Decimal(10)]


def test_a_row_that_comes_back_under_other_headers_comes_back_again() -> None:
    world = deleting()
    world.local.delete("employee_settings", (1002,))
    world.sheet.interrupt_next("push", lambda: world.type_wage(1002, Decimal(77)))
    world.sheet.interrupt_next("push", lambda: world.settings.move_column(WAGE, 2))
    world.quiet()
    assert wages_by_header(world)["1002"] == "77"
    assert world.wage(1002) == Decimal(77)


def test_a_row_edited_while_we_delete_it_comes_back() -> None:
    world = deleting()
    world.local.delete("employee_settings", (1002,))
    world.sheet.interrupt_next("push", lambda: world.type_wage(1002, Decimal(50)))
    world.sync()
    world.quiet()
    assert wages(world)["1002"] == "50"
    assert world.wage(1002) == Decimal(50)
