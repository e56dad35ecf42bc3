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


@dataclass(frozen=True, slots=True)
class Requests:
    """How many were sent to Google. looks: at the file's version, which Drive answers."""

    looks: int = 0
    reads: int = 0
    writes: int = 0

    def and_also(self, other: "Requests") -> "Requests":
        """Both together."""
        return Requests(self.looks + other.looks, self.reads + other.reads, self.writes + other.writes)

    def since(self, before: "Requests") -> "Requests":
        """Those that came after an earlier count."""
        return Requests(self.looks - before.looks, self.reads - before.reads, self.writes - before.writes)


@dataclass(frozen=True, slots=True)
class TableMoves:
    """What one pass did in one table, in rows: pulled from the sheet, pushed to it.

    held: cells that hold rows back, as the pass left it. unconfirmed: rows that stay pending although they
    were written. paused: why nothing was done, None where something could be.
    """

    table: str
    pulled: int = 0
    pushed: int = 0
    conflicts: int = 0
    held: int = 0
    unconfirmed: int = 0
    paused: str | None = None


@dataclass(frozen=True, slots=True)
class PassEntry:
    """One pass as a whole. started_at: aware. tables: those in which something moved or is wrong.

    requests: all that the process sent meanwhile. error: why it failed, None where it went well.
    """

    started_at: datetime
    seconds: float
    requests: Requests = Requests()
    tables: tuple[TableMoves, ...] = ()
    error: str | None = None


class SyncLog(Protocol):
    """Kept in the order of writing, for ever or as long as retention says."""

    def record(self, entries: Sequence[SyncLogEntry]) -> None:
        """Keep entries, all or none; raises OperatorError where the store cannot be written."""

    def recent(self, limit: int) -> tuple[SyncLogEntry, ...]:
        """The newest entries, newest first; empty where nothing was ever logged."""

    def record_pass(self, entry: PassEntry) -> None:
        """Keep a pass; raises as `record` does."""

    def passes(self, limit: int, table: str | None = None) -> tuple[PassEntry, ...]:
        """The newest passes, newest first; of one table those that name it and those that failed."""
