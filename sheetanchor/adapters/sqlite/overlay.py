"""Committed rows with the changes of one transaction on top."""

from collections.abc import Mapping
from typing import Generic

from sheetanchor.adapters.sqlite.ordering import with_changes
from sheetanchor.adapters.sqlite.snapshots import Kept, Snapshots
from sheetanchor.adapters.sqlite.statements import Statements
from sheetanchor.adapters.sqlite.versions import Versions, version_of
from sheetanchor.domain.tables.values import Key


class Overlay(Generic[Kept]):
    """What a transaction sees under every name; rows that the snapshots have at hand are not read again.

    before: the versions as the transaction found them.
    """

    def __init__(self, snapshots: Snapshots[Kept], statements: Statements, before: Versions) -> None:
        self._snapshots = snapshots
        self._statements = statements
        self._before = before
        self._changes: dict[str, dict[Key, Kept | None]] = {}

    def rows(self, name: str) -> Mapping[Key, Kept]:
        """All rows, in the order of their keys."""
        self._statements.require_usable()
        changes = self._changes.get(name)
        committed = self._committed(name)
        if committed is not None:
            return with_changes(committed, changes) if changes else committed
        rows = self._snapshots.load(name, self._statements)
        if not changes:
            self._snapshots.keep(name, version_of(self._before, name), rows)
        return rows

    def is_at_hand(self, name: str) -> bool:
        """Whether the committed rows are in memory, so that one of them costs nothing."""
        return self._committed(name) is not None

    def row(self, name: str, key: Key) -> Kept | None:
        """One row, of a name whose rows are at hand; None where there is none."""
        self._statements.require_usable()
        changes = self._changes.get(name, {})
        return changes[key] if key in changes else (self._committed(name) or {}).get(key)

    def note(self, name: str, key: Key, row: Kept | None) -> None:
        """Remember what was written; None for a row that is gone."""
        self._changes.setdefault(name, {})[key] = row

    def after(self, versions: Versions) -> Mapping[str, tuple[int, Mapping[Key, Kept]]]:
        """Every changed name that the snapshots can carry on with, its version now and its rows."""
        return {
            name: (version_of(versions, name), with_changes(committed, changes))
            for name, changes in self._changes.items()
            if (committed := self._committed(name)) is not None
        }

    @property
    def is_changed(self) -> bool:
        """Whether anything was written."""
        return bool(self._changes)

    def _committed(self, name: str) -> Mapping[Key, Kept] | None:
        return self._snapshots.at(name, version_of(self._before, name))
