"""The log as people read it: the last passes, what each did, and the lines that belong to it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sheetanchor.ports.sync_log import PassEntry, SyncLog, SyncLogEntry

#: Clocks and stopwatches differ a little.
_SLACK = timedelta(milliseconds=20)
_LINES_OF_A_PASS = 50


@dataclass(frozen=True, slots=True)
class LoggedPass:
    """One pass. notes: lines that tell more than the counts do, the oldest first."""

    did: PassEntry
    notes: tuple[SyncLogEntry, ...] = ()

    @property
    def at(self) -> datetime:
        """When it began."""
        return self.did.started_at


@dataclass(frozen=True, slots=True)
class LoggedLine:
    """A line that belongs to no pass that is kept, such as what a probe found."""

    line: SyncLogEntry

    @property
    def at(self) -> datetime:
        """When it was written."""
        return self.line.at


Logged = LoggedPass | LoggedLine


class PassLog:
    """Reads only."""

    def __init__(self, log: SyncLog) -> None:
        self._log = log

    def read(self, limit: int, table: str | None = None) -> tuple[Logged, ...]:
        """The newest first, as many at most; of one table: its passes, those that failed, and its lines."""
        passes = self._log.passes(limit, table)
        lines = [line for line in self._log.recent(limit * _LINES_OF_A_PASS) if _concerns(line, table)]
        by_pass = defaultdict[int | None, list[SyncLogEntry]](list)
        for line in reversed(lines):
            by_pass[_place(passes, line)].append(line)
        told: list[Logged] = [
            LoggedPass(did, tuple(filter(_tells, by_pass[n]))) for n, did in enumerate(passes)
        ]
        loose = [LoggedLine(line) for line in reversed(by_pass[None])]
        return tuple(sorted([*told, *loose], key=lambda one: one.at, reverse=True)[:limit])


def _concerns(line: SyncLogEntry, table: str | None) -> bool:
    return table is None or line.table in (None, table)


def _place(passes: Sequence[PassEntry], line: SyncLogEntry) -> int | None:
    """Which of the passes, the newest first, a line was written by; None where it was none of them."""
    for place, did in enumerate(passes):
        if line.at >= did.started_at:
            is_within = line.at <= did.started_at + timedelta(seconds=did.seconds) + _SLACK
            return place if is_within else None
    return None


def _tells(line: SyncLogEntry) -> bool:
    """Whether it says what neither the counts nor the error of its pass say."""
    is_counted = line.operation == "pass" or line.status == "paused"
    return bool(line.message) and not is_counted and (line.status != "ok" or line.table is None)
