"""The file: one connection that writes, one that reads, each used by one thread at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, get_ident

from sheetanchor.adapters.sqlite.connections import OpenConnection, open_reader, open_writer
from sheetanchor.adapters.sqlite.errors import replica_error
from sheetanchor.adapters.sqlite.statements import Statements
from sheetanchor.ports.errors import ReplicaError

#: How long a connection waits for another process, in milliseconds.
BUSY_TIMEOUT = 5000


class Database:
    """Opens the file, and makes it where it is missing unless read_only. Every method raises ReplicaError.

    Only one connection of all processes should write: some versions of SQLite can damage a database whose
    write-ahead log is reset by two at the same moment.
    """

    def __init__(self, path: Path, *, read_only: bool = False, busy_timeout: int = BUSY_TIMEOUT) -> None:
        self.path = path
        self._turn = Lock()
        self._owner: int | None = None
        self._reading = Lock()
        self._is_closed = False
        self._writer: OpenConnection | None = None if read_only else open_writer(path, busy_timeout)
        try:
            self._reader = open_reader(path, busy_timeout)
        except ReplicaError:
            self._close_writer()
            raise
        self._pragma = self._reader.raw.cursor()
        self._file = _identity(path)

    @contextmanager
    def writing(self) -> Iterator[Statements]:
        """A write transaction: committed at the end of the block, rolled back where it raises.

        Threads wait for one another; a thread that has a transaction open already is refused, and so are all
        where the file was deleted or replaced meanwhile: what is written to it now would be gone with us.
        """
        writer = self._require_writer()
        with self._own_turn():
            self._require_open()
            self._require_there()
            with writer.transaction() as statements:
                yield statements

    @contextmanager
    def reading(self) -> Iterator[Statements]:
        """A read transaction: everything in it sees one and the same moment. Keep it short."""
        with self._reading:
            self._require_open()
            with self._reader.transaction() as statements:
                yield statements

    def data_version(self) -> int:
        """A number that changes when any other connection, our own writer included, has committed.

        Costs a few microseconds.
        """
        try:
            with self._reading:
                version: int = self._pragma.execute("PRAGMA data_version").fetchone()[0]
        except sqlite3.Error as error:
            self._require_open()
            raise replica_error(self.path, error) from error
        return version

    def close(self) -> None:
        """Close the file; the last one to leave it folds the write-ahead log into it. Twice is no error."""
        with self._own_turn(), self._reading:
            if not self._is_closed:
                self._is_closed = True
                self._pragma.close()
                self._reader.close()
                self._close_writer()

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        if self._owner == get_ident():
            raise ReplicaError("a write transaction of this thread is open already; finish it first")
        with self._turn:
            self._owner = get_ident()
            try:
                yield
            finally:
                self._owner = None

    def _require_open(self) -> None:
        if self._is_closed:
            raise ReplicaError(f"database {self.path} was closed by this program; open it anew")

    def _require_there(self) -> None:
        if _identity(self.path) != self._file:
            raise ReplicaError(
                f"database {self.path} was deleted or replaced while this program works on it; put it back, "
                "or restart the program, which reads the sheet anew. Nothing was changed."
            )

    def _require_writer(self) -> OpenConnection:
        if self._writer is None:
            raise ReplicaError(f"database {self.path} was opened for reading; nothing can be written")
        return self._writer

    def _close_writer(self) -> None:
        if self._writer is not None:
            self._writer.close()


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file it is, whatever it is called; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
