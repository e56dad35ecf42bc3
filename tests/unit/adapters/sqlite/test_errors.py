"""Every fault of SQLite is a ReplicaError that names the file and says what to do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sqlite.errors import replica_error
from sheetanchor.adapters.sqlite.integrity import require_whole
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.adapters.sqlite.sync_log import SqliteSyncLog
from sheetanchor.ports.errors import ReplicaBusyError, ReplicaError
from sheetanchor.ports.sync_log import PassEntry, SyncLogEntry
from tests.contract.replica_rows import store
from tests.contract.sample_tables import NOON, TABLES, base_row, conflict, held, wage

_LARGE = "x" * 40_000


def _writer(replica: SqliteReplica) -> sqlite3.Connection:
    opened = replica.database._writer
    assert opened is not None
    return opened.raw


def _open(path: Path) -> SqliteReplica:
    return SqliteReplica(path, TABLES, FakeClock())


def test_a_full_disk_keeps_what_was_there_and_passes(replica: SqliteReplica) -> None:
    store(replica, "wages", wage(1))
    raw = _writer(replica)
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ReplicaBusyError, match=r"replica\.db: the disk is full; free some space"):
        store(replica, "wages", *(wage(number, name=_LARGE) for number in range(2, 9)))
    assert replica.snapshot("wages") == {(1,): wage(1)}
    raw.execute("PRAGMA max_page_count = 1000000")
    store(replica, "wages", wage(2, name=_LARGE))
    assert list(replica.snapshot("wages")) == [(1,), (2,)]


def test_a_caller_that_ignores_a_failed_statement_cannot_commit_the_rest(replica: SqliteReplica) -> None:
    def ignore_a_fault() -> None:
        with replica.transaction() as tx:
            tx.put("wages", wage(1))
            with pytest.raises(ReplicaError):
                tx.put("wages", wage(2, name="\ud800"))
            with pytest.raises(ReplicaError, match="cannot be stored"):
                tx.put("wages", wage(3))

    with pytest.raises(ReplicaError, match="a value cannot be stored"):
        ignore_a_fault()
    assert dict(replica.snapshot("wages")) == {}
    store(replica, "wages", wage(4))
    assert list(replica.snapshot("wages")) == [(4,)]


def test_a_fault_in_the_last_statement_undoes_the_rest_too(
    replica: SqliteReplica,
) -> None:
    def ignore_a_fault() -> None:
        with replica.transaction() as tx:
            tx.set_state("fact", "x")
            with pytest.raises(ReplicaError):
                tx.set_state("other", "\ud800")

    with pytest.raises(ReplicaError, match="a value cannot be stored"):
        ignore_a_fault()
    assert replica.state("fact") is None


def test_a_commit_that_fails_changes_nothing_and_the_next_one_works(replica: SqliteReplica) -> None:
    _writer(replica).executescript(
        "CREATE TABLE parent (id INTEGER PRIMARY KEY);"
        "CREATE TABLE child (id REFERENCES parent DEFERRABLE INITIALLY DEFERRED);"
    )

    def orphan() -> None:
        with replica.database.writing() as statements:
            statements.run(text("INSERT INTO child VALUES (1)"))

    for _ in range(2):
        with pytest.raises(ReplicaError, match="FOREIGN KEY"):
            orphan()
    store(replica, "wages", wage(1))
    assert list(replica.snapshot("wages")) == [(1,)]
    assert _writer(replica).execute("SELECT count(*) FROM child").fetchone() == (0,)


def test_a_file_that_is_no_database_is_left_as_it_is(path: Path) -> None:
    words = "the minutes of the last meeting " * 100
    path.write_text(words)
    with pytest.raises(ReplicaError, match=r"replica\.db: the file is no SQLite database"):
        _open(path)
    assert path.read_text() == words


def test_a_damaged_file_is_named_with_the_way_out(path: Path) -> None:
    with closing(_open(path)) as replica:
        store(replica, "wages", *(wage(number, name=_LARGE) for number in range(20)))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(ReplicaError, match=r"the file is damaged.*rename the file, never delete it"):
        _open(path)


def test_damage_where_nobody_reads_is_found_by_looking_through_the_file(path: Path) -> None:
    with closing(_open(path)) as replica:
        store(replica, "wages", *(wage(number, name=_LARGE) for number in range(20)))
    require_whole(path)
    content = bytearray(path.read_bytes())
    half = len(content) // 2
    content[half : half + 8192] = b"\xa5" * 8192
    path.write_bytes(content)
    with pytest.raises(
        ReplicaError, match=r"replica\.db: the file is damaged.*rename the file, never delete"
    ):
        require_whole(path)


def test_a_file_that_is_gone_takes_no_more_writes_until_it_is_back(
    replica: SqliteReplica, path: Path
) -> None:
    """An open file takes them without a name as well, and they are gone with the program."""
    store(replica, "wages", wage(1))
    aside = path.with_name("aside.db")
    path.rename(aside)
    for _ in range(2):
        with pytest.raises(
            ReplicaError, match=r"replica\.db was deleted or replaced while this program works"
        ):
            store(replica, "wages", wage(2))
        path.touch()
    aside.rename(path)
    store(replica, "wages", wage(3))
    assert list(replica.snapshot("wages")) == [(1,), (3,)]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReplicaError, match="its folder exist"):
        _open(tmp_path / "missing" / "replica.db")


def test_a_folder_in_place_of_the_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReplicaError, match="cannot be opened"):
        _open(tmp_path)


def test_a_connection_that_may_not_write_is_told(replica: SqliteReplica) -> None:
    _writer(replica).execute("PRAGMA query_only = ON")
    with pytest.raises(ReplicaError, match="the right to write the file and its folder"):
        store(replica, "wages", wage(1))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ("UPDATE wages SET wage = 'fifteen'", "'fifteen' in column 'wage' of table 'wages'"),
        ("UPDATE wages SET last_modified_at = 'noon'", "table 'wages'"),
        ("UPDATE sync_base SET cells = 'odd'", "the base of table 'wages'"),
        ("UPDATE sync_base SET row_key = '[\"x\"]'", "the base of table 'wages'"),
        ("UPDATE held_cells SET row_key = 'x'", "the table held_cells"),
        ("UPDATE conflicts SET loss = 'odd'", "the table conflicts"),
        ("UPDATE conflicts SET row_key = '{}'", "the table conflicts"),
        ("UPDATE sync_log SET at = 'noon'", "the table sync_log"),
        ("UPDATE sync_passes SET started_at = 'noon'", "the table sync_passes"),
    ],
)
def test_what_was_changed_by_hand_so_that_it_cannot_be_read_is_named(
    replica: SqliteReplica, path: Path, change: str, place: str
) -> None:
    with replica.transaction() as tx:
        tx.put("wages", wage(1))
        tx.put_base("wages", base_row(1))
        tx.set_held("wages", [held()])
        tx.keep_conflict(conflict(), NOON)
        tx.log(SyncLogEntry(NOON, None, "pass", "ok"))
    SqliteSyncLog(replica.database, FakeClock()).record_pass(PassEntry(NOON, 1.0))
    with closing(sqlite3.connect(path)) as shell, shell:
        shell.execute(change)
    with pytest.raises(ReplicaError, match=f"^{place} of the replica holds what cannot be read"):
        _read_everything(replica)


def _read_everything(replica: SqliteReplica) -> None:
    replica.snapshot("wages")
    with replica.transaction() as tx:
        tx.base("wages")
        tx.open_conflicts("wages")
    replica.held("wages")
    replica.conflicts(10)
    SqliteSyncLog(replica.database, FakeClock()).recent(10)
    SqliteSyncLog(replica.database, FakeClock()).passes(10)


def test_a_table_that_somebody_dropped_is_an_error(replica: SqliteReplica, path: Path) -> None:
    with closing(sqlite3.connect(path)) as shell, shell:
        shell.execute("DROP TABLE wages")
    with pytest.raises(ReplicaError, match="no such table"):
        replica.snapshot("wages")
    with pytest.raises(ReplicaError, match="no such table"):
        store(replica, "wages", wage(1))


def test_the_cause_is_kept(replica: SqliteReplica) -> None:
    _writer(replica).execute("PRAGMA query_only = ON")
    with pytest.raises(ReplicaError) as caught:
        store(replica, "wages", wage(1))
    assert caught.value.__cause__ is not None
    assert "readonly" in str(caught.value)


def test_an_error_of_another_kind_still_names_the_file() -> None:
    error = replica_error(Path("/var/replica.db"), sqlite3.OperationalError("odd"))
    assert str(error).startswith("database /var/replica.db: ")
    assert "(odd)" in str(error)
