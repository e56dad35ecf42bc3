"""A number per declared table, and one per base, that grows with every change of a row, kept by triggers.

Whoever writes is seen: this process, another one, or a person with the sqlite3 shell.
"""

from collections.abc import Mapping

import sqlalchemy as sa

from sheetanchor.adapters.sqlite.core_tables import TABLE_VERSIONS
from sheetanchor.adapters.sqlite.statements import Statements

Versions = Mapping[str, int]

_READ = sa.select(TABLE_VERSIONS.c.table_name, TABLE_VERSIONS.c.version)


def read_versions(statements: Statements) -> Versions:
    """All the numbers."""
    return {record.table_name: record.version for record in statements.fetch(_READ)}


def version_of(versions: Versions, name: str) -> int:
    """The number under a name, 0 where nothing was ever written."""
    return versions.get(name, 0)


def base_name(table: str) -> str:
    """The name under which changes of a table's base are counted; no table can be called so."""
    return f"base:{table}"


def watch(statements: Statements, table: sa.Table) -> None:
    """Count the changes of a new table from now on."""
    statements.run(TABLE_VERSIONS.insert(), {"table_name": table.name, "version": 1})
    for operation in ("insert", "update", "delete"):
        statements.run(_trigger(table, operation))


def _trigger(table: sa.Table, operation: str) -> sa.TextClause:
    """The name of a table is an identifier: its declaration was checked."""
    count = f"UPDATE table_versions SET version = version + 1 WHERE table_name = '{table.name}'"  # noqa: S608
    name = f"{table.name}_{operation}_version"
    return sa.text(f'CREATE TRIGGER {name} AFTER {operation} ON "{table.name}" BEGIN {count}; END')
