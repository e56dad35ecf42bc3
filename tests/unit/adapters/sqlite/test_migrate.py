"""The core tables are made by migrations that travel with the package."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.adapters.sqlite.core_tables import METADATA
from sheetanchor.adapters.sqlite.migrate import HEAD, SCRIPTS
from sheetanchor.adapters.sqlite.replica import SqliteReplica
from sheetanchor.domain.tables.rows import Source
from sheetanchor.ports.errors import ReplicaError
from tests.contract.sample_tables import NOON, TABLES, conflict


def _facts(path: Path) -> dict[str, tuple[str, str]]:
    query = "SELECT key, value, updated_at FROM _schema_metadata"
    with closing(sqlite3.connect(path)) as shell:
        return {key: (value, updated_at) for key, value, updated_at in shell.execute(query)}


def _set_version(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path)) as shell, shell:
        shell.execute("UPDATE _schema_metadata SET value = ? WHERE key = 'schema_version'", [version])
        shell.execute("UPDATE alembic_version SET version_num = ?", [version])


def test_the_newest_migration_is_the_one_the_program_expects() -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_statements_and_migrations_mean_the_same_tables(replica: SqliteReplica, path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    made = inspect(engine)
    for name, table in METADATA.tables.items():
        columns = {column["name"]: str(column["type"]) for column in made.get_columns(name)}
        assert columns == {column.name: str(column.type) for column in table.columns}
        assert made.get_pk_constraint(name)["constrained_columns"] == table.primary_key.columns.keys()
    engine.dispose()


def test_the_schema_s_version_and_moment_are_kept(path: Path) -> None:
    clock = FakeClock()
    SqliteReplica(path, TABLES, clock).close()
    made = _facts(path)
    assert made["schema_version"] == (HEAD, clock.now().isoformat())
    clock.advance(60)
    SqliteReplica(path, TABLES, clock).close()
    assert _facts(path) == made


@pytest.mark.parametrize("read_only", [True, False])
def test_a_database_of_a_newer_program_is_left_alone(path: Path, read_only: bool) -> None:
    SqliteReplica(path, TABLES, FakeClock()).close()
    _set_version(path, "9999")
    before = _facts(path)
    with pytest.raises(ReplicaError, match=r"replica\.db was made by a newer version"):
        SqliteReplica(path, TABLES, FakeClock(), read_only=read_only)
    assert _facts(path) == before


def test_a_folder_with_odd_characters_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "100% of ünï code? #1"
    folder.mkdir()
    with closing(SqliteReplica(folder / "replica.db", TABLES, FakeClock())) as replica:
        assert dict(replica.snapshot("wages")) == {}
    assert (folder / "replica.db").exists()


def test_conflicts_of_an_older_database_keep_their_numbers_and_moments(path: Path) -> None:
    with closing(SqliteReplica(path, TABLES, FakeClock())) as replica, replica.transaction() as tx:
        tx.keep_conflict(replace(conflict(), winner=Source.SHEETS), NOON)
        tx.keep_conflict(conflict(), NOON)
    with closing(sqlite3.connect(path)) as shell, shell:
        shell.executescript(
            "DROP TABLE row_history; ALTER TABLE held_cells DROP COLUMN is_refused;"
            "ALTER TABLE conflicts DROP COLUMN decided_at; ALTER TABLE conflicts DROP COLUMN address;"
            "ALTER TABLE conflicts DROP COLUMN typed; DROP TABLE sync_passes; DROP TABLE sync_pass_tables;"
        )
    _set_version(path, "0001")
    with closing(SqliteReplica(path, TABLES, FakeClock())) as replica:
        waiting, decided = replica.conflicts(10)
        assert (waiting.number, waiting.conflict, waiting.decided_at) == (2, conflict(), None)
        assert (decided.number, decided.at, decided.decided_at) == (1, NOON, NOON)
        assert replica.history("wages") == ()
