"""Connections with the settings that keep a database whole on an SD card."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, create_engine, event

from sheetanchor.adapters.sqlite.errors import translated
from sheetanchor.adapters.sqlite.statements import Statements
from sheetanchor.ports.errors import ReplicaError

_COMMON = ("PRAGMA foreign_keys=ON", "PRAGMA mmap_size=0")


@dataclass(frozen=True, slots=True)
class OpenConnection:
    """One connection for the life of the program. raw: the driver's own, for what must cost nothing."""

    path: Path
    engine: Engine
    connection: Connection
    raw: sqlite3.Connection

    @contextmanager
    def transaction(self) -> Iterator[Statements]:
        """Committed at the end of the block, rolled back where it raises."""
        with translated(self.path):
            transaction = self.connection.begin()
        statements = Statements(self.connection, self.path)
        try:
            yield statements
            statements.require_usable()
            with translated(self.path):
                transaction.commit()
        finally:
            statements.end()
            with translated(self.path):
                transaction.close()
                self._roll_back_failed_commit()

    def _roll_back_failed_commit(self) -> None:
        """SQLAlchemy takes a failed commit for the end; SQLite keeps the transaction open."""
        if self.raw.in_transaction:
            self.raw.rollback()

    def close(self) -> None:
        """Close it now, not when nobody refers to it any more."""
        with translated(self.path):
            self.connection.close()
            self.engine.dispose()


def open_writer(path: Path, busy_timeout: int) -> OpenConnection:
    """The connection that writes; makes the file where there is none. Every commit reaches the disk."""
    opened = _open(path, "rwc", busy_timeout, "BEGIN IMMEDIATE")
    try:
        _set_durable(opened)
    except ReplicaError:
        opened.close()
        raise
    return opened


def open_reader(path: Path, busy_timeout: int) -> OpenConnection:
    """A connection that cannot write; raises ReplicaError where there is no file."""
    return _open(path, "ro", busy_timeout, "BEGIN")


def _open(path: Path, mode: str, busy_timeout: int, begin: str) -> OpenConnection:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            f"file:{quote(str(path))}?mode={mode}",
            uri=True,
            timeout=busy_timeout / 1000,
            isolation_level=None,
            check_same_thread=False,
        )

    engine = create_engine("sqlite+pysqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    with translated(path):
        connection = engine.connect()
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - the creator above made it
    opened = OpenConnection(path, engine, connection, raw)
    try:
        with translated(path):
            for pragma in _COMMON:
                raw.execute(pragma)
    except ReplicaError:
        opened.close()
        raise
    return opened


def _set_durable(opened: OpenConnection) -> None:
    with translated(opened.path):
        (mode,) = opened.raw.execute("PRAGMA journal_mode=WAL").fetchone()
        opened.raw.execute("PRAGMA synchronous=FULL")
    if mode != "wal":
        raise ReplicaError(
            f"database {opened.path}: its file system allows no write-ahead log; put it on a local disk"
        )
