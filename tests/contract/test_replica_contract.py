"""Every replica keeps the same promises."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.ports.replica import Replica
from tests.contract.replica_conflicts import ReplicaConflictsContract
from tests.contract.replica_facts import ReplicaFactsContract
from tests.contract.replica_history import ReplicaHistoryContract
from tests.contract.replica_rows import ReplicaRowsContract
from tests.contract.replica_transactions import ReplicaTransactionsContract
from tests.contract.sample_tables import TABLES


class _Memory:
    @pytest.fixture
    def replica(self) -> Replica:
        return MemoryReplica(TABLES)


class _Sqlite:
    @pytest.fixture
    def replica(self, tmp_path: Path) -> Iterator[Replica]:
        replica = SqliteReplica(tmp_path / "replica.db", TABLES, FakeClock())
        yield replica
        replica.close()


class TestRowsInMemory(_Memory, ReplicaRowsContract):
    pass


class TestRowsInSqlite(_Sqlite, ReplicaRowsContract):
    pass


class TestTransactionsInMemory(_Memory, ReplicaTransactionsContract):
    pass


class TestTransactionsInSqlite(_Sqlite, ReplicaTransactionsContract):
    pass


class TestFactsInMemory(_Memory, ReplicaFactsContract):
    pass


class TestFactsInSqlite(_Sqlite, ReplicaFactsContract):
    pass


class TestConflictsInMemory(_Memory, ReplicaConflictsContract):
    pass


class TestConflictsInSqlite(_Sqlite, ReplicaConflictsContract):
    pass


class TestHistoryInMemory(_Memory, ReplicaHistoryContract):
    pass


class TestHistoryInSqlite(_Sqlite, ReplicaHistoryContract):
    pass
