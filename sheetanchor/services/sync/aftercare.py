"""What is done after every pass: telling of conflicts, forgetting old history, warning of weaker promises."""

from collections.abc import Callable, Sequence
from typing import Protocol

from sheetanchor.services.sync.loop import Passes
from sheetanchor.services.sync.report import PassReport


class AllowingPasses(Protocol):
    """Runs one pass: the engine."""

    def run_pass(self, *, full: bool = False, allow: str | None = None) -> PassReport:
        """As SyncEngine.run_pass."""


class AttendedPasses(Passes):
    """Runs a pass, then the chores in their order; a pass that fails leaves them to the next one."""

    def __init__(self, passes: AllowingPasses, chores: Sequence[Callable[[], object]]) -> None:
        self._passes = passes
        self._chores = chores

    def run_pass(self, *, full: bool = False, allow: str | None = None) -> PassReport:
        """As the passes within; raises what the chores raise as well."""
        report = self._passes.run_pass(full=full, allow=allow)
        for chore in self._chores:
            chore()
        return report
