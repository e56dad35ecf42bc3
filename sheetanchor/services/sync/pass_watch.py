"""How the newest passes of this process went, for whoever waits for one or wants to see the last."""

from dataclasses import dataclass
from datetime import datetime

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.wake import Wake
from sheetanchor.services.sync.aftercare import AllowingPasses
from sheetanchor.services.sync.report import PassReport

#: Looks at an unchanged sheet are passes as well; these last for minutes.
_KEPT = 50


@dataclass(frozen=True, slots=True)
class PassNote:
    """One pass. report None where it failed, and why. Instants are aware."""

    started_at: datetime
    ended_at: datetime
    report: PassReport | None
    error: SheetanchorError | None = None

    @property
    def pulled(self) -> int:
        """Rows that came from the sheet, or went because they went there."""
        tables = () if self.report is None else self.report.tables
        return sum(table.pulled + table.removed for table in tables)

    @property
    def pushed(self) -> int:
        """Rows of the sheet that were written, inserted or deleted."""
        tables = () if self.report is None else self.report.tables
        return sum(table.pushed for table in tables)


class PassWatch(AllowingPasses):
    """Runs passes and remembers the newest in memory, for a pass that changes nothing writes nothing.

    May be asked from any thread. The first that goes well after a failure lets the loop go on, whoever
    ran it.
    """

    def __init__(self, passes: AllowingPasses, clock: Clock, wake: Wake) -> None:
        self._passes = passes
        self._clock = clock
        self._wake = wake
        self._notes: tuple[PassNote, ...] = ()

    def run_pass(self, *, full: bool = False, allow: str | None = None) -> PassReport:
        """As the passes within."""
        started_at = self._clock.now()
        try:
            report = self._passes.run_pass(full=full, allow=allow)
        except SheetanchorError as error:
            self._note(PassNote(started_at, self._clock.now(), None, error))
            raise
        has_failed_before = self.last is not None and self.last.error is not None
        self._note(PassNote(started_at, self._clock.now(), report))
        if has_failed_before:
            self._wake.resume()
        return report

    @property
    def last(self) -> PassNote | None:
        """The newest one that has ended, None before the first."""
        return self._notes[-1] if self._notes else None

    def since(self, at: datetime) -> tuple[PassNote, ...]:
        """Those that began at or after an instant and have ended, the oldest first."""
        return tuple(note for note in self._notes if note.started_at >= at)

    def _note(self, note: PassNote) -> None:
        self._notes = (*self._notes[1 - _KEPT :], note)
