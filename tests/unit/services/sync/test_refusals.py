"""A row, a list or a debt that the sheet refuses for good is found and held, and never stops the others."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.errors import OutcomeUnknownError, WriteRefusedError
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.domain.tables.schema import Deletions
from sheetanchor.services.sync import facts, memory
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.problems import ProblemReader
from tests.unit.services.sync.world import RATES, SETTINGS, World

NAME = "employee_settings"
WAGE_COLUMN = 1


def filled(world: World, first: int = 1003, last: int = 1010) -> World:
    for worker in range(first, last + 1):
        world.settings.append_row(
            {"EmployeeId": Decimal(worker), "Hourly wage": "15", "Sales commission": "8"}
        )
    world.sync(2)
    return world


@pytest.fixture
def world() -> World:
    return filled(World())


def write(world: World, worker: int, wage: int | None = None) -> None:
    wage = worker if wage is None else wage
    world.local.write(NAME, {"employee_id": worker, "hourly_wage": Decimal(wage)})


def raise_all(world: World, last: int = 1010) -> None:
    for worker in range(1001, last + 1):
        write(world, worker)


def refuse(world: World, *wages: int) -> None:
    for wage in wages:
        world.sheet.refuse(world.settings.sheet_id, WAGE_COLUMN, Decimal(wage))


def pending(world: World) -> list[object]:
    return [key[0] for key, row in world.rows().items() if row.status is SyncStatus.PENDING]


def calls_of(world: World, act: Callable[[], object]) -> Mapping[str, int]:
    before = dict(world.sheet.calls)
    act()
    return {name: count - before.get(name, 0) for name, count in world.sheet.calls.items()}


@pytest.mark.parametrize("culprits", [(1005,), (1001, 1010), (1002, 1003, 1004)])
def test_one_pass_finds_the_culprits_and_writes_all_the_others(
    world: World, culprits: tuple[int, ...]
) -> None:
    refuse(world, *culprits)
    raise_all(world)
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(0), "percentage": Decimal(1)}])
    sent = calls_of(world, world.sync)
    assert pending(world) == list(culprits)
    assert len(world.rates.values()) == 2
    held = world.replica.held(NAME)
    assert [cell.key for cell in held] == [(culprit,) for culprit in culprits]
    assert sent["push"] <= 2 * len(culprits) + 2


@pytest.mark.parametrize("culprits", [(1005,), (1001, 1010), (1002, 1003, 1004)])
def test_where_the_sheet_names_no_row_a_few_passes_find_it(world: World, culprits: tuple[int, ...]) -> None:
    world.sheet.names_suspects = False
    refuse(world, *culprits)
    raise_all(world)
    world.sync(4)
    assert pending(world) == list(culprits)
    assert [cell.key for cell in world.replica.held(NAME)] == [(culprit,) for culprit in culprits]


@pytest.mark.parametrize("is_named", [True, False])
def test_many_refused_rows_cost_a_pass_no_more_than_a_few_calls(world: World, *, is_named: bool) -> None:
    world.sheet.names_suspects = is_named
    filled(world, 1011, 1060)
    raise_all(world, 1060)
    refuse(world, *range(1003, 1061))
    for _ in range(30):
        sent = calls_of(world, world.sync)
        assert sent["push"] <= 20
        assert sent["fetch"] <= 21
    assert pending(world) == list(range(1003, 1061))
    assert len(world.replica.held(NAME)) == 58


def test_another_table_goes_before_the_rows_beside_the_culprit(world: World) -> None:
    refuse(world, *range(1001, 1011))
    raise_all(world)
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(0), "percentage": Decimal(1)}])
    world.sync()
    assert len(world.rates.values()) == 2
    second = next(number for number, writes in enumerate(world.sheet.pushed) if writes)
    assert {write.sheet_id for write in world.sheet.pushed[second]} == {world.rates.sheet_id}


def test_rows_that_write_other_columns_go_before_those_that_write_the_same(world: World) -> None:
    refuse(world, *range(1001, 1010))
    for worker in range(1001, 1010):
        write(world, worker)
    world.local.write(NAME, {"employee_id": 1010, "sales_commission": Decimal(3)})
    world.sync()
    (only,) = [each for each in world.sheet.pushed if each]
    assert [update.cells for update in only[0].updates if update.cells] == [{2: Decimal(3)}]


def test_a_row_written_while_culprits_are_looked_for_waits_for_nobody(world: World) -> None:
    world.sheet.names_suspects = False
    refuse(world, *range(1001, 1011))
    raise_all(world)
    world.sync()
    world.sheet.interrupt_next("version", lambda: write(world, 1010, 77))
    world.sync()
    assert world.sheet_wage(1010) == Decimal(77)


def test_a_refused_row_is_not_tried_again_until_it_is_edited(world: World) -> None:
    refuse(world, 1005)
    raise_all(world)
    world.sync(3)
    assert calls_of(world, lambda: world.sync(2)) == {"version": 2, "fetch": 0, "push": 0}
    write(world, 1005, 77)
    world.sync()
    assert pending(world) == []
    world.sync()
    assert world.replica.held(NAME) == ()
    assert world.sheet_wage(1005) == Decimal(77)


def test_a_full_read_tries_it_again_by_one_push(world: World) -> None:
    refuse(world, 1005)
    raise_all(world)
    world.sync(3)
    assert calls_of(world, lambda: world.engine.run_pass(full=True))["push"] == 1
    assert len(world.replica.held(NAME)) == 1
    world.sheet.relent()
    world.engine.run_pass(full=True)
    world.sync()
    assert pending(world) == []
    assert world.replica.held(NAME) == ()
    assert world.sheet_wage(1005) == Decimal(1005)


def test_what_is_tried_again_delays_no_new_row(world: World) -> None:
    refuse(world, *range(1001, 1010))
    raise_all(world)
    world.sync(3)
    write(world, 1010, 77)
    first = len(world.sheet.pushed)
    world.engine.run_pass(full=True)
    assert [update.cells for update in world.sheet.pushed[first][0].updates if update.cells] == [
        {1: Decimal(77)}
    ]


def test_of_many_that_were_refused_each_is_tried_again_in_the_end(world: World) -> None:
    filled(world, 1011, 1060)
    raise_all(world, 1060)
    refuse(world, *range(1001, 1061))
    world.sync(10)
    assert len(pending(world)) == 60
    world.sheet.relent()
    refuse(world, *range(1001, 1058))
    for _ in range(7):
        assert calls_of(world, lambda: world.engine.run_pass(full=True))["push"] <= 20
    assert pending(world) == list(range(1001, 1058))


def test_a_refused_deletion_is_tried_again_as_well() -> None:
    world = filled(World(replace(SETTINGS, deletions=Deletions.BOTH), RATES))
    world.sheet.refuse_deletions(world.settings.sheet_id)
    world.local.delete(NAME, (1005,))
    write(world, 1006)
    world.sync(2)
    assert world.sheet_wage(1006) == Decimal(1006)
    (held,) = world.replica.held(NAME)
    assert (held.key, held.is_refused) == ((1005,), True)
    assert calls_of(world, world.sync) == {"version": 1, "fetch": 0, "push": 0}
    world.sheet.relent()
    world.engine.run_pass(full=True)
    assert world.settings.values()[-1][0] == Decimal(1010)
    with pytest.raises(KeyError):
        world.place(1005)


def test_a_refused_list_is_held_as_a_whole(world: World) -> None:
    world.sheet.refuse(world.rates.sheet_id, 2, Decimal(9))
    world.local.replace(
        "dynamic_rates",
        [{"min_amount": Decimal(0), "percentage": Decimal(1)}, {"min_amount": Decimal(1), "percentage": 9}],
    )
    raise_all(world)
    world.sync()
    assert pending(world) == []
    assert len(world.rates.values()) == 4
    assert {row.status for row in world.rows(RATES).values()} == {SyncStatus.PENDING}
    (held,) = world.replica.held("dynamic_rates")
    assert held.address == "C3"


def test_a_list_written_again_in_as_many_changes_is_another_one(world: World) -> None:
    """The versions of both lists add up to the same."""
    world.sheet.refuse(world.rates.sheet_id, 2, Decimal(9))
    row = {"min_amount": Decimal(0), "max_amount": Decimal("499.99"), "percentage": Decimal(0)}
    rows = [dict(each.values) for each in world.rows(RATES).values()]
    world.local.replace("dynamic_rates", [{**rows[0], "percentage": Decimal(9)}, rows[1], rows[2]])
    world.sync(2)
    world.local.replace("dynamic_rates", [{**row, "percentage": Decimal(8)}, rows[1]])
    world.sync()
    assert [line[2] for line in world.rates.values()[1:]] == [Decimal(8), "2"]


def test_a_row_that_moved_since_it_was_refused_is_not_blamed(world: World) -> None:
    """The refusal may have meant the row that stood there at that moment."""

    def insert_and_refuse() -> None:
        world.settings.insert_rows(1, 1)
        raise WriteRefusedError("the cell is protected")

    write(world, 1005)
    world.sheet.interrupt_next("push", insert_and_refuse)
    world.sync(2)
    assert world.sheet_wage(1005) == Decimal(1005)
    assert world.replica.held(NAME) == ()
    assert [entry.status for entry in world.replica.sync_log.recent(99)].count("refused") == 0


def test_the_message_names_the_cell_what_is_refused_and_the_remedy(world: World) -> None:
    refuse(world, 77)
    write(world, 1002, 77)
    world.sync()
    (held,) = world.replica.held(NAME)
    message = held.message()
    for part in (
        "EmployeeSettings!B3 (Hourly wage) holds '18'",
        "the sheet refuses '77' of the program: 77 may not be written. ",
        "lift the protection of EmployeeSettings!B3",
        "`sheetanchor sync`",
    ):
        assert part in message
    for odd in ("Decimal", "..", "mend the cell", "Nothing of the batch"):
        assert odd not in message
    (problem,) = ProblemReader(world.tables, world.replica, CellLinks("x", world.replica)).read()
    assert problem.settle[0].startswith("lift the protection of EmployeeSettings!B3")


def owe(world: World, *, owed: int = 77) -> None:
    """The boss types a wage between our reading and our writing, and the cell is protected after it."""
    write(world, 1001, 20)
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, Decimal(owed)))
    refuse(world, owed)
    world.sync()


def test_a_debt_that_the_sheet_refuses_stops_nothing_else_and_blames_nobody(world: World) -> None:
    owe(world)
    write(world, 1002, 21)
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(0), "percentage": Decimal(1)}])
    world.sync()
    assert world.sheet_wage(1002) == Decimal(21)
    assert len(world.rates.values()) == 2
    assert pending(world) == []
    (held,) = world.replica.held(NAME)
    assert (held.address, held.key, held.is_refused) == ("B2", (1001,), True)
    assert "'20' over '77'" in held.reason
    assert world.replica.held("dynamic_rates") == ()


def test_a_refused_debt_is_kept_costs_nothing_and_is_paid_once_that_can_be(world: World) -> None:
    owe(world)
    world.sync(2)
    assert world.wage(1001) == Decimal(77)
    assert calls_of(world, lambda: world.sync(5)) == {"version": 5, "fetch": 0, "push": 0}
    world.sheet.relent()
    world.engine.run_pass(full=True)
    world.quiet()
    assert world.sheet_wage(1001) == Decimal(77)
    assert world.replica.state(facts.DEBTS) is None
    assert world.replica.held(NAME) == ()


@pytest.mark.parametrize("is_named", [True, False])
def test_in_a_row_that_is_written_as_well_the_debt_alone_is_blamed(world: World, *, is_named: bool) -> None:
    world.sheet.names_suspects = is_named
    owe(world)
    world.local.write(NAME, {"employee_id": 1001, "sales_commission": Decimal(3)})
    world.sync(3)
    assert world.settings.cell(1, "Sales commission").value == Decimal(3)
    assert pending(world) == []
    assert [each.debt is not None for each in memory.refusals(world.replica.state(facts.REFUSALS))] == [True]


def test_the_program_may_write_again_into_a_cell_whose_debt_is_refused(world: World) -> None:
    owe(world)
    world.sync()
    write(world, 1001, 30)
    world.quiet()
    assert (world.wage(1001), world.sheet_wage(1001)) == (Decimal(30), Decimal(30))
    assert world.replica.state(facts.DEBTS) is None
    assert world.replica.held(NAME) == ()


def test_a_row_that_cannot_be_put_back_pauses_its_table_alone() -> None:
    world = filled(World(replace(SETTINGS, deletions=Deletions.BOTH), RATES))
    world.local.delete(NAME, (1005,))
    world.sheet.interrupt_next("push", lambda: world.settings.type(world.place(1005), "Hourly wage", "99"))
    world.sheet.refuse(world.settings.sheet_id, WAGE_COLUMN, "99")
    world.sync()
    assert "EmployeeSettings!A6 " in world.replica.pauses()[NAME]
    assert "99 may not be written" in world.replica.pauses()[NAME]
    world.local.replace("dynamic_rates", [{"min_amount": Decimal(0), "percentage": Decimal(1)}])
    world.sync(2)
    assert len(world.rates.values()) == 2
    assert calls_of(world, lambda: world.sync(3)) == {"version": 3, "fetch": 0, "push": 0}
    world.sheet.relent()
    world.engine.run_pass(full=True)
    world.quiet()
    assert dict(world.replica.pauses()) == {}
    assert world.sheet_wage(1005) == "99"


def test_an_owed_cell_of_a_list_that_is_refused_holds_the_list(world: World) -> None:
    rows = [dict(each.values) for each in world.rows(RATES).values()]
    world.local.replace("dynamic_rates", [{**rows[0], "percentage": Decimal(1)}, *rows[1:]])
    world.sheet.interrupt_next("push", lambda: world.rates.set_at(1, 2, Decimal(33)))
    world.sheet.refuse(world.rates.sheet_id, 2, Decimal(33))
    write(world, 1002, 21)
    world.sync(3)
    write(world, 1003, 22)
    world.sync()
    assert (world.sheet_wage(1002), world.sheet_wage(1003)) == (Decimal(21), Decimal(22))
    assert len(world.replica.held("dynamic_rates")) == 1
    world.sheet.relent()
    world.engine.run_pass(full=True)
    world.quiet()
    assert world.rates.values()[1][2] == Decimal(33)


def test_a_batch_of_which_no_answer_came_while_culprits_are_looked_for_is_found_out(world: World) -> None:
    world.sheet.names_suspects = False
    refuse(world, 1005)
    raise_all(world)
    pushes = world.sheet.calls["push"]

    def stop() -> None:
        if world.sheet.calls["push"] == pushes + 3:
            world.sheet.fail_next("push", OutcomeUnknownError("timeout"), is_applied=True)
        world.sheet.interrupt_next("push", stop)

    world.sheet.interrupt_next("push", stop)
    with pytest.raises(OutcomeUnknownError):
        world.sync()
    world.sync(3)
    assert pending(world) == [1005]
    assert [cell.key for cell in world.replica.held(NAME)] == [(1005,)]


def test_a_refusal_of_the_fence_itself_is_told_and_blames_nobody(world: World) -> None:
    world.sheet.fence = None
    write(world, 1001)
    world.sheet.fail_next("push", WriteRefusedError("the spreadsheet is full"))
    with pytest.raises(WriteRefusedError, match="Nothing of the batch was applied"):
        world.sync()
    assert world.replica.held(NAME) == ()


def test_the_log_tells_once_of_a_refused_row(world: World) -> None:
    refuse(world, 1005)
    write(world, 1005)
    world.sync(3)
    for _ in range(3):
        world.engine.run_pass(full=True)
    log = world.replica.sync_log.recent(99)
    assert [entry.status for entry in log if entry.status in {"refused", "held"}] == ["held", "refused"]


def test_a_refused_row_has_nothing_computed_anew(world: World) -> None:
    computed: list[int] = []
    engine = world.new_engine(follow_ups=[lambda: computed.append(1)])
    refuse(world, 1005)
    write(world, 1005)
    engine.run_pass(full=True)
    computed.clear()
    for _ in range(3):
        engine.run_pass(full=True)
    assert computed == []
