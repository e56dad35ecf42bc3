"""The local copy of all tables, and what the engine remembers beside them."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.changes import Change
from sheetanchor.domain.tables.rows import Row, Source
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.sync_log import SyncLogEntry


class Transaction(Protocol):
    """One write transaction: nobody else writes while it lasts, and all of it happens or nothing.

    `table` is always the name of a table the replica was opened with; another one raises UnknownTableError.
    Rows and base rows come in the order of their keys.
    """

    def rows(self, table: str) -> Mapping[Key, Row]:
        """All rows of a table as this transaction sees them."""

    def row(self, table: str, key: Key) -> Row | None:
        """One row, or None where there is none."""

    def put(self, table: str, row: Row) -> None:
        """Insert or replace a row by its key, its stamps as given.

        Where its values change and the table keeps history, that gets a line by the row's source and
        last_modified_at.
        """

    def delete(self, table: str, key: Key, *, at: datetime, source: Source) -> None:
        """Delete a row, which the history keeps if the table has one; a row that is not there is no error."""

    def base(self, table: str) -> Mapping[Key, BaseRow]:
        """What both sides last agreed on, row by row."""

    def put_base(self, table: str, row: BaseRow) -> None:
        """Insert or replace what was agreed on one row."""

    def delete_base(self, table: str, key: Key) -> None:
        """Forget what was agreed on one row; one that is not there is no error."""

    def held(self, table: str) -> tuple[HeldCell, ...]:
        """The cells that hold rows of this table back."""

    def set_held(self, table: str, held: Sequence[HeldCell]) -> None:
        """Replace the list of cells that hold rows of this table back."""

    def pause(self, table: str) -> str | None:
        """Why the whole table is paused, None where it is not."""

    def set_pause(self, table: str, message: str | None) -> None:
        """Say why the whole table is paused, or that it is not."""

    def keep_conflict(self, conflict: Conflict, at: datetime) -> None:
        """Keep a conflict with its loser: one with a winner as decided, one without as waiting.

        One that waits takes the place, the number and the moment of the one waiting there already, but what
        was OVERWRITTEN neither takes a place nor gives one up.
        """

    def decide_conflict(self, number: int, winner: Source | None, at: datetime) -> None:
        """Settle a conflict, or settle it otherwise; raises UnknownConflictError."""

    def open_conflicts(self, table: str) -> tuple[KeptConflict, ...]:
        """The conflicts of a table that wait for a person, the oldest first."""

    def conflicts_of(self, table: str, key: Key) -> tuple[KeptConflict, ...]:
        """All conflicts of one row, the oldest first."""

    def forget_history(self, before: datetime) -> int:
        """Forget the changes made before an instant; how many there were."""

    def forget_conflicts(self, before: datetime) -> None:
        """Forget decided conflicts that were first seen before an instant; those that wait stay."""

    def forget_log(self, before: datetime) -> None:
        """Forget the lines of the sync log, and the passes, from before an instant."""

    def state(self, name: str) -> str | None:
        """A fact the engine remembers, None where it never did."""

    def set_state(self, name: str, value: str | None) -> None:
        """Remember or forget a fact."""

    def log(self, entry: SyncLogEntry) -> None:
        """Add a line to the sync log, in this transaction."""


class Replica(Protocol):
    """The local store. Every method may raise ReplicaError where the store cannot be read or written."""

    def snapshot(self, table: str) -> Mapping[Key, Row]:
        """All rows of a table as last committed by anyone, this process or another. Costs microseconds.

        The mapping is never changed afterwards.
        """

    def base(self, table: str) -> Mapping[Key, BaseRow]:
        """What both sides last agreed on, as last committed by anyone. Costs microseconds."""

    def held(self, table: str) -> tuple[HeldCell, ...]:
        """The cells that hold rows of a table back at present."""

    def pauses(self) -> Mapping[str, str]:
        """Why tables are paused, by table; empty where none is."""

    def conflicts(self, limit: int, *, only_open: bool = False) -> tuple[KeptConflict, ...]:
        """The newest conflicts, newest first; only_open leaves those out that are decided."""

    def conflict(self, number: int) -> KeptConflict:
        """One conflict; raises UnknownConflictError."""

    def conflicts_after(self, number: int) -> tuple[KeptConflict, ...]:
        """All conflicts with higher numbers, the oldest first."""

    def history(self, table: str, key: Key | None = None, limit: int | None = None) -> tuple[Change, ...]:
        """The changes of a row, or of all rows of a table, the newest first; all of them without a limit.

        Those of rows under another form of the table hold what is declared still, and texts for the rest.
        """

    def state(self, name: str) -> str | None:
        """A fact the engine remembers, as last committed."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """A write transaction: committed at the end of the block, rolled back where it raises."""
