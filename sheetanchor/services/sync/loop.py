"""When a pass is due, and what to do when one fails. It never decides what a pass does."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sheetanchor.domain.errors import OperatorError, RemoteError
from sheetanchor.domain.sync.errors import QuotaError, ServiceUnavailableError
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.wake import Wake
from sheetanchor.services.sync.report import PassReport

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class LoopTimes:
    """Seconds. watch: between looks at the file's version. sync: at most between full reads.

    gather: how long a local write waits for others to share its push. backoff: after a first failure, doubled
    with each further one up to longest_backoff. overdue: how long a pass may take before the loop counts as
    hung; each of its requests has a limit of its own, far below that.
    """

    watch: float = 15.0
    sync: float = 300.0
    gather: float = 0.2
    backoff: float = 5.0
    longest_backoff: float = 300.0
    overdue: float = 600.0


class Passes(Protocol):
    """Runs one pass: the engine, or in tests a script."""

    def run_pass(self, *, full: bool = False) -> PassReport:
        """As SyncEngine.run_pass."""


class SyncLoop:
    """Runs passes until its wake is stopped.

    jitter: a number from 0 to 1, so that several programs do not come back at the same moment.
    """

    def __init__(
        self, engine: Passes, clock: Clock, wake: Wake, times: LoopTimes, jitter: Callable[[], float]
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._wake = wake
        self._times = times
        self._jitter = jitter
        self._failures = 0
        self._last_full: float | None = None
        self._expected_by: float | None = None
        self._pauses: dict[str, str | None] = {}

    def run(self) -> None:
        """Pass after pass, the first one full and at once.

        A failure that time or an operator can mend is logged and tried again; any other error ends the loop.
        """
        while not self._wake.is_stopped:
            self._expect_within(0.0)
            delay = self.turn()
            self._expect_within(delay)
            self._rest(delay)

    def is_alive(self) -> bool:
        """Whether it waits or works as it should; asked from another thread. Before `run` it is alive."""
        expected_by = self._expected_by
        return expected_by is None or self._clock.monotonic() <= expected_by

    def turn(self) -> float:
        """One pass; the seconds until the next one is due unless somebody wakes the loop."""
        try:
            self._report(self._run_pass())
        except (QuotaError, ServiceUnavailableError) as error:
            return max(self._after_failure(error), error.retry_after or 0.0)
        except RemoteError as error:
            return self._after_failure(error)
        except OperatorError as error:
            self._after_failure(error)
            return self._times.longest_backoff
        self._failures = 0
        return self._times.watch

    def _expect_within(self, seconds: float) -> None:
        self._expected_by = self._clock.monotonic() + seconds + self._times.overdue

    def _rest(self, delay: float) -> None:
        """After a failure no local write cuts the waiting short: it must not hammer a service that is down.

        An operator who asks for a pass meanwhile gets one of his own; once that goes well the loop goes on.
        """
        if self._failures:
            self._wake.pause(delay)
        elif self._wake.wait(delay) and not self._wake.is_stopped:
            self._wake.gather(self._times.gather)

    def _run_pass(self) -> PassReport:
        now = self._clock.monotonic()
        is_full = self._last_full is None or now - self._last_full >= self._times.sync
        report = self._engine.run_pass(full=is_full)
        if is_full:
            self._last_full = now
        return report

    def _after_failure(self, error: Exception) -> float:
        self._failures += 1
        longest = min(self._times.backoff * 2.0 ** (self._failures - 1), self._times.longest_backoff)
        delay = longest * (0.5 + self._jitter() / 2)
        _LOG.warning("sync failed (%d in a row), next try in %.0f s: %s", self._failures, delay, error)
        return delay

    def _report(self, report: PassReport) -> None:
        if self._failures:
            _LOG.info("sync works again after %d failures", self._failures)
        for table in report.tables:
            if table.paused is not None and table.paused != self._pauses.get(table.table):
                _LOG.warning("%s", table.paused)
            self._pauses[table.table] = table.paused
            if table.pulled or table.removed or table.pushed:
                _LOG.info(
                    "%s: %d rows from the sheet, %d rows to it",
                    table.table,
                    table.pulled + table.removed,
                    table.pushed,
                )
