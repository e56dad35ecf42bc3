"""Forgetting what is older than the settings say: history, decided conflicts, lines of the log."""

from datetime import datetime, timedelta

from sheetanchor.ports.clock import Clock
from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync import facts

_EVERY = timedelta(days=1)


class HistoryRetention:
    """Called, it forgets what is old, at most once a day. days: of how many all is kept, 0 for ever.

    What waits for a person is never forgotten.
    """

    def __init__(self, replica: Replica, clock: Clock, days: int) -> None:
        self._replica = replica
        self._clock = clock
        self._days = days

    def __call__(self) -> None:
        """Costs one look into the replica where there is nothing to do."""
        if self._days == 0:
            return
        now, tidied = self._clock.now(), self._replica.state(facts.HISTORY_TIDIED_AT)
        if tidied is None or now - datetime.fromisoformat(tidied) >= _EVERY:
            with self._replica.transaction() as tx:
                begins = now - timedelta(days=self._days)
                if tx.forget_history(begins):
                    tx.set_state(facts.HISTORY_BEGINS, begins.isoformat())
                tx.forget_conflicts(begins)
                tx.forget_log(begins)
                tx.set_state(facts.HISTORY_TIDIED_AT, now.isoformat())
