"""Telling plugins of every conflict once."""

from collections.abc import Callable

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync import facts


class ConflictTelling:
    """Called, it tells of conflicts that nobody was told of yet, the oldest first.

    What was told is noted after each one: where the program is killed in between, one is told again.
    tell must not raise.
    """

    def __init__(self, replica: Replica, tell: Callable[[KeptConflict], object]) -> None:
        self._replica = replica
        self._tell = tell

    def __call__(self) -> None:
        """Costs one look into the replica where there is nothing new."""
        told = int(self._replica.state(facts.CONFLICTS_TOLD) or 0)
        for kept in self._replica.conflicts_after(told):
            self._tell(kept)
            with self._replica.transaction() as tx:
                tx.set_state(facts.CONFLICTS_TOLD, str(kept.number))
