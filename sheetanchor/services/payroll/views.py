"""Two ways to look at the replica: as last committed, for display, and under the lock, for money."""

from collections.abc import Mapping
from typing import Protocol

from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.replica import Replica, Transaction


class View(Protocol):
    """What can be asked of the replica at one moment."""

    def rows(self, table: str) -> Mapping[Key, Row]:
        """All rows of a table, in the order of their keys."""

    def row(self, table: str, key: Key) -> Row | None:
        """One row, None where there is none."""

    def held(self, table: str) -> tuple[HeldCell, ...]:
        """The cells that hold rows of a table back."""

    def paused(self, table: str) -> str | None:
        """Why a table is paused, None where it is not."""

    def state(self, name: str) -> str | None:
        """A fact that the engine remembers."""


class CommittedView(View):
    """The snapshots: microseconds, for what is shown."""

    def __init__(self, replica: Replica) -> None:
        self._replica = replica

    def rows(self, table: str) -> Mapping[Key, Row]:
        """The snapshot."""
        return self._replica.snapshot(table)

    def row(self, table: str, key: Key) -> Row | None:
        """From the snapshot."""
        return self._replica.snapshot(table).get(key)

    def held(self, table: str) -> tuple[HeldCell, ...]:
        """As last committed."""
        return self._replica.held(table)

    def paused(self, table: str) -> str | None:
        """As last committed."""
        return self._replica.pauses().get(table)

    def state(self, name: str) -> str | None:
        """As last committed."""
        return self._replica.state(name)


class LockedView(CommittedView):
    """A write transaction.

    While it lasts nobody else commits, so what it does not tell itself stands still.
    """

    def __init__(self, replica: Replica, tx: Transaction) -> None:
        super().__init__(replica)
        self._tx = tx

    def rows(self, table: str) -> Mapping[Key, Row]:
        """As the transaction sees them."""
        return self._tx.rows(table)

    def row(self, table: str, key: Key) -> Row | None:
        """As the transaction sees it."""
        return self._tx.row(table, key)

    def state(self, name: str) -> str | None:
        """As the transaction sees it."""
        return self._tx.state(name)
