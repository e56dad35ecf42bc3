"""All rows of a table, or of its base, in memory for as long as nobody commits a change of them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

import sqlalchemy as sa

from sheetanchor.adapters.sqlite.database import Database
from sheetanchor.adapters.sqlite.statements import Statements
from sheetanchor.adapters.sqlite.versions import Versions, read_versions, version_of
from sheetanchor.domain.tables.values import Key

Kept = TypeVar("Kept")

#: Reads everything under one name; what it gives is never changed.
Loader = Callable[[Statements], Mapping[Key, Kept]]

_DATA_VERSION = sa.text("PRAGMA data_version")


@dataclass(frozen=True, slots=True)
class _Loaded(Generic[Kept]):
    version: int
    rows: Mapping[Key, Kept]


@dataclass(frozen=True, slots=True)
class _Fresh(Generic[Kept]):
    """What is known to hold while the connection's data version stands."""

    data_version: int = -1
    rows: dict[str, Mapping[Key, Kept]] = field(default_factory=dict)


class Snapshots(Generic[Kept]):
    """The last committed rows under every name that was asked for.

    Whether anybody committed anything is told by the data version, which costs next to nothing; whether it
    concerned a name, by the version of that name. loaders: by name.
    """

    def __init__(self, database: Database, loaders: Mapping[str, Loader[Kept]]) -> None:
        self._database = database
        self._loaders = loaders
        self._loading = Lock()
        self._loaded: dict[str, _Loaded[Kept]] = {}
        self._fresh: _Fresh[Kept] = _Fresh()

    def load(self, name: str, statements: Statements) -> Mapping[Key, Kept]:
        """The rows as a transaction sees them, read from the database."""
        return self._loaders[name](statements)

    def get(self, name: str) -> Mapping[Key, Kept]:
        """All rows as last committed by anyone."""
        fresh = self._fresh
        if self._database.data_version() == fresh.data_version:
            rows = fresh.rows.get(name)
            if rows is not None:
                return rows
        return self._refresh(name)

    def at(self, name: str, version: int) -> Mapping[Key, Kept] | None:
        """The rows as they were at a version of that name, None where they are not at hand."""
        loaded = self._loaded.get(name)
        return loaded.rows if loaded is not None and loaded.version == version else None

    def keep(self, name: str, version: int, rows: Mapping[Key, Kept]) -> None:
        """Take rows that are committed as of a version of that name, unless later ones are at hand."""
        with self._loading:
            self._keep(name, version, rows)

    @contextmanager
    def publishing(self, after: Mapping[str, tuple[int, Mapping[Key, Kept]]]) -> Iterator[None]:
        """Commit inside the block: whoever notices the commit waits a moment for `after`, and need not load.

        after: versions and rows by name. It is dropped where the block raises.
        """
        with self._loading:
            yield
            for name, (version, rows) in after.items():
                self._keep(name, version, rows)

    def _keep(self, name: str, version: int, rows: Mapping[Key, Kept]) -> None:
        known = self._loaded.get(name)
        if known is None or known.version < version:
            self._loaded[name] = _Loaded(version, rows)

    def _refresh(self, name: str) -> Mapping[Key, Kept]:
        with self._loading:
            with self._database.reading() as statements:
                data_version = statements.fetch(_DATA_VERSION)[0][0]
                versions = read_versions(statements)
                version = version_of(versions, name)
                if self.at(name, version) is None:
                    self._loaded[name] = _Loaded(version, self.load(name, statements))
            self._fresh = _Fresh(data_version, self._still_valid(versions))
            return self._loaded[name].rows

    def _still_valid(self, versions: Versions) -> dict[str, Mapping[Key, Kept]]:
        loaded = self._loaded.items()
        return {name: had.rows for name, had in loaded if had.version == version_of(versions, name)}
