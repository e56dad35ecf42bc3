"""Makes the SQL tables of the declared ones, and lets them grow with their declarations."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.schema import CreateColumn, CreateTable

from sheetanchor.adapters.sqlite.core_tables import CORE_NAMES
from sheetanchor.adapters.sqlite.metadata import read_metadata, write_metadata
from sheetanchor.adapters.sqlite.statements import Statements
from sheetanchor.adapters.sqlite.stored_table import PINNED, StoredTable
from sheetanchor.adapters.sqlite.versions import watch
from sheetanchor.domain.tables.schema import Table, TableDeclarationError
from sheetanchor.ports.errors import ReplicaError


@dataclass(frozen=True, slots=True)
class _Shape:
    """What of a declaration decides how rows are kept.

    kinds: by field, fields no longer declared and the column of the pins, where there is one, too.
    """

    key: tuple[str, ...]
    kinds: dict[str, str]

    @classmethod
    def of(cls, table: Table) -> "_Shape":
        pins = {PINNED: "pins"} if table.derived else {}
        return cls(table.key, {**{column.field: column.kind.name for column in table.columns}, **pins})

    @classmethod
    def load(cls, text: str) -> "_Shape":
        facts = json.loads(text)
        return cls(tuple(facts["key"]), facts["kinds"])

    def dump(self) -> str:
        return json.dumps({"key": self.key, "kinds": self.kinds})


def require_names(tables: Iterable[Table]) -> None:
    """Raise TableDeclarationError where a table is called like one of the replica's own."""
    for table in tables:
        if table.name in CORE_NAMES or table.name.startswith("sqlite_"):
            raise TableDeclarationError(table.name, "the replica needs this name for itself")


def prepare_tables(statements: Statements, tables: Iterable[StoredTable], path: Path, at: str) -> None:
    """Make new tables and add new columns, which are blank in the rows that stand.

    A column that is declared no more stays with its data. Raises ReplicaError where a key or a kind changed.
    """
    for table in tables:
        stored = _stored_shape(statements, table)
        if stored is None:
            _create(statements, table)
            _remember(statements, table, _Shape.of(table.declared), at)
        else:
            _extend(statements, table, stored, path, at)


def require_prepared(statements: Statements, tables: Iterable[StoredTable], path: Path) -> None:
    """Raise ReplicaError where a table or a column is declared that the database does not have yet."""
    for table in tables:
        stored = _stored_shape(statements, table)
        if stored is None or _missing(table, stored):
            raise ReplicaError(
                f"database {path} does not hold table {table.declared.name!r} as it is declared now; start "
                "the bot once, which brings it up to date. Nothing was changed."
            )
        _require_compatible(table, stored, path)


def _stored_shape(statements: Statements, table: StoredTable) -> _Shape | None:
    text = read_metadata(statements, _metadata_key(table))
    return None if text is None else _Shape.load(text)


def _remember(statements: Statements, table: StoredTable, shape: _Shape, at: str) -> None:
    write_metadata(statements, _metadata_key(table), shape.dump(), at)


def _metadata_key(table: StoredTable) -> str:
    return f"table:{table.declared.name}"


def _create(statements: Statements, table: StoredTable) -> None:
    statements.run(CreateTable(table.sql))
    watch(statements, table.sql)


def _missing(table: StoredTable, stored: _Shape) -> list[str]:
    return [field for field in _Shape.of(table.declared).kinds if field not in stored.kinds]


def _extend(statements: Statements, table: StoredTable, stored: _Shape, path: Path, at: str) -> None:
    _require_compatible(table, stored, path)
    missing = _missing(table, stored)
    for field in missing:
        statements.run(_add_column(statements, table, field))
    if missing:
        declared = _Shape.of(table.declared)
        _remember(statements, table, _Shape(stored.key, {**stored.kinds, **declared.kinds}), at)


def _add_column(statements: Statements, table: StoredTable, field: str) -> sa.TextClause:
    column = CreateColumn(table.sql.c[field]).compile(dialect=statements.connection.dialect)
    return sa.text(f'ALTER TABLE "{table.declared.name}" ADD COLUMN {column}')


def _require_compatible(table: StoredTable, stored: _Shape, path: Path) -> None:
    name, declared = table.declared.name, _Shape.of(table.declared)
    if stored.key != declared.key:
        was, now = ", ".join(stored.key) or "none", ", ".join(declared.key) or "none"
        raise ReplicaError(
            f"database {path} keeps table {name!r} with key {was}, its declaration says {now}. Nothing was "
            "changed. Declare the new form under another table name, or go back to the old declaration."
        )
    for field, kind in declared.kinds.items():
        if stored.kinds.get(field, kind) != kind:
            raise ReplicaError(
                f"database {path} keeps column {field!r} of table {name!r} as {stored.kinds[field]}, its "
                f"declaration says {kind}. Nothing was changed. Give the column another field name, the "
                "header may stay, or go back to the old declaration."
            )
