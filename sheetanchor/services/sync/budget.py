"""One budget of Sheets calls for all tables and all processes on a replica, kept in the replica.

Google lets one account read 60 times and write 60 times a minute. Half of the reads are kept for passes
that have something to write, so that a busy sheet never keeps a shift from getting into it.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sheetanchor.domain.sync.errors import QuotaError
from sheetanchor.domain.sync.fence import FenceStep
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.ports.sheet import Applied, Fetched, Sheet, TabRef, TabWrite, TabWritten
from sheetanchor.services.sync import facts

READS, WRITES = "reads", "writes"
A_MINUTE = 60
_WINDOW = timedelta(minutes=1)


class BudgetedSheet(Sheet):
    """Spends from the budget before it asks `sheet`; QuotaError where it is used up, with nothing sent.

    is_urgent: whether something waits to be written, so that the reserved half may be used.
    """

    def __init__(self, sheet: Sheet, replica: Replica, clock: Clock, is_urgent: Callable[[], bool]) -> None:
        self._sheet = sheet
        self._replica = replica
        self._clock = clock
        self._is_urgent = is_urgent

    def version(self) -> str:
        """Costs nothing: Drive has a quota of its own."""
        return self._sheet.version()

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        """One read."""
        self._spend(READS, A_MINUTE if self._is_urgent() else A_MINUTE // 2)
        return self._sheet.fetch(refs)

    def push(self, writes: Sequence[TabWrite], step: FenceStep) -> tuple[TabWritten, ...]:
        """One write."""
        self._spend(WRITES, A_MINUTE)
        return self._sheet.push(writes, step)

    def find_applied(self, writes: Sequence[TabWrite], step: FenceStep) -> Applied | None:
        """One read, always urgent: a batch is open."""
        self._spend(READS, A_MINUTE)
        return self._sheet.find_applied(writes, step)

    def _spend(self, kind: str, limit: int) -> None:
        now = self._clock.now()
        with self._replica.transaction() as tx:
            spent = _recent(tx.state(facts.budget(kind)), now)
            if len(spent) >= limit:
                wait = (spent[-limit] + _WINDOW - now).total_seconds()
                raise QuotaError(
                    f"{len(spent)} {kind} in the last minute are what the budget allows. Nothing was read or "
                    "written; it goes on by itself.",
                    wait,
                )
            _keep(tx, kind, [*spent, now])


def spent_lately(replica: Replica, clock: Clock) -> dict[str, int]:
    """How many calls of each kind were made in the last minute."""
    now = clock.now()
    return {kind: len(_recent(replica.state(facts.budget(kind)), now)) for kind in (READS, WRITES)}


def _recent(text: str | None, now: datetime) -> list[datetime]:
    """A clock that was set back must not lock the budget: moments to come count as gone."""
    moments = [] if text is None else [datetime.fromisoformat(each) for each in json.loads(text)]
    return [moment for moment in moments if now - _WINDOW < moment <= now]


def _keep(tx: Transaction, kind: str, moments: Sequence[datetime]) -> None:
    tx.set_state(facts.budget(kind), json.dumps([moment.isoformat() for moment in moments]))
