"""Facts about the schema itself, kept in the database."""

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from sheetanchor.adapters.sqlite.core_tables import SCHEMA_METADATA as METADATA
from sheetanchor.adapters.sqlite.statements import Statements

SCHEMA_VERSION = "schema_version"

_READ = select(METADATA.c.value).where(METADATA.c.key == bindparam("wanted"))
_INSERT = insert(METADATA)
_WRITE = _INSERT.on_conflict_do_update(
    index_elements=[METADATA.c.key],
    set_={"value": _INSERT.excluded.value, "updated_at": _INSERT.excluded.updated_at},
)


def read_metadata(statements: Statements, key: str) -> str | None:
    """A fact, None where it was never written."""
    found = statements.fetch(_READ, {"wanted": key})
    return found[0].value if found else None


def write_metadata(statements: Statements, key: str, value: str, at: str) -> None:
    """Write a fact with the moment of the change."""
    statements.run(_WRITE, {"key": key, "value": value, "updated_at": at})
