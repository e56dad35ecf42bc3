"""Opening for reading never makes, migrates or writes anything."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.domain.tables.kinds import Text
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.ports.errors import ReplicaError
from tests.contract.replica_rows import store
from tests.contract.sample_tables import TABLES, WAGES, wage


def _for_reading(path: Path, *tables: Table) -> SqliteReplica:
    return SqliteReplica(path, tables or TABLES, FakeClock(), read_only=True)


def test_a_file_that_is_not_there_is_not_made(path: Path) -> None:
    with pytest.raises(ReplicaError, match=r"replica\.db: it cannot be opened"):
        _for_reading(path)
    assert not path.exists()


def test_an_empty_file_is_not_filled(path: Path) -> None:
    path.touch()
    with pytest.raises(ReplicaError, match="start the bot once"):
        _for_reading(path)
    assert path.read_bytes() == b""


def test_a_table_or_column_that_is_new_is_not_made(replica: SqliteReplica, path: Path) -> None:
    new_table = Table("new", "New", (Column("id", "Id", Text()),), key=("id",))
    new_column = replace(WAGES, columns=(*WAGES.columns, Column("note", "Note", Text())))
    for table in (new_table, new_column):
        with pytest.raises(ReplicaError, match=f"'{table.name}' as it is declared now; start the bot"):
            _for_reading(path, table)


def test_rows_and_facts_are_read_beside_the_writer(replica: SqliteReplica, path: Path) -> None:
    with closing(_for_reading(path)) as reader:
        for number in range(3):
            with replica.transaction() as tx:
                tx.put("wages", wage(number))
                tx.set_state("fact", str(number))
            assert len(reader.snapshot("wages")) == number + 1
            assert reader.state("fact") == str(number)


def test_a_replica_at_rest_is_read(path: Path) -> None:
    with closing(SqliteReplica(path, TABLES, FakeClock())) as replica:
        store(replica, "wages", wage(1))
    with closing(_for_reading(path)) as reader:
        assert reader.snapshot("wages") == {(1,): wage(1)}


def test_nothing_can_be_written(replica: SqliteReplica, path: Path) -> None:
    with closing(_for_reading(path)) as reader:
        with pytest.raises(ReplicaError, match="opened for reading"):
            store(reader, "wages", wage(1))
        assert dict(reader.snapshot("wages")) == {}


def test_some_of_the_tables_can_be_read_alone(replica: SqliteReplica, path: Path) -> None:
    store(replica, "wages", wage(1))
    with closing(_for_reading(path, WAGES)) as reader:
        assert list(reader.snapshot("wages")) == [(1,)]
