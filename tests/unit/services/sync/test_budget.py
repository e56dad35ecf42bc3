"""One budget of Sheets requests for everything that works on a replica."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest

from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.domain.sync.errors import BudgetSpentError
from sheetanchor.domain.sync.fence import next_step
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.ports.replica import Transaction
from sheetanchor.services.sync.budget import A_MINUTE, READS, WRITES, CallBudget, PushFirst, urgently
from tests.unit.services.sync.world import World

HALF = A_MINUTE // 2


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def budget(world: World) -> CallBudget:
    return CallBudget(world.replica, world.clock)


def spend(budget: CallBudget, kind: str, count: int) -> None:
    for _ in range(count):
        budget.spend(kind)


@pytest.mark.parametrize(("kind", "other"), [(READS, WRITES), (WRITES, READS)])
def test_half_of_the_reads_and_half_of_the_writes_are_kept_for_what_is_urgent(
    budget: CallBudget, kind: str, other: str
) -> None:
    spend(budget, kind, HALF)
    with pytest.raises(BudgetSpentError, match=f"30 {kind}") as caught:
        budget.spend(kind)
    assert caught.value.retry_after == 60
    spend(budget, other, HALF)
    with urgently():
        spend(budget, kind, HALF)
        with pytest.raises(BudgetSpentError, match=f"60 {kind}"):
            budget.spend(kind)


def test_what_is_refused_costs_nothing(budget: CallBudget) -> None:
    spend(budget, READS, HALF)
    with pytest.raises(BudgetSpentError):
        budget.spend(READS)
    assert budget.spent() == {READS: HALF, WRITES: 0}


def test_what_was_spent_a_minute_ago_is_free_again(world: World, budget: CallBudget) -> None:
    spend(budget, READS, HALF)
    world.clock.advance(timedelta(seconds=61))
    budget.spend(READS)
    assert budget.spent()[READS] == 1


def test_a_clock_set_back_does_not_lock_the_budget(world: World, budget: CallBudget) -> None:
    spend(budget, READS, HALF)
    world.clock.set(world.clock.now() - timedelta(days=1))
    budget.spend(READS)


def test_whoever_works_on_the_replica_spends_the_same_budget(world: World, budget: CallBudget) -> None:
    spend(CallBudget(world.replica, world.clock), READS, HALF)
    with pytest.raises(BudgetSpentError):
        budget.spend(READS)


class BrokenReplica(MemoryReplica):
    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        raise ReplicaError("the disk is full")
        yield


def test_where_the_replica_fails_the_sheet_may_be_read_within_the_budget(world: World) -> None:
    budget = CallBudget(BrokenReplica(world.tables), world.clock)
    spend(budget, READS, HALF)
    with pytest.raises(BudgetSpentError):
        budget.spend(READS)


@pytest.mark.parametrize("is_pending", [True, False])
def test_a_read_is_urgent_where_something_waits_and_a_push_always(
    world: World, budget: CallBudget, *, is_pending: bool
) -> None:
    sheet = PushFirst(world.sheet, lambda: is_pending)
    kinds: list[bool] = []

    def note_urgency() -> None:
        for _ in range(HALF + 1):
            try:
                budget.spend(READS)
            except BudgetSpentError:
                return kinds.append(False)
        return kinds.append(True)

    for method in ("version", "fetch", "push", "find_applied"):
        world.sheet.interrupt_next(method, note_urgency)
    step = next_step(world.sheet.fence, "token9")
    for call in (
        sheet.version,
        lambda: sheet.fetch([]),
        lambda: sheet.push([], step),
        lambda: sheet.find_applied([], step),
    ):
        call()
        world.clock.advance(61)
    assert kinds == [False, is_pending, True, True]
