"""The sync log in a list."""

from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from sheetanchor.ports.sync_log import SyncLog, SyncLogEntry


class MemorySyncLog(SyncLog):
    """Keeps every entry as long as it lives, or until it is forgotten."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._entries: list[SyncLogEntry] = []

    def record(self, entries: Sequence[SyncLogEntry]) -> None:
        """Append them at once."""
        with self._lock:
            self._entries.extend(entries)

    def forget(self, before: datetime) -> None:
        """Drop what is older."""
        with self._lock:
            self._entries = [entry for entry in self._entries if entry.at >= before]

    def recent(self, limit: int) -> tuple[SyncLogEntry, ...]:
        """The end of the list, reversed."""
        with self._lock:
            return tuple(self._entries[::-1][:limit])
