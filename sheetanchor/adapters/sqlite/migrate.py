"""Brings the core tables up to this version of the program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import inspect

from sheetanchor.adapters.sqlite.core_tables import SCHEMA_METADATA
from sheetanchor.adapters.sqlite.errors import translated
from sheetanchor.adapters.sqlite.metadata import SCHEMA_VERSION, read_metadata, write_metadata
from sheetanchor.adapters.sqlite.statements import Statements
from sheetanchor.ports.errors import ReplicaError

#: The newest migration.
HEAD = "0005"
SCRIPTS = Path(__file__).parent / "migrations"


def schema_version(statements: Statements, path: Path) -> str | None:
    """The newest migration that the database has seen, None for an empty one."""
    with translated(path):
        is_empty = not inspect(statements.connection).has_table(SCHEMA_METADATA.name)
    return None if is_empty else read_metadata(statements, SCHEMA_VERSION)


def migrate(statements: Statements, path: Path, at: str) -> None:
    """Run what is missing, inside the open transaction; raises ReplicaError for a newer database."""
    if schema_version(statements, path) == HEAD:
        return
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = statements.connection
    try:
        with translated(path):
            command.upgrade(config, "head")
    except CommandError as error:
        raise _newer(path) from error
    write_metadata(statements, SCHEMA_VERSION, HEAD, at)


def require_current(statements: Statements, path: Path) -> None:
    """Raise ReplicaError where the database is older or newer than this version of the program."""
    found = schema_version(statements, path)
    if found is not None and found > HEAD:
        raise _newer(path)
    if found != HEAD:
        raise ReplicaError(
            f"database {path} is not yet made or older than this program; start the bot once, which brings "
            "it up to date. Nothing was changed."
        )


def _newer(path: Path) -> ReplicaError:
    return ReplicaError(
        f"database {path} was made by a newer version of the program; install that one. Nothing was changed."
    )
