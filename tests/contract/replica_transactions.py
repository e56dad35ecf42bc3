"""What every replica does with transactions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier, Event

import pytest

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.tables.rows import Source
from sheetanchor.ports.errors import ReplicaError, UnknownTableError
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.ports.sync_log import SyncLogEntry
from tests.contract.replica_rows import store
from tests.contract.sample_tables import NOON, base_row, conflict, held, step, wage

_WRITERS = 4
_ROUNDS = 25


def _write_everything(tx: Transaction) -> None:
    tx.put("wages", wage(2))
    tx.delete("wages", (1,), at=NOON, source=Source.LOCAL)
    tx.put("steps", step(0))
    tx.put_base("wages", base_row(1))
    tx.set_held("wages", [held()])
    tx.set_pause("wages", "header missing")
    tx.keep_conflict(conflict(), NOON)
    tx.set_state("fact", "new")
    tx.log(SyncLogEntry(NOON, "wages", "pull", "ok"))


def _write_and_raise(replica: Replica, error: BaseException) -> None:
    with replica.transaction() as tx:
        _write_everything(tx)
        raise error


class ReplicaTransactionsContract:
    """Override `replica` with an empty one that was opened with the sample tables."""

    @pytest.fixture
    def replica(self) -> Replica:
        raise NotImplementedError

    @pytest.mark.parametrize("error", [ValueError("bug"), InputError("typed"), KeyboardInterrupt()])
    def test_nothing_stays_of_a_block_that_raises(self, replica: Replica, error: BaseException) -> None:
        store(replica, "wages", wage(1))
        with pytest.raises(type(error)):
            _write_and_raise(replica, error)
        assert dict(replica.snapshot("wages")) == {(1,): wage(1)}
        assert dict(replica.snapshot("steps")) == {}
        assert (replica.held("wages"), dict(replica.pauses()), replica.conflicts(10)) == ((), {}, ())
        assert len(replica.history("wages")) == 1
        assert replica.state("fact") is None
        with replica.transaction() as tx:
            assert dict(tx.base("wages")) == {}
            assert tx.open_conflicts("wages") == ()

    def test_the_error_of_the_block_is_raised_as_it_is(self, replica: Replica) -> None:
        error = ValueError("bug")
        with pytest.raises(ValueError, match="bug") as caught, replica.transaction():
            raise error
        assert caught.value is error

    def test_after_a_rollback_the_next_transaction_works(self, replica: Replica) -> None:
        with pytest.raises(ValueError, match="bug"):
            _write_and_raise(replica, ValueError("bug"))
        store(replica, "wages", wage(1, "2"))
        assert replica.snapshot("wages") == {(1,): wage(1, "2")}

    def test_two_transactions_in_a_row_both_stay(self, replica: Replica) -> None:
        store(replica, "wages", wage(1))
        store(replica, "wages", wage(2))
        assert list(replica.snapshot("wages")) == [(1,), (2,)]

    def test_a_transaction_sees_what_it_wrote(self, replica: Replica) -> None:
        store(replica, "wages", wage(1), wage(2), wage(3))
        with replica.transaction() as tx:
            tx.put("wages", wage(2, "99"))
            tx.delete("wages", (1,), at=NOON, source=Source.LOCAL)
            tx.put("wages", wage(0))
            assert tx.rows("wages") == {(0,): wage(0), (2,): wage(2, "99"), (3,): wage(3)}
            assert list(tx.rows("wages")) == [(0,), (2,), (3,)]
            assert tx.row("wages", (2,)) == wage(2, "99")
            assert tx.row("wages", (1,)) is None
            tx.put("wages", wage(1, "1"))
            assert tx.row("wages", (1,)) == wage(1, "1")
        assert list(replica.snapshot("wages")) == [(0,), (1,), (2,), (3,)]

    def test_a_row_is_found_alike_before_and_after_all_were_read(self, replica: Replica) -> None:
        store(replica, "wages", wage(1), wage(2))
        for _ in range(2):
            with replica.transaction() as tx:
                assert tx.row("wages", (1,)) == wage(1)
                assert tx.row("wages", (3,)) is None
                tx.put("wages", wage(3))
                tx.delete("wages", (1,), at=NOON, source=Source.LOCAL)
                assert tx.row("wages", (3,)) == wage(3)
                assert tx.row("wages", (1,)) is None
                tx.put("wages", wage(1))
                tx.delete("wages", (3,), at=NOON, source=Source.LOCAL)
            replica.snapshot("wages")

    def test_rows_read_in_a_transaction_stay_as_they_were_read(self, replica: Replica) -> None:
        store(replica, "wages", wage(1))
        with replica.transaction() as tx:
            before = tx.rows("wages")
            tx.put("wages", wage(2))
            tx.delete("wages", (1,), at=NOON, source=Source.LOCAL)
            assert before == {(1,): wage(1)}

    def test_a_transaction_sees_all_facts_it_wrote(self, replica: Replica) -> None:
        with replica.transaction() as tx:
            _write_everything(tx)
            assert tx.base("wages") == {(1,): base_row(1)}
            assert [kept.conflict for kept in tx.open_conflicts("wages")] == [conflict()]
            assert tx.state("fact") == "new"

    def test_nobody_outside_sees_what_is_not_committed(self, replica: Replica) -> None:
        store(replica, "wages", wage(1))
        with replica.transaction() as tx:
            _write_everything(tx)
            assert dict(replica.snapshot("wages")) == {(1,): wage(1)}
            assert dict(replica.snapshot("steps")) == {}
            assert (replica.state("fact"), replica.held("wages"), replica.conflicts(1)) == (None, (), ())
            assert len(replica.history("wages")) == 1
        assert dict(replica.snapshot("wages")) == {(2,): wage(2)}
        assert replica.state("fact") == "new"

    def test_a_transaction_within_another_of_the_same_thread_is_refused(self, replica: Replica) -> None:
        with replica.transaction() as tx:
            with pytest.raises(ReplicaError, match="open already"), replica.transaction():
                pass
            tx.put("wages", wage(1))
        assert list(replica.snapshot("wages")) == [(1,)]

    def test_a_transaction_that_is_over_can_do_no_more(self, replica: Replica) -> None:
        with replica.transaction() as tx:
            pass
        attempts: list[Callable[[], object]] = [
            lambda: tx.rows("wages"),
            lambda: tx.row("wages", (1,)),
            lambda: tx.put("wages", wage(1)),
            lambda: tx.set_state("fact", "late"),
            lambda: tx.log(SyncLogEntry(NOON, None, "pass", "ok")),
        ]
        for attempt in attempts:
            with pytest.raises(ReplicaError, match="over"):
                attempt()
        assert dict(replica.snapshot("wages")) == {}

    def test_every_operation_names_an_unknown_table(self, replica: Replica) -> None:
        attempts: list[Callable[[Transaction], object]] = [
            lambda tx: tx.rows("nix"),
            lambda tx: tx.row("nix", (1,)),
            lambda tx: tx.put("nix", wage(1)),
            lambda tx: tx.delete("nix", (1,), at=NOON, source=Source.LOCAL),
            lambda tx: tx.base("nix"),
            lambda tx: tx.put_base("nix", base_row(1)),
            lambda tx: tx.delete_base("nix", (1,)),
            lambda tx: tx.set_held("nix", []),
            lambda tx: tx.held("nix"),
            lambda tx: tx.pause("nix"),
            lambda tx: tx.conflicts_of("nix", (1,)),
            lambda tx: tx.set_pause("nix", "why"),
            lambda tx: tx.keep_conflict(replace(conflict(), table="nix"), NOON),
            lambda tx: tx.open_conflicts("nix"),
        ]
        for attempt in attempts:
            with pytest.raises(UnknownTableError, match="'nix'"), replica.transaction() as tx:
                attempt(tx)

    def test_writers_wait_for_one_another_and_none_is_lost(self, replica: Replica) -> None:
        store(replica, "wages", wage(1, "0"))
        start = Barrier(_WRITERS)

        def add(writer: int) -> None:
            start.wait()
            for number in range(_ROUNDS):
                with replica.transaction() as tx:
                    before = tx.row("wages", (1,))
                    assert before is not None
                    tx.put("wages", replace(before, version=before.version + 1))
                    tx.put("wages", wage(1000 * (writer + 1) + number))

        with ThreadPoolExecutor(_WRITERS) as pool:
            list(pool.map(add, range(_WRITERS)))
        rows = replica.snapshot("wages")
        assert rows[1,].version == 1 + _WRITERS * _ROUNDS
        assert len(rows) == 1 + _WRITERS * _ROUNDS
        assert list(rows) == sorted(rows)

    def test_a_reader_never_sees_half_a_transaction(self, replica: Replica) -> None:
        store(replica, "wages", wage(1, "0"), wage(2, "0"))
        is_done = Event()

        def write() -> None:
            for number in range(1, 100):
                store(replica, "wages", wage(1, str(number)), wage(2, str(number)))
            is_done.set()

        with ThreadPoolExecutor(1) as pool:
            writing = pool.submit(write)
            seen = []
            while not is_done.is_set() and not writing.done():
                rows = replica.snapshot("wages")
                seen.append((rows[1,].values["wage"], rows[2,].values["wage"]))
            writing.result()
        assert all(first == second for first, second in seen)
        assert seen == sorted(seen, key=lambda pair: str(pair[0]).zfill(4))

    def test_a_commit_is_seen_by_the_next_read_of_every_thread(self, replica: Replica) -> None:
        with ThreadPoolExecutor(1) as other:
            for number in range(20):
                store(replica, "wages", wage(1, str(number)))
                seen = other.submit(lambda: replica.snapshot("wages")[1,]).result()
                assert seen == wage(1, str(number))

    def test_a_reader_does_not_wait_for_a_writer(self, replica: Replica) -> None:
        store(replica, "wages", wage(1))
        with replica.transaction() as tx, ThreadPoolExecutor(1) as other:
            tx.put("wages", wage(1, "99"))
            assert other.submit(lambda: replica.snapshot("wages")).result(timeout=5) == {(1,): wage(1)}
            assert other.submit(lambda: replica.state("fact")).result(timeout=5) is None
