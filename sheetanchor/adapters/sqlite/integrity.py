"""Looks through a whole file, which no ordinary statement does."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sheetanchor.adapters.sqlite.connections import open_reader
from sheetanchor.adapters.sqlite.database import BUSY_TIMEOUT
from sheetanchor.adapters.sqlite.errors import replica_error, translated


def require_whole(path: Path) -> None:
    """Raises ReplicaError where a page is damaged; nobody waits, for it has a connection of its own."""
    with closing(open_reader(path, BUSY_TIMEOUT)) as reader, translated(path):
        (found,) = reader.raw.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        damaged = sqlite3.DatabaseError(found)
        damaged.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
        raise replica_error(path, damaged)
