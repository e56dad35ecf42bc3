"""A declared table as a SQL table: its columns, its statements, its rows to and from them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.sqlite import insert

from sheetanchor.adapters.sqlite.errors import ILLEGIBLE, illegible, legible
from sheetanchor.adapters.sqlite.ordering import in_key_order
from sheetanchor.adapters.sqlite.pins import pins_of_text, pins_text
from sheetanchor.adapters.sqlite.statements import Parameters, Statements
from sheetanchor.adapters.sqlite.storage import Stored, storage_of
from sheetanchor.domain.tables.pins import Pins, no_pins
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Value

POSITION = "position"
#: Of a table with derived columns: those of its cells that people typed over.
PINNED = "pinned_cells"
_STAMPS = ("last_synced_at", "last_modified_at", "source", "sync_status", "version")


class StoredTable:
    """Everything that follows from the declaration. zone: of the stamps that are read back."""

    def __init__(self, declared: Table, zone: tzinfo | None) -> None:
        self.declared = declared
        self._zone = zone
        self._storages = {
            column.field: storage_of(column.kind, is_key=column.field in declared.key)
            for column in declared.columns
        }
        self._place = f"table {declared.name!r}"
        self._key = (POSITION,) if declared.is_whole else declared.key
        self.sql = self._sql_table()
        self._select = sa.select(*(self.sql.c[name] for name in self._names()))
        found = sa.and_(*(self.sql.c[name] == sa.bindparam(f"key_{name}") for name in self._key))
        self._select_one = self._select.where(found)
        self._delete = self.sql.delete().where(found)
        self._upsert = self._upsert_statement()

    def load(self, statements: Statements) -> Mapping[Key, Row]:
        """All rows in the order of their keys."""
        records = statements.fetch(self._select)
        with legible(self._place):
            rows = [self.row(record) for record in records]
        return in_key_order({row.key: row for row in rows})

    def load_one(self, statements: Statements, key: Key) -> Row | None:
        """One row, None where there is none."""
        found = statements.fetch(self._select_one, self._key_parameters(key))
        with legible(self._place):
            return self.row(found[0]) if found else None

    def put(self, statements: Statements, row: Row) -> Row:
        """Insert or replace a row; gives it as it will be read back."""
        record = self._record(row)
        statements.run(self._upsert, dict(zip(self._names(), record, strict=True)))
        return self.row(record)

    def delete(self, statements: Statements, key: Key) -> None:
        """Delete a row, where there is one."""
        statements.run(self._delete, self._key_parameters(key))

    def row(self, record: Sequence[Any]) -> Row:
        """A row from the columns of a query, in the order of this table."""
        count = len(self._storages)
        values = self._values(record)
        synced, modified, source, status, version = record[count : count + len(_STAMPS)]
        return Row(
            key=(record[-1],) if self.declared.is_whole else self.declared.key_of(values),
            values=values,
            status=SyncStatus(status),
            source=Source(source),
            version=version,
            last_modified_at=self._moment(modified),
            last_synced_at=None if synced is None else self._moment(synced),
            pinned=self._pins(record),
        )

    def _names(self) -> list[str]:
        pins = [PINNED] if self.declared.derived else []
        place = [POSITION] if self.declared.is_whole else []
        return [*self._storages, *_STAMPS, *pins, *place]

    def _record(self, row: Row) -> tuple[Stored | None, ...]:
        values = [(storage, row.values[field]) for field, storage in self._storages.items()]
        stored = [None if value is None else storage.dump(value) for storage, value in values]
        synced = None if row.last_synced_at is None else row.last_synced_at.isoformat()
        stamps = (synced, row.last_modified_at.isoformat(), row.source.value, row.status.value, row.version)
        pins = (pins_text(self.declared, row.pinned),) if self.declared.derived else ()
        place = (_place(row.key),) if self.declared.is_whole else ()
        return (*stored, *stamps, *pins, *place)

    def _pins(self, record: Sequence[Any]) -> Pins:
        place = len(self._storages) + len(_STAMPS)
        return pins_of_text(self.declared, record[place]) if self.declared.derived else no_pins()

    def _values(self, record: Sequence[Any]) -> Mapping[str, Value]:
        values: dict[str, Value] = {}
        field, stored = "", None
        try:
            for (field, storage), stored in zip(self._storages.items(), record, strict=False):
                values[field] = None if stored is None else storage.load(stored)
        except ILLEGIBLE as error:
            raise illegible(f"{stored!r} in column {field!r} of {self._place}", error) from error
        return MappingProxyType(values)

    def _moment(self, text: str) -> datetime:
        return datetime.fromisoformat(text).astimezone(self._zone)

    def _key_parameters(self, key: Key) -> Parameters:
        parts = zip(self._key, key, strict=True)
        if self.declared.is_whole:
            return {f"key_{POSITION}": _place(key)}
        return {f"key_{field}": self._storages[field].dump(value) for field, value in parts}

    def _upsert_statement(self) -> sa.Insert:
        statement = insert(self.sql)
        changed = {name: statement.excluded[name] for name in self._names() if name not in self._key}
        return statement.on_conflict_do_update(index_elements=list(self._key), set_=changed)

    def _sql_table(self) -> sa.Table:
        place = [sa.Column(POSITION, sa.Integer, primary_key=True)] if self.declared.is_whole else []
        return sa.Table(
            self.declared.name,
            sa.MetaData(),
            *place,
            *(self._sql_column(field) for field in self._storages),
            sa.Column("last_synced_at", sa.Text),
            sa.Column("last_modified_at", sa.Text, nullable=False),
            sa.Column("source", sa.Text, nullable=False),
            sa.Column("sync_status", sa.Text, nullable=False),
            sa.Column("version", sa.Integer, nullable=False),
            *([sa.Column(PINNED, sa.Text)] if self.declared.derived else []),
            sa.CheckConstraint(_one_of("source", Source), name="source_is_known"),
            sa.CheckConstraint(_one_of("sync_status", SyncStatus), name="sync_status_is_known"),
            sqlite_strict=True,
        )

    def _sql_column(self, field: str) -> sa.Column[Any]:
        is_key = field in self.declared.key
        return sa.Column(field, self._storages[field].sql_type, primary_key=is_key, nullable=not is_key)


def _one_of(name: str, words: type[Source] | type[SyncStatus]) -> str:
    quoted = ", ".join(f"'{word.value}'" for word in words)
    return f"{name} IN ({quoted})"


def _place(key: Key) -> int:
    (place,) = key
    if isinstance(place, bool) or not isinstance(place, int):
        raise TypeError(f"{place!r} is no place of a row")
    return place
