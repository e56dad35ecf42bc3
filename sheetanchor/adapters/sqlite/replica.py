"""The local store in one SQLite file."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from sheetanchor.adapters.sqlite.base_rows import load_base
from sheetanchor.adapters.sqlite.conflicts import ConflictReader
from sheetanchor.adapters.sqlite.database import BUSY_TIMEOUT, Database
from sheetanchor.adapters.sqlite.declared_tables import prepare_tables, require_names, require_prepared
from sheetanchor.adapters.sqlite.history import load_history
from sheetanchor.adapters.sqlite.location import database_path
from sheetanchor.adapters.sqlite.migrate import migrate, require_current
from sheetanchor.adapters.sqlite.problems import load_held, load_pauses
from sheetanchor.adapters.sqlite.snapshots import Loader, Snapshots
from sheetanchor.adapters.sqlite.state import read_state
from sheetanchor.adapters.sqlite.stored_table import StoredTable
from sheetanchor.adapters.sqlite.transaction import SqliteTransaction
from sheetanchor.adapters.sqlite.versions import base_name
from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.changes import Change
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.ports.replica import Replica, Transaction


class SqliteReplica(Replica):
    """Opens the file, makes it or brings it up to date, and keeps it open until `close`.

    read_only: never makes, migrates or writes anything; for commands beside a running bot.
    busy_timeout: how long to wait for another process that writes, in milliseconds.
    clock: for its zone, in which stamps are read back, and for the moment of schema changes.
    Raises ReplicaError, OperatorError for a URL that means no file, TableDeclarationError for a table that
    is called like one of the replica's own.
    """

    def __init__(
        self,
        url_or_path: str | Path,
        tables: Sequence[Table],
        clock: Clock,
        *,
        read_only: bool = False,
        busy_timeout: int = BUSY_TIMEOUT,
    ) -> None:
        require_names(tables)
        self._clock = clock
        self._tables = {table.name: StoredTable(table, clock.now().tzinfo) for table in tables}
        self._declared = {table.name: table for table in tables}
        self._conflicts = ConflictReader(self._declared, clock.now().tzinfo)
        self.database = Database(database_path(url_or_path), read_only=read_only, busy_timeout=busy_timeout)
        self._rows: Snapshots[Row] = Snapshots(self.database, self._row_loaders())
        self._bases: Snapshots[BaseRow] = Snapshots(self.database, self._base_loaders())
        self._prepare_or_close(self._require_current if read_only else self._bring_up_to_date)

    def snapshot(self, table: str) -> Mapping[Key, Row]:
        """From memory while nobody committed a change, whichever process it was."""
        self._require(table)
        return self._rows.get(table)

    def base(self, table: str) -> Mapping[Key, BaseRow]:
        """From memory while nobody committed a change, whichever process it was."""
        self._require(table)
        return self._bases.get(base_name(table))

    def held(self, table: str) -> tuple[HeldCell, ...]:
        """Read from the file."""
        self._require(table)
        with self.database.reading() as statements:
            return load_held(statements, self._declared[table])

    def pauses(self) -> Mapping[str, str]:
        """Read from the file."""
        with self.database.reading() as statements:
            pauses = load_pauses(statements)
        return {table: message for table, message in pauses.items() if table in self._tables}

    def conflicts(self, limit: int, *, only_open: bool = False) -> tuple[KeptConflict, ...]:
        """Read from the file; those of tables that nobody declares any more hold texts."""
        with self.database.reading() as statements:
            return self._conflicts.newest(statements, limit, only_open=only_open)

    def conflict(self, number: int) -> KeptConflict:
        """Read from the file."""
        with self.database.reading() as statements:
            return self._conflicts.one(statements, number)

    def conflicts_after(self, number: int) -> tuple[KeptConflict, ...]:
        """Read from the file."""
        with self.database.reading() as statements:
            return self._conflicts.after(statements, number)

    def history(self, table: str, key: Key | None = None, limit: int | None = None) -> tuple[Change, ...]:
        """Read from the file."""
        self._require(table)
        with self.database.reading() as statements:
            return load_history(statements, self._declared[table], key, limit, self._clock.now().tzinfo)

    def state(self, name: str) -> str | None:
        """Read from the file."""
        with self.database.reading() as statements:
            return read_state(statements, name)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Threads wait for one another; one within another of the same thread is a ReplicaError."""
        # Left from the right: first `writing` commits, then `committing` publishes the rows.
        with ExitStack() as committing, self.database.writing() as statements:
            transaction = SqliteTransaction(
                statements, self._tables, self._rows, self._bases, self._conflicts
            )
            yield transaction
            changes = transaction.changes()
            committing.enter_context(self._rows.publishing(changes.rows))
            committing.enter_context(self._bases.publishing(changes.bases))

    def close(self) -> None:
        """Close the file; whatever is asked later raises ReplicaError."""
        self.database.close()

    def _row_loaders(self) -> Mapping[str, Loader[Row]]:
        return {name: table.load for name, table in self._tables.items()}

    def _base_loaders(self) -> Mapping[str, Loader[BaseRow]]:
        return {base_name(name): partial(load_base, table) for name, table in self._declared.items()}

    def _require(self, table: str) -> None:
        if table not in self._tables:
            raise UnknownTableError(table)

    def _prepare_or_close(self, prepare: Callable[[], None]) -> None:
        try:
            prepare()
        except BaseException:
            self.database.close()
            raise

    def _bring_up_to_date(self) -> None:
        at = self._clock.now().isoformat()
        with self.database.writing() as statements:
            migrate(statements, self.database.path, at)
            prepare_tables(statements, self._tables.values(), self.database.path, at)

    def _require_current(self) -> None:
        with self.database.reading() as statements:
            require_current(statements, self.database.path)
            require_prepared(statements, self._tables.values(), self.database.path)
