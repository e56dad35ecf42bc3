"""One budget of Sheets requests for all tables and all processes on a replica, kept in the replica.

Google lets one account read 60 times and write 60 times a minute. Half of either is kept for what has to get
into the sheet, so that neither a busy sheet nor a command beside the bot keeps a shift from it.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime, timedelta

from sheetanchor.domain.sync.errors import BudgetSpentError
from sheetanchor.domain.sync.fence import FenceStep
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.ports.replica import Replica
from sheetanchor.ports.sheet import Applied, Fetched, Sheet, TabRef, TabWrite, TabWritten
from sheetanchor.services.sync import facts

READS, WRITES = "reads", "writes"
A_MINUTE = 60
_WINDOW = timedelta(minutes=1)
_urgent: ContextVar[bool] = ContextVar("urgent", default=False)


@contextmanager
def urgently() -> Iterator[None]:
    """What is sent meanwhile, by whomever is called, may use the reserved half."""
    token = _urgent.set(True)
    try:
        yield
    finally:
        _urgent.reset(token)


class CallBudget:
    """Counts requests, not calls of the port: a repeated one counts again."""

    def __init__(self, replica: Replica, clock: Clock) -> None:
        self._replica = replica
        self._clock = clock
        self._here: dict[str, str | None] = {}

    def spend(self, kind: str) -> None:
        """To be called before each request; BudgetSpentError where it must not be sent.

        Where the replica fails it is counted in this process alone, for the sheet is what answers then.
        """
        try:
            with self._replica.transaction() as tx:
                tx.set_state(facts.budget(kind), self._counted(kind, tx.state(facts.budget(kind))))
        except ReplicaError:
            self._here[kind] = self._counted(kind, self._here.get(kind))

    def spent(self) -> dict[str, int]:
        """How many requests of each kind were sent in the last minute."""
        now = self._clock.now()
        return {kind: len(_recent(self._replica.state(facts.budget(kind)), now)) for kind in (READS, WRITES)}

    def _counted(self, kind: str, text: str | None) -> str:
        now = self._clock.now()
        spent, limit = _recent(text, now), A_MINUTE if _urgent.get() else A_MINUTE // 2
        if len(spent) >= limit:
            raise BudgetSpentError(
                f"{len(spent)} {kind} in the last minute are what the budget allows. Nothing was read or "
                "written; it goes on by itself.",
                (spent[-limit] + _WINDOW - now).total_seconds(),
            )
        return _text([*spent, now])


class PushFirst(Sheet):
    """Lets what a push needs use the reserved half. is_urgent: whether something waits to be written."""

    def __init__(self, sheet: Sheet, is_urgent: Callable[[], bool]) -> None:
        self._sheet = sheet
        self._is_urgent = is_urgent

    def version(self) -> str:
        """Drive has a quota of its own."""
        return self._sheet.version()

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        """Urgent where something waits."""
        with urgently() if self._is_urgent() else nullcontext():
            return self._sheet.fetch(refs)

    def push(self, writes: Sequence[TabWrite], step: FenceStep) -> tuple[TabWritten, ...]:
        """Urgent, and all that it reads as well."""
        with urgently():
            return self._sheet.push(writes, step)

    def find_applied(self, writes: Sequence[TabWrite], step: FenceStep) -> Applied | None:
        """Urgent: a batch is open."""
        with urgently():
            return self._sheet.find_applied(writes, step)


def _recent(text: str | None, now: datetime) -> list[datetime]:
    """A clock that was set back must not lock the budget: moments to come count as gone."""
    moments = [] if text is None else [datetime.fromisoformat(each) for each in json.loads(text)]
    return [moment for moment in moments if now - _WINDOW < moment <= now]


def _text(moments: Sequence[datetime]) -> str:
    return json.dumps([moment.isoformat() for moment in moments])
