"""What synchronisation did lately: the last pass, the calls of the last minute, and a day hour by hour."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sheetanchor.ports.clock import Clock
from sheetanchor.ports.sync_log import SyncLog, SyncLogEntry
from sheetanchor.services.sync.budget import READS, WRITES, CallBudget
from sheetanchor.services.sync.pass_watch import PassNote, PassWatch

HOURS = 24
_HOUR = timedelta(hours=1)
#: Lines of the log that are looked through; a day of a team is a few hundred.
_MOST_LINES = 5000


@dataclass(frozen=True, slots=True)
class Hour:
    """One hour by the log. begins: aware. pulled and pushed: rows; failures: of passes."""

    begins: datetime
    pulled: int = 0
    pushed: int = 0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Activity:
    """last_pass: of this process, None before its first. hours: the last 24, the present one last."""

    last_pass: PassNote | None = None
    reads: int = 0
    writes: int = 0
    hours: tuple[Hour, ...] = field(default=())


class ActivityReader:
    """Reads only."""

    def __init__(self, budget: CallBudget, log: SyncLog, watch: PassWatch, clock: Clock) -> None:
        self._budget = budget
        self._log = log
        self._watch = watch
        self._clock = clock

    def read(self) -> Activity:
        """As it is now."""
        spent = self._budget.spent()
        hours = by_hour(self._log.recent(_MOST_LINES), self._clock.now())
        return Activity(self._watch.last, spent[READS], spent[WRITES], hours)


def by_hour(entries: Sequence[SyncLogEntry], now: datetime) -> tuple[Hour, ...]:
    """The last 24 hours, those in which nothing happened among them; hours begin on the hour."""
    present = now.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
    begins = [present - _HOUR * back for back in reversed(range(HOURS))]
    return tuple(
        _hour(begin, now, [one for one in entries if begin <= one.at < begin + _HOUR]) for begin in begins
    )


def _hour(begin: datetime, now: datetime, entries: Sequence[SyncLogEntry]) -> Hour:
    moved = {way: sum(one.rows for one in entries if _moved(one, way)) for way in ("pull", "push")}
    failures = sum(one.status == "failed" for one in entries)
    return Hour(begin.astimezone(now.tzinfo), moved["pull"], moved["push"], failures)


def _moved(entry: SyncLogEntry, way: str) -> bool:
    return entry.operation == way and entry.status not in {"held", "failed"}
