"""A replica in dictionaries, for tests of what builds on one."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock, get_ident
from types import MappingProxyType
from typing import Any, TypeVar

from sheetanchor.adapters.memory.sync_log import MemorySyncLog
from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.changes import Change
from sheetanchor.domain.tables.rows import Row, Source, are_same
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Value
from sheetanchor.ports.errors import ReplicaError, UnknownConflictError, UnknownTableError
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.ports.sync_log import SyncLogEntry

_Keyed = TypeVar("_Keyed")


@dataclass
class _Stored:
    """One table, its rows and base rows in the order of their keys. A write replaces a mapping as a whole."""

    rows: Mapping[Key, Row] = field(default_factory=lambda: MappingProxyType({}))
    base: Mapping[Key, BaseRow] = field(default_factory=lambda: MappingProxyType({}))
    held: tuple[HeldCell, ...] = ()
    pause: str | None = None


@dataclass
class _Content:
    tables: dict[str, _Stored]
    conflicts: Mapping[int, KeptConflict] = field(default_factory=dict)
    last_conflict: int = 0
    changes: tuple[Change, ...] = ()
    last_change: int = 0
    state: dict[str, str] = field(default_factory=dict)

    def copy(self) -> "_Content":
        tables = {name: replace(stored) for name, stored in self.tables.items()}
        return replace(self, tables=tables, state=dict(self.state))


class MemoryReplica(Replica):
    """Forgets everything with the process.

    Values take the way through their kind's text, as in a store.
    sync_log: where lines logged in transactions go, one of its own where none is given.
    """

    def __init__(self, tables: Sequence[Table], sync_log: MemorySyncLog | None = None) -> None:
        self._declared = {table.name: table for table in tables}
        self._content = _Content({name: _Stored() for name in self._declared})
        self._turn = Lock()
        self._owner: int | None = None
        self.sync_log = sync_log or MemorySyncLog()

    def snapshot(self, table: str) -> Mapping[Key, Row]:
        """The rows as the last transaction left them."""
        return _stored(self._content, table).rows

    def base(self, table: str) -> Mapping[Key, BaseRow]:
        """As the last transaction left it."""
        return _stored(self._content, table).base

    def held(self, table: str) -> tuple[HeldCell, ...]:
        """The cells as last set."""
        return _stored(self._content, table).held

    def pauses(self) -> Mapping[str, str]:
        """The messages as last set."""
        stored = self._content.tables.items()
        return {name: table.pause for name, table in stored if table.pause is not None}

    def conflicts(self, limit: int, *, only_open: bool = False) -> tuple[KeptConflict, ...]:
        """The newest ones."""
        newest = reversed(list(self._content.conflicts.values()))
        return tuple(kept for kept in newest if kept.is_waiting or not only_open)[:limit]

    def conflict(self, number: int) -> KeptConflict:
        """The one of this number."""
        return _numbered(self._content, number)

    def conflicts_after(self, number: int) -> tuple[KeptConflict, ...]:
        """Those with higher numbers."""
        return tuple(kept for known, kept in self._content.conflicts.items() if known > number)

    def history(self, table: str, key: Key | None = None, limit: int | None = None) -> tuple[Change, ...]:
        """The changes of the table, filtered."""
        _stored(self._content, table)
        of_table = (change for change in reversed(self._content.changes) if change.table == table)
        return tuple(change for change in of_table if key is None or change.key == key)[:limit]

    def state(self, name: str) -> str | None:
        """The fact as last set."""
        return self._content.state.get(name)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Works on a copy that takes the place of the content at the end."""
        if self._owner == get_ident():
            raise ReplicaError("a write transaction of this thread is open already; finish it first")
        with self._turn:
            self._owner = get_ident()
            transaction = _MemoryTransaction(self._declared, self._content.copy())
            try:
                yield transaction
                self._content = transaction.content
                if transaction.forgotten_before is not None:
                    self.sync_log.forget(transaction.forgotten_before)
                self.sync_log.record(transaction.entries)
            finally:
                transaction.is_over = True
                self._owner = None


class _MemoryTransaction(Transaction):
    def __init__(self, declared: Mapping[str, Table], content: _Content) -> None:
        self._declared = declared
        self._content = content
        self.entries: list[SyncLogEntry] = []
        self.forgotten_before: datetime | None = None
        self.is_over = False

    @property
    def content(self) -> _Content:
        self._require_open()
        return self._content

    def rows(self, table: str) -> Mapping[Key, Row]:
        return _stored(self.content, table).rows

    def row(self, table: str, key: Key) -> Row | None:
        return _stored(self.content, table).rows.get(key)

    def put(self, table: str, row: Row) -> None:
        stored = _stored(self.content, table)
        before, after = stored.rows.get(row.key), _as_stored(self._declared[table], row)
        stored.rows = _in_order({**stored.rows, row.key: after})
        if before is None or not are_same(before.values, after.values):
            self._note(table, before, after, row.last_modified_at, row.source)

    def delete(self, table: str, key: Key, *, at: datetime, source: Source) -> None:
        stored = _stored(self.content, table)
        before = stored.rows.get(key)
        if before is not None:
            others = {known: row for known, row in stored.rows.items() if known != key}
            stored.rows = MappingProxyType(others)
            self._note(table, before, None, at, source)

    def base(self, table: str) -> Mapping[Key, BaseRow]:
        return _stored(self.content, table).base

    def put_base(self, table: str, row: BaseRow) -> None:
        stored = _stored(self.content, table)
        stored.base = _in_order({**stored.base, row.key: _base_as_stored(self._declared[table], row)})

    def delete_base(self, table: str, key: Key) -> None:
        stored = _stored(self.content, table)
        stored.base = MappingProxyType({known: row for known, row in stored.base.items() if known != key})

    def held(self, table: str) -> tuple[HeldCell, ...]:
        return _stored(self.content, table).held

    def set_held(self, table: str, held: Sequence[HeldCell]) -> None:
        _stored(self.content, table).held = tuple(held)

    def pause(self, table: str) -> str | None:
        return _stored(self.content, table).pause

    def set_pause(self, table: str, message: str | None) -> None:
        _stored(self.content, table).pause = message

    def keep_conflict(self, conflict: Conflict, at: datetime) -> None:
        _stored(self.content, conflict.table)
        waiting = [kept for kept in self._waiting() if _takes_its_place(conflict, kept.conflict)]
        if waiting:
            self._keep(replace(waiting[0], conflict=conflict))
            return
        self.content.last_conflict += 1
        decided_at = None if conflict.winner is None else at
        self._keep(KeptConflict(self.content.last_conflict, at, conflict, decided_at))

    def decide_conflict(self, number: int, winner: Source | None, at: datetime) -> None:
        kept = _numbered(self.content, number)
        self._keep(replace(kept, conflict=replace(kept.conflict, winner=winner), decided_at=at))

    def open_conflicts(self, table: str) -> tuple[KeptConflict, ...]:
        _stored(self.content, table)
        return tuple(kept for kept in self._waiting() if kept.conflict.table == table)

    def conflicts_of(self, table: str, key: Key) -> tuple[KeptConflict, ...]:
        _stored(self.content, table)
        every = self.content.conflicts.values()
        return tuple(kept for kept in every if (kept.conflict.table, kept.conflict.key) == (table, key))

    def forget_history(self, before: datetime) -> int:
        left = tuple(change for change in self.content.changes if change.at >= before)
        count = len(self.content.changes) - len(left)
        self.content.changes = left
        return count

    def forget_conflicts(self, before: datetime) -> None:
        kept = self.content.conflicts.items()
        left = {number: each for number, each in kept if each.is_waiting or each.at >= before}
        self.content.conflicts = left

    def forget_log(self, before: datetime) -> None:
        self._require_open()
        self.forgotten_before = before

    def _waiting(self) -> list[KeptConflict]:
        return [kept for kept in self.content.conflicts.values() if kept.is_waiting]

    def _keep(self, kept: KeptConflict) -> None:
        self.content.conflicts = {**self.content.conflicts, kept.number: kept}

    def _note(self, table: str, before: Row | None, after: Row | None, at: datetime, side: Source) -> None:
        if not self._declared[table].keeps_history:
            return
        either = before or after
        assert either is not None  # noqa: S101 - one of both is there
        self.content.last_change += 1
        change = Change(
            sequence=self.content.last_change,
            at=at,
            table=table,
            key=either.key,
            side=side,
            before=None if before is None else before.values,
            after=None if after is None else after.values,
        )
        self.content.changes = (*self.content.changes, change)

    def state(self, name: str) -> str | None:
        return self.content.state.get(name)

    def set_state(self, name: str, value: str | None) -> None:
        if value is None:
            self.content.state.pop(name, None)
        else:
            self.content.state[name] = value

    def log(self, entry: SyncLogEntry) -> None:
        self._require_open()
        self.entries.append(entry)

    def _require_open(self) -> None:
        if self.is_over:
            raise ReplicaError("this transaction is over; begin another one")


def _stored(content: _Content, table: str) -> _Stored:
    if table not in content.tables:
        raise UnknownTableError(table)
    return content.tables[table]


def _in_order(rows: Mapping[Key, _Keyed]) -> Mapping[Key, _Keyed]:
    return MappingProxyType({key: rows[key] for key in sorted(rows, key=_sortable)})


def _sortable(key: Key) -> tuple[Any, ...]:
    return key


def _as_stored(table: Table, row: Row) -> Row:
    values = {field: _through_text(table, field, row.values[field]) for field in table.by_field}
    pinned = {
        field: replace(pin, computed=_through_text(table, field, pin.computed))
        for field, pin in row.pinned.items()
    }
    return replace(row, values=MappingProxyType(values), pinned=MappingProxyType(pinned))


def _base_as_stored(table: Table, row: BaseRow) -> BaseRow:
    cells = {
        field: BaseCell(_through_text(table, field, agreed.value), agreed.cell)
        for field, agreed in row.cells.items()
    }
    return replace(row, cells=MappingProxyType(cells))


def _through_text(table: Table, field: str, value: Value) -> Value:
    kind = table.by_field[field].kind
    return None if value is None else kind.load(kind.dump(value))


def _takes_its_place(conflict: Conflict, known: Conflict) -> bool:
    is_at = (known.table, known.key, known.field) == (conflict.table, conflict.key, conflict.field)
    return is_at and conflict.winner is None and Loss.OVERWRITTEN not in (conflict.loss, known.loss)


def _numbered(content: _Content, number: int) -> KeptConflict:
    if number not in content.conflicts:
        raise UnknownConflictError(number)
    return content.conflicts[number]
