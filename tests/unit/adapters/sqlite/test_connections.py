"""The settings that keep the database whole are set on the connections themselves."""

from dataclasses import replace
from pathlib import Path

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.ports.errors import ReplicaError
from tests.contract.replica_rows import store
from tests.contract.sample_tables import TABLES, WAGES, wage


def _pragma(connection: object, name: str) -> object:
    return connection.raw.execute(f"PRAGMA {name}").fetchone()[0]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("busy_timeout", 5000),
        ("foreign_keys", 1),
        ("mmap_size", 0),
    ],
)
def test_the_writer_keeps_what_an_sd_card_needs(replica: SqliteReplica, name: str, value: object) -> None:
    assert _pragma(replica.database._writer, name) == value


@pytest.mark.parametrize(
    ("name", "value"), [("journal_mode", "wal"), ("busy_timeout", 5000), ("mmap_size", 0)]
)
def test_the_reader_waits_and_maps_no_memory(replica: SqliteReplica, name: str, value: object) -> None:
    assert _pragma(replica.database._reader, name) == value


def test_a_write_takes_the_lock_when_it_begins(replica: SqliteReplica, path: Path) -> None:
    other = SqliteReplica(path, TABLES, FakeClock(), busy_timeout=0)
    with replica.transaction(), pytest.raises(ReplicaError, match="locked"), other.transaction():
        pass
    with other.transaction():
        pass
    other.close()


def test_closing_leaves_one_file_and_no_open_handle(path: Path) -> None:
    replica = SqliteReplica(path, TABLES, FakeClock())
    store(replica, "wages", wage(1))
    replica.snapshot("wages")
    replica.close()
    assert [entry.name for entry in path.parent.iterdir()] == ["replica.db"]
    assert not any(str(path) in target for target in _open_files())


def test_a_failed_open_leaves_no_open_handle(path: Path) -> None:
    path.write_text("no database, but long enough to be taken for one" * 100)
    with pytest.raises(ReplicaError):
        SqliteReplica(path, TABLES, FakeClock())
    assert not any(str(path) in target for target in _open_files())


def test_a_refused_declaration_leaves_no_open_handle(replica: SqliteReplica, path: Path) -> None:
    replica.close()
    with pytest.raises(ReplicaError, match="keeps table") as caught:
        SqliteReplica(path, [replace(WAGES, key=("employee_id", "name"))], FakeClock())
    assert caught.traceback, "as long as it is at hand, nothing is collected by chance"
    assert not any(str(path) in target for target in _open_files())


def test_closing_twice_is_no_error(path: Path) -> None:
    replica = SqliteReplica(path, TABLES, FakeClock())
    replica.close()
    replica.close()


def test_a_closed_replica_says_so(path: Path) -> None:
    replica = SqliteReplica(path, TABLES, FakeClock())
    store(replica, "wages", wage(1))
    replica.snapshot("wages")
    replica.close()
    for attempt in (lambda: replica.snapshot("wages"), lambda: replica.state("x"), replica.pauses):
        with pytest.raises(ReplicaError, match=r"replica\.db was closed"):
            attempt()
    with pytest.raises(ReplicaError, match="was closed"):
        store(replica, "wages", wage(1))


def test_closing_inside_a_transaction_is_refused(replica: SqliteReplica) -> None:
    with replica.transaction() as tx:
        with pytest.raises(ReplicaError, match="finish it first"):
            replica.close()
        tx.put("wages", wage(1))
    assert len(replica.snapshot("wages")) == 1


def _open_files() -> list[str]:
    links = Path("/proc/self/fd").iterdir()
    return [str(link.readlink()) for link in links if link.exists()]
