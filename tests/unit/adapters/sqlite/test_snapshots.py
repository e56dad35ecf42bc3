"""Snapshots are kept in memory until somebody commits a change of their table."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import event

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.domain.tables.rows import Source
from tests.contract.replica_rows import store
from tests.contract.sample_tables import NOON, TABLES, base_row, step, wage


class _Loads:
    """Counts the queries that read a whole table, on every connection of a replica."""

    def __init__(self, replica: SqliteReplica) -> None:
        self.statements: list[str] = []
        for opened in (replica.database._reader, replica.database._writer):
            assert opened is not None
            event.listen(opened.engine, "before_cursor_execute", self._note)

    def _note(self, *call: object) -> None:
        self.statements.append(str(call[2]))

    def of(self, table: str) -> int:
        return sum(f"FROM {table}" in statement and "WHERE" not in statement for statement in self.statements)


def test_reads_without_a_write_between_them_are_one_and_the_same_mapping(replica: SqliteReplica) -> None:
    store(replica, "wages", wage(1))
    loads = _Loads(replica)
    first = replica.snapshot("wages")
    assert loads.of("wages") == 1
    loads.statements.clear()
    assert all(replica.snapshot("wages") is first for _ in range(10))
    assert loads.statements == []


def test_a_write_to_another_table_or_to_facts_alone_costs_no_reload(replica: SqliteReplica) -> None:
    store(replica, "wages", wage(1))
    first = replica.snapshot("wages")
    loads = _Loads(replica)
    with replica.transaction() as tx:
        tx.put("steps", step(0))
        tx.set_state("fact", "x")
    assert replica.snapshot("wages") is first
    assert loads.of("wages") == 0


def test_our_own_commit_carries_the_snapshot_on_without_a_reload(replica: SqliteReplica) -> None:
    store(replica, "wages", wage(2), wage(4))
    replica.snapshot("wages")
    loads = _Loads(replica)
    with replica.transaction() as tx:
        tx.put("wages", wage(3))
        tx.put("wages", wage(2, "99"))
        tx.delete("wages", (4,), at=NOON, source=Source.LOCAL)
        tx.delete("wages", (5,), at=NOON, source=Source.LOCAL)
    assert replica.snapshot("wages") == {(2,): wage(2, "99"), (3,): wage(3)}
    assert loads.of("wages") == 0


def test_a_reader_that_races_with_our_commits_never_reloads(replica: SqliteReplica) -> None:
    store(replica, "wages", *(wage(number) for number in range(50)))
    replica.snapshot("wages")
    loads = _Loads(replica)
    is_over = Event()

    def read() -> int:
        count = 0
        while not is_over.is_set():
            count += len(replica.snapshot("wages")) > 0
        return count

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        for number in range(100):
            store(replica, "wages", wage(number))
        is_over.set()
        assert reading.result() > 0
    assert loads.of("wages") == 0


def test_a_snapshot_carried_on_equals_the_one_a_newcomer_loads(replica: SqliteReplica, path: Path) -> None:
    replica.snapshot("wages")
    for number in (5, 1, 3, 5):
        store(replica, "wages", wage(number, f"{number}.50"))
    newcomer = SqliteReplica(path, TABLES, FakeClock())
    assert list(replica.snapshot("wages").items()) == list(newcomer.snapshot("wages").items())
    newcomer.close()


def test_a_rollback_leaves_the_snapshot_valid(replica: SqliteReplica) -> None:
    store(replica, "wages", wage(1))
    first = replica.snapshot("wages")
    try:
        with replica.transaction() as tx:
            tx.put("wages", wage(2))
            raise KeyError
    except KeyError:
        pass
    store(replica, "steps", step(0))
    assert replica.snapshot("wages") is first
    store(replica, "wages", wage(3))
    assert list(replica.snapshot("wages")) == [(1,), (3,)]


def test_a_transaction_reads_a_table_that_is_in_memory_from_there(replica: SqliteReplica) -> None:
    store(replica, "wages", wage(1))
    first = replica.snapshot("wages")
    loads = _Loads(replica)
    with replica.transaction() as tx:
        assert tx.rows("wages") is first
        tx.put("wages", wage(2))
        assert list(tx.rows("wages")) == [(1,), (2,)]
    assert loads.of("wages") == 0


def test_what_a_transaction_loads_serves_the_next_snapshot(replica: SqliteReplica) -> None:
    store(replica, "wages", wage(1))
    loads = _Loads(replica)
    with replica.transaction() as tx:
        rows = tx.rows("wages")
    assert replica.snapshot("wages") is rows
    assert loads.of("wages") == 1


def test_what_a_transaction_loads_after_its_own_writes_serves_nobody_else(replica: SqliteReplica) -> None:
    store(replica, "wages", wage(1))
    try:
        with replica.transaction() as tx:
            tx.put("wages", wage(2))
            assert len(tx.rows("wages")) == 2
            raise KeyError
    except KeyError:
        pass
    assert list(replica.snapshot("wages")) == [(1,)]


def test_the_base_is_read_once_and_carried_on_by_our_own_commits(replica: SqliteReplica) -> None:
    with replica.transaction() as tx:
        tx.put_base("wages", base_row(2))
    loads = _Loads(replica)
    for number in (3, 1):
        with replica.transaction() as tx:
            tx.base("wages")
            tx.put_base("wages", base_row(number))
            tx.put("wages", wage(number))
    with replica.transaction() as tx:
        tx.delete_base("wages", (2,))
        tx.delete_base("wages", (7,))
        tx.delete_base("steps", (0,))
    with replica.transaction() as tx:
        assert tx.base("wages") == {(1,): base_row(1), (3,): base_row(3)}
        assert list(tx.base("wages")) == [(1,), (3,)]
        assert dict(tx.base("steps")) == {}
    assert sum("FROM sync_base" in statement for statement in loads.statements if "SELECT" in statement) == 2


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sync_base SET missing = 1",
        "DELETE FROM sync_base",
        "INSERT INTO sync_base VALUES ('wages', '[\"2\"]', '{}', 'print', 0)",
    ],
)
def test_a_base_that_another_writer_changed_is_read_anew(
    replica: SqliteReplica, path: Path, change: str
) -> None:
    with replica.transaction() as tx:
        tx.base("wages")
        tx.put_base("wages", base_row(1))
    with closing(sqlite3.connect(path)) as shell, shell:
        shell.execute(change)
    with replica.transaction() as tx:
        assert tx.base("wages") != {(1,): base_row(1)}
