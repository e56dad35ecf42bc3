"""Plans that a person reads and then allows: what a guard takes for an accident may be meant."""

from typing import Protocol

from sheetanchor.services.sync.aftercare import AllowingPasses
from sheetanchor.services.sync.preview import Preview
from sheetanchor.services.sync.report import PassReport


class Previewing(Protocol):
    """Tells what a pass would do: the engine."""

    def preview(self) -> Preview:
        """As SyncEngine.preview."""


class Plans:
    """Both wait for a pass that is under way, and ask the network."""

    def __init__(self, engine: Previewing, passes: AllowingPasses) -> None:
        self._engine = engine
        self._passes = passes

    def preview(self) -> Preview:
        """What would be done were all of it meant; raises what the ports raise, and PlanUnknownError."""
        return self._engine.preview()

    def carry_out(self, shown: str) -> PassReport:
        """Do exactly the plan of this hash; raises PlanChangedError, and then nothing was done."""
        return self._passes.run_pass(full=True, allow=shown)
