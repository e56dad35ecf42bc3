"""Statements in one open transaction, their errors translated."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Executable, Row

from sheetanchor.adapters.sqlite.errors import translated
from sheetanchor.ports.errors import ReplicaError

Parameters = Mapping[str, Any]


class Statements:
    """Runs statements until the transaction is over.

    One failed statement dooms the transaction: SQLite may have rolled it back already, and what came after
    would stand alone.
    """

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._failure: ReplicaError | None = None
        self._is_over = False

    def fetch(self, statement: Executable, parameters: Parameters | None = None) -> Sequence[Row[Any]]:
        """All rows of a query."""
        with self._running():
            return self._connection.execute(statement, parameters or {}).fetchall()

    def run(self, statement: Executable, parameters: Parameters | None = None) -> None:
        """A statement without rows."""
        with self._running():
            self._connection.execute(statement, parameters or {})

    def run_many(self, statement: Executable, parameters: Sequence[Parameters]) -> None:
        """One statement for every set of parameters; for none, nothing."""
        if parameters:
            with self._running():
                self._connection.execute(statement, parameters)

    @property
    def connection(self) -> Connection:
        """For what needs more than statements: migrations and looking at the schema."""
        return self._connection

    def require_usable(self) -> None:
        """Raise the failure of an earlier statement, or ReplicaError where the transaction is over."""
        if self._is_over:
            raise ReplicaError("this transaction is over; begin another one")
        if self._failure is not None:
            raise self._failure

    def end(self) -> None:
        """Refuse whatever comes later."""
        self._is_over = True

    @contextmanager
    def _running(self) -> Iterator[None]:
        self.require_usable()
        try:
            with translated(self._path):
                yield
        except ReplicaError as error:
            self._failure = error
            raise
