"""What every pass did, for people to read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SyncLogEntry:
    """One line of the log.

    table: None for what concerns the pass as a whole. operation: a word such as pull, push, pass. record:
    the key of one row as text, where one is meant. status: ok, paused or failed. rows: how many rows were
    concerned.
    """

    at: datetime
    table: str | None
    operation: str
    status: str
    rows: int = 0
    record: str | None = None
    message: str = ""


class SyncLog(Protocol):
    """Kept in the order of writing, for ever or as long as retention says."""

    def record(self, entries: Sequence[SyncLogEntry]) -> None:
        """Keep entries, all or none; raises OperatorError where the store cannot be written."""

    def recent(self, limit: int) -> tuple[SyncLogEntry, ...]:
        """The newest entries, newest first; empty where nothing was ever logged."""
