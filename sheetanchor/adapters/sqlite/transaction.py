"""One write transaction of the replica."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sheetanchor.adapters.sqlite.base_rows import delete_base, load_base, put_base
from sheetanchor.adapters.sqlite.ordering import with_changes
from sheetanchor.adapters.sqlite.problems import keep_conflict, open_keys, replace_held, replace_pause
from sheetanchor.adapters.sqlite.snapshots import Rows, Snapshots
from sheetanchor.adapters.sqlite.state import read_state, write_state
from sheetanchor.adapters.sqlite.statements import Statements
from sheetanchor.adapters.sqlite.stored_table import StoredTable
from sheetanchor.adapters.sqlite.sync_log import write_entries
from sheetanchor.adapters.sqlite.versions import read_versions
from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.outcomes import Conflict
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sync_log import SyncLogEntry


class SqliteTransaction(Transaction):
    """Works while the write lock is held; rows that the snapshots have at hand are not read again."""

    def __init__(
        self, statements: Statements, tables: Mapping[str, StoredTable], snapshots: Snapshots
    ) -> None:
        self._statements = statements
        self._tables = tables
        self._snapshots = snapshots
        self._before = read_versions(statements)
        self._changes: dict[str, dict[Key, Row | None]] = {}

    def rows(self, table: str) -> Rows:
        """The committed rows with the changes of this transaction."""
        stored, version = self._table(table), self._before.get(table, 0)
        self._statements.require_usable()
        changes = self._changes.get(table)
        committed = self._snapshots.at(table, version)
        if committed is not None:
            return with_changes(committed, changes) if changes else committed
        rows = stored.load(self._statements)
        if not changes:
            self._snapshots.keep(table, version, rows)
        return rows

    def row(self, table: str, key: Key) -> Row | None:
        """Found by the primary key."""
        return self._table(table).load_one(self._statements, key)

    def put(self, table: str, row: Row) -> None:
        """One upsert."""
        kept = self._table(table).put(self._statements, row)
        self._changes.setdefault(table, {})[kept.key] = kept

    def delete(self, table: str, key: Key) -> None:
        """One delete."""
        self._table(table).delete(self._statements, key)
        self._changes.setdefault(table, {})[key] = None

    def base(self, table: str) -> Mapping[Key, BaseRow]:
        """Read from the database every time."""
        return load_base(self._statements, self._table(table).declared)

    def put_base(self, table: str, row: BaseRow) -> None:
        """One upsert."""
        put_base(self._statements, self._table(table).declared, row)

    def delete_base(self, table: str, key: Key) -> None:
        """One delete."""
        delete_base(self._statements, self._table(table).declared, key)

    def set_held(self, table: str, held: Sequence[HeldCell]) -> None:
        """All old ones go, all new ones come."""
        replace_held(self._statements, self._table(table).declared, held)

    def set_pause(self, table: str, message: str | None) -> None:
        """At most one line per table."""
        replace_pause(self._statements, self._table(table).declared.name, message)

    def keep_conflict(self, conflict: Conflict, at: datetime) -> None:
        """Beside all earlier ones but an open one of the same cell."""
        keep_conflict(self._statements, self._table(conflict.table).declared, conflict, at)

    def open_conflicts(self, table: str) -> frozenset[Key]:
        """Those without a winner."""
        return open_keys(self._statements, self._table(table).declared)

    def state(self, name: str) -> str | None:
        """As this transaction sees it."""
        return read_state(self._statements, name)

    def set_state(self, name: str, value: str | None) -> None:
        """One upsert or delete."""
        write_state(self._statements, name, value)

    def log(self, entry: SyncLogEntry) -> None:
        """One insert."""
        write_entries(self._statements, [entry])

    def rows_after(self) -> Mapping[str, tuple[int, Rows]]:
        """Every changed table that the snapshots can carry on with: its version now, and its rows."""
        if not self._changes:
            return {}
        versions = read_versions(self._statements)
        return {
            name: (versions[name], with_changes(committed, changes))
            for name, changes in self._changes.items()
            if (committed := self._snapshots.at(name, self._before[name])) is not None
        }

    def _table(self, name: str) -> StoredTable:
        if name not in self._tables:
            raise UnknownTableError(name)
        return self._tables[name]
