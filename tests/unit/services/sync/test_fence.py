"""Compare-and-set where there is none: what others do between our reading and our writing."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial

import pytest

from sheetanchor.adapters.memory.sheet import MemorySheet
from sheetanchor.domain.sync.errors import FenceLostError, OutcomeUnknownError
from sheetanchor.domain.sync.fence import FenceStep
from sheetanchor.domain.tables.rows import Source, SyncStatus
from sheetanchor.ports.sheet import TabWrite, TabWritten
from sheetanchor.services.sync import facts
from tests.unit.services.sync.wages import COMMISSION, NAME, WAGE, wages, wages_by_header, write_wage
from tests.unit.services.sync.world import RATES, World


@pytest.fixture
def world() -> World:
    world = World()
    world.settings.append_row({NAME: Decimal(1003), WAGE: Decimal(16), COMMISSION: Decimal(8)})
    world.sync(2)
    return world


@pytest.mark.parametrize(
    "act",
    [
        lambda world: world.settings.move_row(1, 3),
        lambda world: world.settings.sort(COMMISSION, descending=True),
        lambda world: world.settings.insert_row(
            1, {NAME: Decimal(9), WAGE: Decimal(9), COMMISSION: Decimal(9)}
        ),
        lambda world: world.settings.insert_row(1, {}),
        lambda world: world.settings.insert_column(0, "Note"),
        lambda world: world.settings.move_column(WAGE, 2),
    ],
)
def test_whatever_moves_under_our_hands_is_put_right(world: World, act: Callable[[World], None]) -> None:
    write_wage(world, 1001, 20)
    world.sheet.interrupt_next("push", lambda: act(world))
    world.sync()
    world.quiet()
    found = wages_by_header(world)
    assert {**found, "9": "9"} == {"1001": "20", "1002": "18", "1003": "16", "9": "9"}
    assert {row.status for row in world.rows().values()} == {SyncStatus.SYNCED}
    assert world.replica.conflicts(10) == ()


def test_an_edit_of_the_same_cell_between_read_and_write_is_a_conflict_and_not_lost(world: World) -> None:
    write_wage(world, 1001, 20)
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, Decimal(17)))
    world.sync()
    world.quiet()
    assert wages(world)["1001"] == "17"
    assert world.wage(1001) == Decimal(17)
    conflict = world.replica.conflicts(10)[0].conflict
    assert (conflict.winner, conflict.local) == (Source.SHEETS, {"hourly_wage": Decimal(20)})


def test_beside_an_edit_that_we_had_not_seen_our_other_cells_are_agreed(world: World) -> None:
    values = {"employee_id": 1001, "hourly_wage": Decimal(20), "sales_commission": Decimal(9)}
    world.local.write("employee_settings", values)
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, "about 17"))
    world.sync()
    world.settings.type(world.place(1001), COMMISSION, Decimal(10))
    world.quiet()
    world.type_wage(1001, Decimal(17))
    world.quiet()
    assert [kept.conflict.field for kept in world.replica.conflicts(10)] == ["hourly_wage"]
    assert world.rows()[(1001,)].values["sales_commission"] == Decimal(10)


def test_an_unreadable_edit_between_read_and_write_comes_back_as_it_was_typed(world: World) -> None:
    write_wage(world, 1001, 20)
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, "seventeen"))
    world.sync(3)
    assert wages(world)["1001"] == "seventeen"
    assert world.replica.held("employee_settings")[0].shown == "seventeen"
    assert world.wage(1001) == Decimal(20)


def test_an_edit_of_another_cell_of_the_row_is_simply_taken(world: World) -> None:
    write_wage(world, 1001, 20)
    world.sheet.interrupt_next("push", lambda: world.settings.type(1, COMMISSION, Decimal(9)))
    world.sync()
    world.quiet()
    assert world.rows()[(1001,)].values["sales_commission"] == Decimal(9)
    assert wages(world)["1001"] == "20"


def test_a_row_deleted_between_read_and_write_does_not_swallow_its_neighbour(world: World) -> None:
    write_wage(world, 1001, 20)
    world.sheet.interrupt_next("push", lambda: world.settings.delete_row(1))
    world.sync()
    world.quiet()
    assert wages(world) == {"1002": "18", "1003": "16", "1001": "20"}
    assert [kept.conflict.loss.value for kept in world.replica.conflicts(10)] == ["deleted and edited"]


def test_a_repair_that_is_disturbed_as_well_is_finished(world: World) -> None:
    write_wage(world, 1001, 20)
    world.sheet.interrupt_next("push", lambda: world.settings.move_row(1, 3))
    world.sheet.interrupt_next("push", lambda: world.settings.move_row(1, 2))
    world.sync()
    world.quiet()
    assert wages(world) == {"1001": "20", "1002": "18", "1003": "16"}


def test_a_list_sorted_between_read_and_write_keeps_every_row(world: World) -> None:
    steps = [(0, 0), (500, 3), (1000, 4)]
    rows = [
        {"min_amount": Decimal(least), "max_amount": None, "percentage": Decimal(rate)}
        for least, rate in steps
    ]
    world.local.replace("dynamic_rates", rows)
    world.sheet.interrupt_next("push", lambda: world.rates.move_row(1, 3))
    world.sync()
    world.quiet()
    sheet = [[str(cell) for cell in row] for row in world.rates.values()[1:]]
    local = [row.values["min_amount"] for row in world.rows(RATES).values()]
    assert [Decimal(row[0]) for row in sheet] == local
    assert world.replica.conflicts(10)


def test_a_row_that_is_taken_away_again_stays_away_though_columns_moved_once_more(world: World) -> None:
    row = {"employee_id": 1009, "hourly_wage": Decimal(20), "sales_commission": Decimal(5)}
    world.local.write("employee_settings", row)
    world.sheet.interrupt_next("push", lambda: world.settings.move_column(WAGE, 0))
    world.sheet.interrupt_next("push", lambda: world.settings.move_column(COMMISSION, 0))
    world.quiet()
    assert wages_by_header(world) == {"1001": "15.00", "1002": "18", "1003": "16", "1009": "20"}
    assert world.rows()[(1009,)].values == row


def test_what_is_put_back_under_columns_that_moved_once_more_is_put_right(world: World) -> None:
    world.settings.insert_column(3, "Note")
    write_wage(world, 1001, 20)
    for header, to in (("Note", 0), (WAGE, 0), ("Note", 3), (COMMISSION, 1)):
        world.sheet.interrupt_next("push", partial(world.settings.move_column, header, to))
    world.quiet()
    assert wages_by_header(world) == {"1001": "20", "1002": "18", "1003": "16"}
    assert world.settings.cell(1, COMMISSION).value == "8.0"
    assert {str(world.settings.cell(place, "Note").value) for place in (1, 2, 3)} == {"None"}
    assert world.replica.conflicts(9) == ()


@pytest.mark.parametrize("is_applied", [False, True])
def test_an_appended_row_whose_answer_was_lost_is_never_doubled(world: World, is_applied: bool) -> None:
    world.local.write(
        "employee_settings",
        {"employee_id": 1004, "hourly_wage": Decimal(15), "sales_commission": Decimal(8)},
    )
    world.sheet.fail_next("push", OutcomeUnknownError("timeout"), is_applied=is_applied)
    with pytest.raises(OutcomeUnknownError):
        world.sync()
    assert world.replica.state(facts.INTENT) is not None
    world.quiet()
    assert [str(row[0]) for row in world.settings.values()[1:]] == ["1001", "1002", "1003", "1004"]
    assert world.replica.state(facts.INTENT) is None


def test_a_lost_answer_does_not_hide_an_edit_that_was_overwritten(world: World) -> None:
    write_wage(world, 1001, 20)
    world.sheet.interrupt_next("push", lambda: world.type_wage(1001, Decimal(17)))
    world.sheet.fail_next("push", OutcomeUnknownError("timeout"), is_applied=True)
    with pytest.raises(OutcomeUnknownError):
        world.sync()
    world.quiet()
    assert wages(world)["1001"] == "17"
    assert len(world.replica.conflicts(10)) == 1


def test_an_edit_after_a_lost_answer_is_a_plain_edit(world: World) -> None:
    write_wage(world, 1001, 20)
    world.sheet.fail_next("push", OutcomeUnknownError("timeout"), is_applied=True)
    with pytest.raises(OutcomeUnknownError):
        world.sync()
    world.type_wage(1001, Decimal(17))
    world.quiet()
    assert (wages(world)["1001"], world.wage(1001)) == ("17", Decimal(17))
    assert world.replica.conflicts(10) == ()


class SlowWire(MemorySheet):
    """Keeps every batch that is sent, to deliver it late or again."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[tuple[Sequence[TabWrite], FenceStep]] = []

    def push(self, writes: Sequence[TabWrite], step: FenceStep) -> tuple[TabWritten, ...]:
        self.batches.append((writes, step))
        return super().push(writes, step)

    def deliver_again(self, number: int) -> None:
        self.apply(*self.batches[number])


@pytest.fixture
def wire() -> SlowWire:
    return SlowWire()


@pytest.fixture
def wired(wire: SlowWire) -> World:
    world = World(sheet=wire)
    world.sync(2)
    return world


def test_a_doubled_request_fails_whole(wired: World, wire: SlowWire) -> None:
    write_wage(wired, 1001, 20)
    wired.sync()
    wired.type_wage(1001, Decimal(30))
    with pytest.raises(FenceLostError):
        wire.deliver_again(1)
    assert wages(wired)["1001"] == "30"


def test_a_request_that_was_given_up_cannot_come_late(wired: World, wire: SlowWire) -> None:
    """The program took its edit back meanwhile, so that nothing else is sent.

    The fence moves all the same.
    """
    write_wage(wired, 1001, 20)
    wire.fail_next("push", OutcomeUnknownError("timeout"))
    with pytest.raises(OutcomeUnknownError):
        wired.sync()
    write_wage(wired, 1001, 15)
    wired.quiet()
    with pytest.raises(FenceLostError):
        wire.deliver_again(1)
    assert wages(wired)["1001"] == "15.00"


def test_a_late_request_that_comes_before_we_write_again_is_recognised(wired: World, wire: SlowWire) -> None:
    write_wage(wired, 1001, 20)
    wire.fail_next("push", OutcomeUnknownError("timeout"))
    with pytest.raises(OutcomeUnknownError):
        wired.sync()
    wire.interrupt_next("push", lambda: wire.deliver_again(1))
    wired.sync()
    wired.quiet()
    assert (wages(wired)["1001"], wired.wage(1001)) == ("20", Decimal(20))
    assert wired.replica.conflicts(10) == ()


def test_the_answer_to_a_request_that_came_twice_does_not_hide_what_it_overwrote(
    wired: World, wire: SlowWire
) -> None:
    """Its second coming finds the fence gone, and that is the answer we see."""

    def act_and_arrive() -> None:
        wired.type_wage(1001, Decimal(17))
        wire.deliver_again(-1)

    write_wage(wired, 1001, 20)
    wire.interrupt_next("push", act_and_arrive)
    wired.sync()
    wired.quiet()
    assert (wages(wired)["1001"], wired.wage(1001)) == ("17", Decimal(17))
    assert [kept.conflict.local for kept in wired.replica.conflicts(10)] == [{"hourly_wage": Decimal(20)}]


def test_a_second_worker_between_read_and_write_makes_us_read_again(world: World) -> None:
    other = World()
    other.sheet = world.sheet
    other.settings = world.settings
    second = World.new_engine(other)
    second.run_pass()

    def act() -> None:
        other.local.write("employee_settings", {"employee_id": 1002, "hourly_wage": Decimal(30)})
        second.run_pass()

    write_wage(world, 1001, 20)
    world.sheet.interrupt_next("push", act)
    world.sync()
    world.quiet()
    assert (wages(world)["1001"], wages(world)["1002"]) == ("20", "30")
    assert world.wage(1002) == Decimal(30)


def test_two_programs_with_one_spreadsheet_agree(world: World) -> None:
    other = World(beside=world)
    other.sync()
    write_wage(world, 1001, 20)
    write_wage(other, 1002, 30)
    for _ in range(4):
        world.sync()
        other.sync()
    assert world.rows().keys() == other.rows().keys()
    assert [row.values for row in world.rows().values()] == [row.values for row in other.rows().values()]
    assert (wages(world)["1001"], wages(world)["1002"]) == ("20", "30")


def test_the_first_write_ever_sets_up_the_fence_alone() -> None:
    sheet = SlowWire()
    world = World(sheet=sheet)
    sheet.fence = None
    world.sync()
    write_wage(world, 1001, 20)
    world.quiet()
    assert [len(writes) for writes, _ in sheet.batches] == [0, 0, 1]
    assert wages(world)["1001"] == "20"


def test_a_batch_under_way_while_the_fence_is_deleted_cannot_come_late(wired: World, wire: SlowWire) -> None:
    wired.sync()
    write_wage(wired, 1001, 20)
    wire.fail_next("push", OutcomeUnknownError("timeout"))
    with pytest.raises(OutcomeUnknownError):
        wired.sync()
    (late_writes, late_step), wire.fence = wire.batches[-1], None
    wired.sync()
    assert wire.batches[-2][1].after.number == late_step.after.number
    assert late_writes


def test_a_killed_worker_is_finished_by_the_next(world: World) -> None:
    """Killed between sending and confirming: the intent tells what was under way."""
    write_wage(world, 1001, 20)
    world.sheet.fail_next("push", OutcomeUnknownError("killed"), is_applied=True)
    with pytest.raises(OutcomeUnknownError):
        world.sync()
    world.engine = world.new_engine()
    world.quiet()
    assert wages(world)["1001"] == "20"
    assert world.rows()[(1001,)].status is SyncStatus.SYNCED
