"""A team's pay in the real store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from tests.unit.services.payroll.world import FIXED, PayWorld, pay_tables, wall


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """The file of the store."""
    return tmp_path / "replica.db"


@pytest.fixture
def stored(database: Path) -> Iterator[PayWorld]:
    """The usual world in a file."""
    clock = FakeClock(wall("11-01 17:05").replace(tzinfo=FIXED))
    replica = SqliteReplica(database, pay_tables(), clock)
    yield PayWorld(replica)
    replica.close()
