"""What goes wrong in SQLite, said in words for whoever runs the program."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from sheetanchor.ports.errors import ReplicaBusyError, ReplicaError

_ADVICE = {
    sqlite3.SQLITE_FULL: "the disk is full; free some space and try again",
    sqlite3.SQLITE_BUSY: (
        "another process keeps it locked; only one may write, so stop the second bot or command"
    ),
    sqlite3.SQLITE_LOCKED: (
        "another process keeps it locked; only one may write, so stop the second bot or command"
    ),
    sqlite3.SQLITE_CORRUPT: (
        "the file is damaged; stop the program, rename the file, never delete it, and those beside it that "
        "end in -wal and -shm, put a backup in its place or none, and start again: what is missing is read "
        "from the sheet. What was pending is in the renamed file alone: `sqlite3 FILE .dump` shows what can "
        "still be read of it"
    ),
    sqlite3.SQLITE_NOTADB: (
        "the file is no SQLite database; check the database URL, or rename the file and start again"
    ),
    sqlite3.SQLITE_READONLY: (
        "it cannot be written; give the user of the program the right to write the file and its folder"
    ),
    sqlite3.SQLITE_PERM: "access is denied; give the user of the program the right to the file",
    sqlite3.SQLITE_CANTOPEN: (
        "it cannot be opened; check that the file and its folder exist and that the user of the program may "
        "write both"
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk could not be read or written; free some space where it is full (`df`), else look into the "
        "kernel's log and replace the card"
    ),
    sqlite3.SQLITE_CONSTRAINT: "a rule of the database refused the write; this is a bug, please report it",
    sqlite3.SQLITE_SCHEMA: "its tables were changed by another program meanwhile; restart this one",
}
_UNKNOWN = "SQLite refused; look the words up at sqlite.org and restart the program"
_PRIMARY = 0xFF
#: What may be over by the next start. SQLite calls a disk that fills up under its log one that failed.
_PASSING = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR)

#: What kinds, JSON and enumerations raise for a text that they did not write.
ILLEGIBLE = (ValueError, ArithmeticError, TypeError, KeyError)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise what SQLite or its driver raises inside the block as a ReplicaError that names the file."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
        raise replica_error(path, error) from error


@contextmanager
def legible(place: str) -> Iterator[None]:
    """Raise ReplicaError where what is kept at a place cannot be read back inside the block."""
    try:
        yield
    except ILLEGIBLE as error:
        raise illegible(place, error) from error


def illegible(place: str, error: Exception) -> ReplicaError:
    """What to raise for an error in ILLEGIBLE."""
    return ReplicaError(
        f"{place} of the replica holds what cannot be read: somebody changed it by hand; mend it there. "
        f"({type(error).__name__}: {error})"
    )


def replica_error(path: Path, error: Exception) -> ReplicaError:
    """The error in our words, with SQLite's own in brackets."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    kind = ReplicaBusyError if _code(cause) in _PASSING else ReplicaError
    return kind(f"database {path}: {_advice(cause)}. Nothing was changed. ({cause})")


def _advice(cause: BaseException) -> str:
    if isinstance(cause, UnicodeEncodeError | OverflowError):
        return "a value cannot be stored; mend the text or number that is named in brackets"
    code = _code(cause)
    return _UNKNOWN if code is None else _ADVICE.get(code, _UNKNOWN)


def _code(cause: BaseException) -> int | None:
    code: int | None = getattr(cause, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY
