"""A file and a replica in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from tests.contract.sample_tables import TABLES


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "replica.db"


@pytest.fixture
def replica(path: Path) -> Iterator[SqliteReplica]:
    replica = SqliteReplica(path, TABLES, FakeClock())
    yield replica
    replica.close()
