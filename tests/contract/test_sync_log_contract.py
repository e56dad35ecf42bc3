"""Every sync log keeps the same promises, whether lines come alone or in a transaction of the replica."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.memory.replica import MemoryReplica
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.adapters.sqlite.sync_log import SqliteSyncLog
from sheetanchor.domain.errors import OperatorError
from sheetanchor.ports.replica import Replica
from sheetanchor.ports.sync_log import PassEntry, Requests, SyncLog, SyncLogEntry, TableMoves
from tests.contract.sample_tables import BERLIN, NOON, TABLES

ENTRY = SyncLogEntry(NOON, "wages", "pull", "ok", rows=3, record="17", message="three rows")
PASS = PassEntry(
    NOON,
    1.25,
    Requests(1, 2, 3),
    (TableMoves("wages", 1, 2, 3, 4, 5), TableMoves("crew", paused="row 1 lacks 'Wage'")),
)


@dataclass(frozen=True)
class Store:
    """A sync log and the replica that writes into the same one."""

    log: SyncLog
    replica: Replica


class SyncLogContract:
    """Override `store` with an empty log beside a replica opened with the sample tables."""

    @pytest.fixture
    def store(self) -> Store:
        raise NotImplementedError

    def test_nothing_logged_is_an_empty_answer(self, store: Store) -> None:
        assert store.log.recent(10) == ()

    @pytest.mark.parametrize(
        "entry",
        [
            ENTRY,
            SyncLogEntry(NOON, None, "pass", "failed", message='\N{FIRE} line\nbreak; it\'s "quoted"'),
            SyncLogEntry(NOON.astimezone(BERLIN).replace(microsecond=7), None, "push", "paused"),
        ],
    )
    def test_an_entry_comes_back_as_it_was(self, store: Store, entry: SyncLogEntry) -> None:
        store.log.record([entry])
        assert store.log.recent(1) == (entry,)

    def test_entries_come_newest_first_by_the_order_of_writing_not_by_their_moment(
        self, store: Store
    ) -> None:
        entries = [replace(ENTRY, rows=number, at=NOON - timedelta(days=number)) for number in range(4)]
        store.log.record(entries[:2])
        store.log.record(entries[2:])
        assert store.log.recent(10) == tuple(reversed(entries))

    def test_no_more_entries_come_than_asked_for(self, store: Store) -> None:
        store.log.record([replace(ENTRY, rows=number) for number in range(4)])
        assert [entry.rows for entry in store.log.recent(2)] == [3, 2]
        assert store.log.recent(0) == ()

    def test_recording_nothing_is_no_error(self, store: Store) -> None:
        store.log.record([])
        assert store.log.recent(1) == ()

    def test_lines_of_a_transaction_are_in_the_log_when_it_is_committed(self, store: Store) -> None:
        with store.replica.transaction() as tx:
            tx.log(ENTRY)
            tx.log(replace(ENTRY, rows=4))
            assert store.log.recent(10) == ()
        assert [entry.rows for entry in store.log.recent(10)] == [4, 3]

    def test_lines_of_a_transaction_that_fails_are_not_in_the_log(self, store: Store) -> None:
        with pytest.raises(ValueError, match="bug"):
            _log_and_fail(store.replica)
        assert store.log.recent(10) == ()

    def test_lines_of_long_ago_are_forgotten(self, store: Store) -> None:
        for seconds in (-1, 0, 1):
            at = (NOON + timedelta(seconds=seconds)).astimezone(BERLIN)
            store.log.record([replace(ENTRY, rows=seconds, at=at)])
        with store.replica.transaction() as tx:
            tx.forget_log(NOON)
            tx.log(replace(ENTRY, rows=7))
        assert [entry.rows for entry in store.log.recent(10)] == [7, 1, 0]

    def test_a_transaction_that_fails_forgets_no_lines(self, store: Store) -> None:
        store.log.record([ENTRY])
        with pytest.raises(ValueError, match="bug"):
            _log_and_fail(store.replica)
        assert store.log.recent(10) == (ENTRY,)

    def test_no_passes_is_an_empty_answer(self, store: Store) -> None:
        assert store.log.passes(10) == ()
        assert store.log.passes(10, "wages") == ()

    @pytest.mark.parametrize(
        "entry",
        [
            PASS,
            PassEntry(NOON.astimezone(BERLIN).replace(microsecond=7), 0.1),
            PassEntry(NOON, 12.5, Requests(looks=1), error='\N{FIRE} line\nbreak; it\'s "quoted"'),
        ],
    )
    def test_a_pass_comes_back_as_it_was(self, store: Store, entry: PassEntry) -> None:
        store.log.record_pass(PASS)
        store.log.record_pass(entry)
        assert store.log.passes(2) == (entry, PASS)

    def test_no_more_passes_come_than_asked_for_the_newest_first(self, store: Store) -> None:
        for seconds in range(4):
            store.log.record_pass(replace(PASS, seconds=float(seconds)))
        assert [entry.seconds for entry in store.log.passes(2)] == [3, 2]
        assert store.log.passes(0) == ()

    def test_of_one_table_come_those_that_name_it_and_those_that_failed(self, store: Store) -> None:
        other = replace(PASS, tables=(TableMoves("rates", pushed=1),))
        failed = PassEntry(NOON, 1.0, error="503")
        for entry in (PASS, other, failed, other):
            store.log.record_pass(entry)
        assert store.log.passes(10, "wages") == (failed, PASS)
        assert store.log.passes(1, "rates") == (other,)

    def test_passes_of_long_ago_are_forgotten_with_the_lines(self, store: Store) -> None:
        for seconds in (-1, 0, 1):
            at = (NOON + timedelta(seconds=seconds)).astimezone(BERLIN)
            store.log.record_pass(replace(PASS, started_at=at, seconds=float(seconds + 5)))
        with store.replica.transaction() as tx:
            tx.forget_log(NOON)
        assert [entry.seconds for entry in store.log.passes(10)] == [6, 5]
        assert store.log.passes(10)[0].tables == PASS.tables

    def test_entries_of_one_call_stand_together_whoever_else_writes(self, store: Store) -> None:
        def write(number: int) -> None:
            store.log.record([replace(ENTRY, rows=number)] * 3)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(write, range(20)))
        rows = [entry.rows for entry in store.log.recent(100)]
        assert len(rows) == 60
        assert all(len(set(rows[start : start + 3])) == 1 for start in range(0, 60, 3))


def _log_and_fail(replica: Replica) -> None:
    with replica.transaction() as tx:
        tx.forget_log(NOON + timedelta(days=1))
        tx.log(ENTRY)
        raise ValueError("bug")


class TestMemorySyncLog(SyncLogContract):
    @pytest.fixture
    def store(self) -> Store:
        replica = MemoryReplica(TABLES)
        return Store(replica.sync_log, replica)


class TestSqliteSyncLog(SyncLogContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[Store]:
        clock = FakeClock()
        replica = SqliteReplica(tmp_path / "replica.db", TABLES, clock)
        yield Store(SqliteSyncLog(replica.database, clock), replica)
        replica.close()


@pytest.mark.parametrize("read_only", [True, False], ids=["opened for reading", "closed"])
def test_a_log_that_cannot_be_written_raises_and_keeps_what_it_has(tmp_path: Path, read_only: bool) -> None:
    clock = FakeClock()
    path = tmp_path / "replica.db"
    first = SqliteReplica(path, TABLES, clock)
    SqliteSyncLog(first.database, clock).record([ENTRY])
    first.close()
    broken = SqliteReplica(path, TABLES, clock, read_only=True) if read_only else first
    log = SqliteSyncLog(broken.database, clock)
    with pytest.raises(OperatorError, match=r"replica\.db"):
        log.record([ENTRY])
    broken.close()
    again = SqliteReplica(path, TABLES, clock)
    assert SqliteSyncLog(again.database, clock).recent(10) == (ENTRY,)
    again.close()
