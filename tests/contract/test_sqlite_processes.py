"""What only a file shared by processes can promise: sight of one another, and life after a power cut."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.ports.errors import ReplicaError
from tests.contract.replica_child import replica_child
from tests.contract.replica_rows import store
from tests.contract.sample_tables import TABLES, base_row, step, wage

_WAL_HEADER = 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "replica.db"


@pytest.fixture
def replica(path: Path) -> Iterator[SqliteReplica]:
    replica = SqliteReplica(path, TABLES, FakeClock())
    yield replica
    replica.close()


def reopened(path: Path, *, read_only: bool = False) -> closing[SqliteReplica]:
    return closing(SqliteReplica(path, TABLES, FakeClock(), read_only=read_only))


def test_a_write_of_another_process_is_seen_by_the_very_next_read(replica: SqliteReplica, path: Path) -> None:
    store(replica, "wages", wage(1, "1"))
    with replica_child(path) as child:
        for amount in range(2, 30):
            assert child.ask(f"put 1 {amount}") == "done"
            assert replica.snapshot("wages")[1,].values["wage"] == amount
            assert replica.snapshot("wages")[1,].values["wage"] == amount


def test_our_write_is_seen_by_the_very_next_read_of_another_process(
    replica: SqliteReplica, path: Path
) -> None:
    with replica_child(path) as child:
        for amount in range(30):
            store(replica, "wages", wage(1, str(amount)))
            assert child.ask("read 1") == str(amount)


def test_writes_of_two_processes_in_turn_are_both_in_every_snapshot(
    replica: SqliteReplica, path: Path
) -> None:
    with replica_child(path) as child:
        for number in range(20):
            store(replica, "wages", wage(2 * number))
            child.ask(f"put {2 * number + 1} 15")
            with replica.transaction() as tx:
                assert tx.row("wages", (2 * number,)) == wage(2 * number)
                assert tx.row("wages", (2 * number + 1,)) is not None
                assert len(tx.rows("wages")) == 2 * number + 2
                assert tx.row("wages", (2 * number + 1,)) is not None
            assert len(replica.snapshot("wages")) == 2 * number + 2


@pytest.mark.parametrize(
    ("change", "left"),
    [
        ("UPDATE wages SET wage = '99' WHERE employee_id = 1", {1: 99, 2: 15}),
        ("DELETE FROM wages WHERE employee_id = 2", {1: 15}),
        ("INSERT INTO wages VALUES (3, '7', NULL, NULL, '2026-01-15T12:00:00+00:00', 'local', 'pending', 1)",
         {1: 15, 2: 15, 3: 7}),
    ],
)  # fmt: skip
def test_a_change_made_by_hand_in_the_sqlite_shell_is_seen(
    replica: SqliteReplica, path: Path, change: str, left: dict[int, int]
) -> None:
    store(replica, "wages", wage(1), wage(2))
    assert len(replica.snapshot("wages")) == 2
    with closing(sqlite3.connect(path)) as shell, shell:
        shell.execute(change)
    with replica.transaction() as tx:
        assert {key: row.values["wage"] for (key,), row in tx.rows("wages").items()} == left
    assert {key: row.values["wage"] for (key,), row in replica.snapshot("wages").items()} == left


def test_what_another_process_has_not_committed_is_not_seen(replica: SqliteReplica, path: Path) -> None:
    store(replica, "wages", wage(1))
    with replica_child(path) as child:
        assert child.ask("hold 1 99") == "held"
        assert dict(replica.snapshot("wages")) == {(1,): wage(1)}
    assert dict(replica.snapshot("wages")) == {(1,): wage(1)}


def test_a_lock_of_another_process_is_an_error_that_says_so_and_passes(
    replica: SqliteReplica, path: Path
) -> None:
    store(replica, "wages", wage(1))
    impatient = SqliteReplica(path, TABLES, FakeClock(), busy_timeout=20)
    with replica_child(path) as child:
        child.ask("hold 1 99")
        with pytest.raises(ReplicaError, match=r"replica\.db: another process keeps it locked"):
            store(impatient, "wages", wage(2))
        assert list(impatient.snapshot("wages")) == [(1,)]
        child.kill()
        store(impatient, "wages", wage(2))
    assert list(replica.snapshot("wages")) == [(1,), (2,)]
    impatient.close()


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
def test_every_acknowledged_write_is_there_after_a_kill(path: Path, read_only: bool) -> None:
    with replica_child(path) as child:
        for number in range(1, 20):
            assert child.ask(f"put {number} {number}") == "done"
        assert child.ask("hold 1 99") == "held"
        child.kill()
    with reopened(path, read_only=read_only) as replica:
        assert replica.snapshot("wages") == {(number,): wage(number, str(number)) for number in range(1, 20)}


def test_the_files_as_they_lie_after_any_commit_open_with_every_row(
    replica: SqliteReplica, path: Path, tmp_path: Path
) -> None:
    for number in range(1, 6):
        store(replica, "wages", wage(number))
        copy = _copied(path, tmp_path / f"copy {number}")
        with reopened(copy) as found:
            assert list(found.snapshot("wages")) == [(known,) for known in range(1, number + 1)]


@pytest.mark.parametrize("lost", [1, 100, 2000])
def test_a_torn_end_of_the_log_takes_no_more_than_the_last_commit(
    replica: SqliteReplica, path: Path, tmp_path: Path, lost: int
) -> None:
    store(replica, "wages", wage(1))
    store(replica, "wages", wage(2))
    copy = _copied(path, tmp_path / "copy")
    log = copy.with_name(f"{copy.name}-wal")
    log.write_bytes(log.read_bytes()[:-lost])
    with reopened(copy) as found:
        assert list(found.snapshot("wages")) == [(1,)]
        store(found, "wages", wage(3))
    with reopened(copy) as found:
        assert list(found.snapshot("wages")) == [(1,), (3,)]


def test_a_torn_write_never_leaves_half_a_transaction(
    replica: SqliteReplica, path: Path, tmp_path: Path
) -> None:
    before = _log_size(path)
    with replica.transaction() as tx:
        for number in range(200):
            tx.put("wages", wage(number))
            tx.put_base("wages", base_row(number))
            tx.put("steps", step(number))
    after = _log_size(path)
    for cut in range(before, after + 1, max(1, (after - before) // 12)):
        copy = _copied(path, tmp_path / f"cut at {cut}")
        log = copy.with_name(f"{copy.name}-wal")
        log.write_bytes(log.read_bytes()[:cut])
        with reopened(copy) as found, found.transaction() as tx:
            counts = {len(tx.rows("wages")), len(tx.base("wages")), len(tx.rows("steps"))}
            assert counts in ({0}, {200})


def _log_size(path: Path) -> int:
    size = path.with_name(f"{path.name}-wal").stat().st_size
    assert size > _WAL_HEADER
    return size


def _copied(path: Path, folder: Path) -> Path:
    folder.mkdir()
    for name in (path.name, f"{path.name}-wal"):
        shutil.copy(path.with_name(name), folder / name)
    return folder / path.name
