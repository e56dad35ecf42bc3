"""One write transaction of the replica."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sheetanchor.adapters.sqlite.base_rows import delete_base, put_base
from sheetanchor.adapters.sqlite.conflicts import (
    ConflictReader,
    decide_conflict,
    forget_conflicts,
    keep_conflict,
)
from sheetanchor.adapters.sqlite.history import forget_history, note_delete, note_put
from sheetanchor.adapters.sqlite.overlay import Overlay
from sheetanchor.adapters.sqlite.pass_log import forget_passes
from sheetanchor.adapters.sqlite.problems import load_held, load_pauses, replace_held, replace_pause
from sheetanchor.adapters.sqlite.snapshots import Snapshots
from sheetanchor.adapters.sqlite.state import read_state, write_state
from sheetanchor.adapters.sqlite.statements import Statements
from sheetanchor.adapters.sqlite.stored_table import StoredTable
from sheetanchor.adapters.sqlite.sync_log import forget_entries, write_entries
from sheetanchor.adapters.sqlite.versions import base_name, read_versions
from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.rows import Row, Source, are_same
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sync_log import SyncLogEntry


@dataclass(frozen=True, slots=True)
class Changes:
    """Versions and rows of what a transaction changed, by name."""

    rows: Mapping[str, tuple[int, Mapping[Key, Row]]]
    bases: Mapping[str, tuple[int, Mapping[Key, BaseRow]]]


class SqliteTransaction(Transaction):
    """Works while the write lock is held."""

    def __init__(
        self,
        statements: Statements,
        tables: Mapping[str, StoredTable],
        rows: Snapshots[Row],
        bases: Snapshots[BaseRow],
        conflicts: ConflictReader,
    ) -> None:
        self._statements = statements
        self._conflicts = conflicts
        self._tables = tables
        before = read_versions(statements)
        self._rows = Overlay(rows, statements, before)
        self._bases = Overlay(bases, statements, before)

    def rows(self, table: str) -> Mapping[Key, Row]:
        """The committed rows with the changes of this transaction."""
        return self._rows.rows(self._table(table).declared.name)

    def row(self, table: str, key: Key) -> Row | None:
        """From memory where the committed rows are at hand, else found by the primary key."""
        stored = self._table(table)
        if self._rows.is_at_hand(table):
            return self._rows.row(table, key)
        return stored.load_one(self._statements, key)

    def put(self, table: str, row: Row) -> None:
        """One upsert, and a line of history where the table keeps one and the values change."""
        stored = self._table(table)
        keeps_history = stored.declared.keeps_history
        before = stored.load_one(self._statements, row.key) if keeps_history else None
        kept = stored.put(self._statements, row)
        if keeps_history and (before is None or not are_same(before.values, kept.values)):
            note_put(self._statements, stored.declared, before, kept)
        self._rows.note(table, kept.key, kept)

    def delete(self, table: str, key: Key, *, at: datetime, source: Source) -> None:
        """One delete, and a line of history where there was a row and the table keeps one."""
        stored = self._table(table)
        before = stored.load_one(self._statements, key)
        if before is not None:
            stored.delete(self._statements, key)
            if stored.declared.keeps_history:
                note_delete(self._statements, stored.declared, before, at, source)
            self._rows.note(table, before.key, None)

    def base(self, table: str) -> Mapping[Key, BaseRow]:
        """The committed base with the changes of this transaction."""
        return self._bases.rows(base_name(self._table(table).declared.name))

    def put_base(self, table: str, row: BaseRow) -> None:
        """One upsert."""
        kept = put_base(self._statements, self._table(table).declared, row)
        self._bases.note(base_name(table), kept.key, kept)

    def delete_base(self, table: str, key: Key) -> None:
        """One delete."""
        delete_base(self._statements, self._table(table).declared, key)
        self._bases.note(base_name(table), key, None)

    def held(self, table: str) -> tuple[HeldCell, ...]:
        """As this transaction sees them."""
        return load_held(self._statements, self._table(table).declared)

    def set_held(self, table: str, held: Sequence[HeldCell]) -> None:
        """All old ones go, all new ones come."""
        replace_held(self._statements, self._table(table).declared, held)

    def pause(self, table: str) -> str | None:
        """As this transaction sees it."""
        return load_pauses(self._statements).get(self._table(table).declared.name)

    def set_pause(self, table: str, message: str | None) -> None:
        """At most one line per table."""
        replace_pause(self._statements, self._table(table).declared.name, message)

    def keep_conflict(self, conflict: Conflict, at: datetime) -> None:
        """Beside all earlier ones but an open one of the same cell, whose place it takes."""
        keep_conflict(self._statements, self._table(conflict.table).declared, conflict, at)

    def decide_conflict(self, number: int, winner: Source | None, at: datetime) -> None:
        """One update."""
        self._conflicts.one(self._statements, number)
        decide_conflict(self._statements, number, winner, at)

    def open_conflicts(self, table: str) -> tuple[KeptConflict, ...]:
        """Those that nobody decided."""
        return self._conflicts.open_of(self._statements, self._table(table).declared)

    def conflicts_of(self, table: str, key: Key) -> tuple[KeptConflict, ...]:
        """Decided and waiting ones."""
        return self._conflicts.of_row(self._statements, self._table(table).declared, key)

    def forget_history(self, before: datetime) -> int:
        """One delete for all tables."""
        return forget_history(self._statements, before)

    def forget_conflicts(self, before: datetime) -> None:
        """One delete for all tables."""
        forget_conflicts(self._statements, before)

    def forget_log(self, before: datetime) -> None:
        """Lines and passes."""
        forget_entries(self._statements, before)
        forget_passes(self._statements, before)

    def state(self, name: str) -> str | None:
        """As this transaction sees it."""
        return read_state(self._statements, name)

    def set_state(self, name: str, value: str | None) -> None:
        """One upsert or delete."""
        write_state(self._statements, name, value)

    def log(self, entry: SyncLogEntry) -> None:
        """One insert."""
        write_entries(self._statements, [entry])

    def changes(self) -> Changes:
        """What the snapshots are to hold once this is committed."""
        if not (self._rows.is_changed or self._bases.is_changed):
            return Changes({}, {})
        versions = read_versions(self._statements)
        return Changes(self._rows.after(versions), self._bases.after(versions))

    def _table(self, name: str) -> StoredTable:
        if name not in self._tables:
            raise UnknownTableError(name)
        return self._tables[name]
