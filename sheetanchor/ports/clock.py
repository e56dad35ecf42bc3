"""The time."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time and nothing else; waiting is the loop's business."""

    def now(self) -> datetime:
        """The present instant, aware, in the zone of the settings; for stamps and for server time."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment, never going back; for intervals."""
