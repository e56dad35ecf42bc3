"""A pass is kept as a whole where it moved something, failed, or left a table otherwise than before."""

from decimal import Decimal

import pytest

from sheetanchor.domain.errors import RemoteError
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.ports.sync_log import PassEntry, Requests, TableMoves
from sheetanchor.services.sync.mandate import PlanChangedError
from sheetanchor.services.sync.pass_recorder import PassRecorder
from sheetanchor.services.sync.report import PassReport
from sheetanchor.services.sync.tally import RequestTally
from tests.unit.services.sync.world import World


class Counting:
    """The engine's passes, each with one look, two seconds long."""

    def __init__(self, world: World, tally: RequestTally) -> None:
        self._world = world
        self._tally = tally
        self.fault: Exception | None = None

    def run_pass(self, *, full: bool = False, allow: str | None = None) -> PassReport:
        self._tally.count(Requests(looks=1))
        self._world.clock.advance(2)
        if self.fault is not None:
            raise self.fault
        return self._world.engine.run_pass(full=full, allow=allow)


class Kept:
    """What is recorded of the passes of a world."""

    def __init__(self) -> None:
        self.world, self.tally = World(), RequestTally()
        self.tally.count(Requests(5, 5, 5))
        self.passes = Counting(self.world, self.tally)
        self.log = self.world.replica.sync_log
        self.recorder = PassRecorder(self.passes, self.log, self.world.clock, self.tally)

    def fail(self, error: Exception) -> None:
        self.passes.fault = error
        with pytest.raises(type(error)):
            self.recorder.run_pass()
        self.passes.fault = None

    def entries(self) -> tuple[PassEntry, ...]:
        return self.log.passes(99)


@pytest.fixture
def kept() -> Kept:
    kept = Kept()
    kept.recorder.run_pass()
    kept.recorder.run_pass()
    kept.log.forget(kept.world.clock.now())
    return kept


def test_a_pass_is_kept_with_its_time_its_requests_and_what_moved(kept: Kept) -> None:
    kept.world.type_wage(1001, Decimal(17))
    kept.world.local.write("employee_settings", {"employee_id": 1002, "hourly_wage": Decimal(20)})
    at = kept.world.clock.now()
    kept.recorder.run_pass()
    (entry,) = kept.entries()
    assert entry == PassEntry(
        at, 2.0, Requests(looks=1), (TableMoves("employee_settings", pulled=1, pushed=1),)
    )


def test_one_that_finds_everything_as_it_was_is_not_kept(kept: Kept) -> None:
    for full in (False, True, False):
        kept.recorder.run_pass(full=full)
    assert kept.entries() == ()


def test_what_is_held_or_paused_is_kept_when_it_begins_and_when_it_ends(kept: Kept) -> None:
    kept.world.type_wage(1001, "1,234")
    for full in (False, True, False):
        kept.recorder.run_pass(full=full)
    assert [entry.tables for entry in kept.entries()] == [(TableMoves("employee_settings", held=1),)]
    kept.world.rates.set_at(0, 0, "Minimum")
    kept.recorder.run_pass()
    paused = kept.entries()[0].tables[1].paused
    assert paused is not None
    assert "'Min Amount'" in paused
    kept.world.type_wage(1001, Decimal(15))
    kept.world.rates.set_at(0, 0, "Min Amount")
    kept.recorder.run_pass()
    assert (len(kept.entries()), kept.entries()[0].tables) == (3, ())


def test_a_failure_is_kept_with_its_reason_each_time(kept: Kept) -> None:
    for _ in range(2):
        kept.fail(RemoteError("503"))
    assert [(entry.error, entry.tables) for entry in kept.entries()] == [("503", ()), ("503", ())]


@pytest.mark.parametrize("error", [ReplicaError("the disk is full"), PlanChangedError("abc")])
def test_where_the_log_cannot_be_written_or_nothing_was_done_nothing_is_kept(
    kept: Kept, error: Exception
) -> None:
    kept.fail(error)
    assert kept.entries() == ()
