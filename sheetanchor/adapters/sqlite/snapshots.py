"""All rows of a table in memory, for as long as nobody commits a change of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

import sqlalchemy as sa

from sheetanchor.adapters.sqlite.database import Database
from sheetanchor.adapters.sqlite.stored_table import StoredTable
from sheetanchor.adapters.sqlite.versions import Versions, read_versions
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.values import Key

Rows = Mapping[Key, Row]

_DATA_VERSION = sa.text("PRAGMA data_version")


@dataclass(frozen=True, slots=True)
class _Loaded:
    version: int
    rows: Rows


@dataclass(frozen=True, slots=True)
class _Fresh:
    """What is known to hold while the connection's data version stands."""

    data_version: int = -1
    rows: dict[str, Rows] = field(default_factory=dict)


class Snapshots:
    """The last committed rows of every table that was asked for.

    Whether anybody committed anything is told by the data version, which costs next to nothing; whether it
    concerned a table, by the table's own version.
    """

    def __init__(self, database: Database, tables: Mapping[str, StoredTable]) -> None:
        self._database = database
        self._tables = tables
        self._loading = Lock()
        self._loaded: dict[str, _Loaded] = {}
        self._fresh = _Fresh()

    def get(self, name: str) -> Rows:
        """All rows as last committed by anyone."""
        fresh = self._fresh
        if self._database.data_version() == fresh.data_version:
            rows = fresh.rows.get(name)
            if rows is not None:
                return rows
        return self._refresh(name)

    def at(self, name: str, version: int) -> Rows | None:
        """The rows as they were at a version of their table, None where they are not at hand."""
        loaded = self._loaded.get(name)
        return loaded.rows if loaded is not None and loaded.version == version else None

    def keep(self, name: str, version: int, rows: Rows) -> None:
        """Take rows that are committed as of a version of their table, unless later ones are at hand."""
        with self._loading:
            self._keep(name, version, rows)

    @contextmanager
    def publishing(self, after: Mapping[str, tuple[int, Rows]]) -> Iterator[None]:
        """Commit inside the block: whoever notices the commit waits a moment for `after`, and need not load.

        after: tables with their versions and rows. It is dropped where the block raises.
        """
        with self._loading:
            yield
            for name, (version, rows) in after.items():
                self._keep(name, version, rows)

    def _keep(self, name: str, version: int, rows: Rows) -> None:
        known = self._loaded.get(name)
        if known is None or known.version < version:
            self._loaded[name] = _Loaded(version, rows)

    def _refresh(self, name: str) -> Rows:
        with self._loading:
            with self._database.reading() as statements:
                data_version = statements.fetch(_DATA_VERSION)[0][0]
                versions = read_versions(statements)
                if self.at(name, versions[name]) is None:
                    self._loaded[name] = _Loaded(versions[name], self._tables[name].load(statements))
            self._fresh = _Fresh(data_version, self._still_valid(versions))
            return self._loaded[name].rows

    def _still_valid(self, versions: Versions) -> dict[str, Rows]:
        return {name: had.rows for name, had in self._loaded.items() if had.version == versions[name]}
