"""A plugin's own strategy in both places: what it chooses is written, and what it fails at waits."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.deciding import Decision, Disputed, OwnStrategy
from sheetanchor.domain.tables.rows import Source, SyncStatus
from sheetanchor.domain.tables.values import Value
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.problems import ProblemReader
from tests.unit.services.sync.world import RANKS, RATES, SETTINGS, World

NAME, WAGE = "employee_settings", "hourly_wage"
SHEET, LOCAL, ASK = Decision.TAKE_SHEET, Decision.TAKE_LOCAL, Decision.ASK


def amount(value: Value) -> Decimal:
    assert isinstance(value, Decimal)
    return value


def higher(row: Disputed) -> Decision:
    """The higher wage."""
    return LOCAL if amount(row.local[WAGE]) > amount(row.sheet[WAGE]) else SHEET


def failing(row: Disputed) -> Decision:
    raise ZeroDivisionError("no wage")


def world_of(strategy: OwnStrategy) -> World:
    """Row 1001 with 15 on both sides, lists beside it."""
    world = World(replace(SETTINGS, strategy=strategy, plugin="shop"), RATES, RANKS)
    world.sync(2)
    return world


def disputed(strategy: OwnStrategy, ours: int, theirs: int) -> World:
    world = world_of(strategy)
    world.local.write(NAME, {"employee_id": 1001, WAGE: ours})
    world.type_wage(1001, Decimal(theirs))
    world.quiet()
    return world


def conflicts(world: World) -> Conflicts:
    return Conflicts(world.tables, world.replica, world.clock, world.wake)


def only(world: World) -> KeptConflict:
    (kept,) = world.replica.conflicts(10)
    return kept


def wages(world: World) -> tuple[Decimal, Decimal]:
    return world.wage(1001), Decimal(str(world.sheet_wage(1001)))


@pytest.mark.parametrize(("ours", "theirs", "winner"), [(20, 17, Source.LOCAL), (16, 17, Source.SHEETS)])
def test_what_it_chooses_stands_in_both_and_the_loser_can_be_kept_after_all(
    ours: int, theirs: int, winner: Source
) -> None:
    world = disputed(higher, ours, theirs)
    stands = Decimal(max(ours, theirs))
    assert wages(world) == (stands, stands)
    assert (only(world).conflict.winner, only(world).conflict.loss) == (winner, Loss.BOTH_CHANGED)
    keep = conflicts(world).keep_sheet if winner is Source.LOCAL else conflicts(world).keep_local
    keep(only(world).number)
    world.quiet()
    assert wages(world) == (Decimal(min(ours, theirs)),) * 2


@pytest.mark.parametrize("strategy", [lambda row: ASK, failing])
@pytest.mark.parametrize(("keep", "wage"), [("keep_sheet", 17), ("keep_local", 20)])
def test_what_it_leaves_open_or_fails_at_waits_and_is_settled_as_everywhere(
    strategy: OwnStrategy, keep: str, wage: int
) -> None:
    world = disputed(strategy, 20, 17)
    assert wages(world) == (Decimal(20), Decimal(17))
    assert world.rows()[(1001,)].status is SyncStatus.CONFLICT
    getattr(conflicts(world), keep)(only(world).number)
    world.quiet()
    assert wages(world) == (Decimal(wage), Decimal(wage))
    assert conflicts(world).waiting() == ()


def test_a_failure_is_told_once_with_table_row_and_plugin(caplog: pytest.LogCaptureFixture) -> None:
    world = disputed(failing, 20, 17)
    world.engine.run_pass(full=True)
    (line,) = [line for line in world.replica.sync_log.recent(99) if line.status == "undecided"]
    assert (line.table, line.rows) == (NAME, 1)
    for part in ("row 1001", "test_own_strategies.failing", "plugin 'shop'", "ZeroDivisionError: no wage"):
        assert part in line.message
    assert [record.message for record in caplog.records] == [line.message]
    (problem,) = ProblemReader(world.tables, world.replica, CellLinks("1", world.replica)).read()
    assert problem.cell == "B2"
    assert "left open by its plugin" in problem.message
    assert "strategy of plugin 'shop' failed" in problem.message


def test_a_failure_holds_nothing_else_up() -> None:
    world = world_of(failing)
    world.local.write(NAME, {"employee_id": 1001, WAGE: 20, "sales_commission": 9})
    world.local.write(NAME, {"employee_id": 1002, WAGE: 30})
    world.type_wage(1001, Decimal(17))
    world.rates.type(1, "Percentage", Decimal(3))
    world.quiet()
    assert wages(world) == (Decimal(20), Decimal(17))
    assert world.sheet_wage(1002) == Decimal(30)
    assert world.settings.cell(world.place(1001), "Sales commission").value == Decimal(9)
    assert world.rows(RATES)[(0,)].values["percentage"] == Decimal(3)


def declared(world: World, strategy: OwnStrategy) -> World:
    """The same replica and spreadsheet after the plugin was mended."""
    world.tables = tuple(
        replace(table, strategy=strategy) if table.name == NAME else table for table in world.tables
    )
    world.engine = world.new_engine()
    world.engine.run_pass(full=True)
    return world


def test_once_the_plugin_is_mended_it_decides() -> None:
    world = declared(disputed(failing, 20, 17), higher)
    world.quiet()
    assert wages(world) == (Decimal(20), Decimal(20))
    assert conflicts(world).waiting() == ()
    assert {kept.conflict.winner for kept in world.replica.conflicts(10)} == {Source.LOCAL}


def test_two_programs_that_choose_differently_come_to_one_end() -> None:
    world = world_of(lambda row: LOCAL)
    other = World(*world.tables, beside=world)
    other.sync(2)
    world.local.write(NAME, {"employee_id": 1001, WAGE: 20})
    other.local.write(NAME, {"employee_id": 1001, WAGE: 21})
    world.type_wage(1001, Decimal(17))
    for _ in range(3):
        world.sync(2)
        other.sync(2)
    world.quiet()
    assert world.wage(1001) == other.wage(1001) == Decimal(str(world.sheet_wage(1001))) == Decimal(21)


BOTH: list[Callable[[Disputed], Decision]] = [higher, lambda row: SHEET]


@pytest.mark.parametrize("strategy", BOTH)
def test_an_ordinary_table_that_gets_one_loses_nothing_that_was_under_way(strategy: OwnStrategy) -> None:
    world = World(SETTINGS, RATES, RANKS)
    world.sync(2)
    world.local.write(NAME, {"employee_id": 1002, WAGE: 30})
    world.local.write(NAME, {"employee_id": 1001, WAGE: 16})
    world.type_wage(1001, Decimal(17))
    declared(world, strategy).quiet()
    assert wages(world) == (Decimal(17), Decimal(17))
    assert world.wage(1002) == world.sheet_wage(1002) == Decimal(30)
