"""The predecessor's database, which has our tables' names and other columns."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from sheetanchor.adapters.sqlite.errors import translated
from sheetanchor.ports.errors import ReplicaError

_LOG = logging.getLogger(__name__)
_SUFFIX = ".predecessor"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"
_ITS_OWN = frozenset({"employee_settings", "dynamic_rates", "ranks", "_schema_metadata"})
_OURS = "alembic_version"


def set_aside(path: Path) -> None:
    """Rename the predecessor's database, if it is one, so that ours can be made in its place.

    It holds nothing that the sheet does not, for it never wrote anything of its own. Raises ReplicaError.
    """
    if not path.is_file() or not _is_predecessor(path):
        return
    aside = path.with_name(path.name + _SUFFIX)
    if aside.exists():
        raise ReplicaError(f"{path} is the predecessor's database and {aside} exists: move one of them away")
    path.rename(aside)
    _LOG.warning("%s was the predecessor's database; it is %s now", path, aside)


def _is_predecessor(path: Path) -> bool:
    with translated(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as old:
        tables = {name for (name,) in old.execute(_TABLES)}
    return tables >= _ITS_OWN and _OURS not in tables
