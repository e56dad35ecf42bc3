"""The sync log in a list."""

from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from sheetanchor.ports.sync_log import PassEntry, SyncLog, SyncLogEntry


class MemorySyncLog(SyncLog):
    """Keeps every entry as long as it lives, or until it is forgotten."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._entries: list[SyncLogEntry] = []
        self._passes: list[PassEntry] = []

    def record(self, entries: Sequence[SyncLogEntry]) -> None:
        """Append them at once."""
        with self._lock:
            self._entries.extend(entries)

    def forget(self, before: datetime) -> None:
        """Drop what is older."""
        with self._lock:
            self._entries = [entry for entry in self._entries if entry.at >= before]
            self._passes = [entry for entry in self._passes if entry.started_at >= before]

    def recent(self, limit: int) -> tuple[SyncLogEntry, ...]:
        """The end of the list, reversed."""
        with self._lock:
            return tuple(self._entries[::-1][:limit])

    def record_pass(self, entry: PassEntry) -> None:
        """Append it."""
        with self._lock:
            self._passes.append(entry)

    def passes(self, limit: int, table: str | None = None) -> tuple[PassEntry, ...]:
        """The end of the list, reversed and filtered."""
        with self._lock:
            newest = self._passes[::-1]
        return tuple(one for one in newest if table is None or _concerns(one, table))[:limit]


def _concerns(entry: PassEntry, table: str) -> bool:
    return entry.error is not None or any(moves.table == table for moves in entry.tables)
