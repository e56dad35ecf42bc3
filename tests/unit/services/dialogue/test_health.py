"""What admins hear when the replica fails, without the replica."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import pytest

from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.ports.replica import Transaction
from sheetanchor.services.dialogue.admin.health import ReplicaHealth
from sheetanchor.services.dialogue.admin.reports import ReplicaFails, ReplicaWorks
from tests.unit.services.dialogue.world import ADMIN, ChatWorld


class FailingReplica(MemoryReplica):
    """Fails where it is told to: to read, or to write."""

    def __init__(self, tables: Sequence[Table]) -> None:
        super().__init__(tables)
        self.failing = ""

    def snapshot(self, table: str) -> Mapping[Key, Row]:
        if self.failing == "read":
            raise ReplicaError("disk I/O error")
        return super().snapshot(table)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        if self.failing == "write":
            raise ReplicaError("database or disk is full")
        with super().transaction() as tx:
            yield tx


class Hospital:
    def __init__(self) -> None:
        self.replica = FailingReplica(ChatWorld().tables)
        self.world = ChatWorld(replica=self.replica)
        self.health = ReplicaHealth(self.world.reference, self.world.store, self.world.roles)

    def heard(self, looks: int = 1, *, arrives: bool = True) -> list[tuple[int, type]]:
        """What admins are told in so many looks."""
        told: list[tuple[int, type]] = []
        for _ in range(looks):
            for urgent in self.health.look():
                told.append((urgent.admin, type(urgent.about)))
                if arrives:
                    urgent.told()
        return told


@pytest.fixture
def hospital() -> Hospital:
    return Hospital()


@pytest.mark.parametrize("failing", ["read", "write"])
def test_a_replica_that_fails_is_told_once_and_its_recovery_once(hospital: Hospital, failing: str) -> None:
    assert hospital.heard(3) == []
    hospital.replica.failing = failing
    assert hospital.heard(5) == [(ADMIN, ReplicaFails)]
    hospital.replica.failing = ""
    assert hospital.heard(5) == [(ADMIN, ReplicaWorks)]


def test_a_store_that_was_busy_for_a_moment_is_not_told(hospital: Hospital) -> None:
    for _ in range(3):
        hospital.replica.failing = "write"
        assert hospital.heard() == []
        hospital.replica.failing = ""
        assert hospital.heard() == []


def test_what_did_not_arrive_is_told_again(hospital: Hospital) -> None:
    hospital.replica.failing = "read"
    assert hospital.heard(3, arrives=False) == [(ADMIN, ReplicaFails)] * 2
    assert hospital.heard() == [(ADMIN, ReplicaFails)]
    hospital.replica.failing = ""
    assert hospital.heard(2, arrives=False) == [(ADMIN, ReplicaWorks)] * 2


def test_a_replica_that_was_never_filled_is_well(hospital: Hospital) -> None:
    empty = MemoryReplica(hospital.world.tables)
    world = ChatWorld(replica=empty)
    health = ReplicaHealth(world.reference, world.store, world.roles)
    assert [health.look() for _ in range(3)] == [[], [], []]
