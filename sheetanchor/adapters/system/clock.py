"""The time of the machine."""

import time
from datetime import datetime, tzinfo

from sheetanchor.ports.clock import Clock


class SystemClock(Clock):
    """Tells the machine's time in `zone`."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def now(self) -> datetime:
        """The present instant in the zone."""
        return datetime.now(self._zone)

    def monotonic(self) -> float:
        """Seconds since the machine started or thereabouts; setting its clock does not move it."""
        return time.monotonic()
