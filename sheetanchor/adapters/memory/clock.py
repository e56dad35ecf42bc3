"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

from sheetanchor.ports.clock import Clock


class FakeClock(Clock):
    """Starts at `at`, which must be aware, and stays in its zone."""

    def __init__(self, at: datetime = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)) -> None:
        self._now = _aware(at)
        self._monotonic = 0.0

    def now(self) -> datetime:
        """The instant it was set or advanced to."""
        return self._now

    def monotonic(self) -> float:
        """The seconds it was advanced by; setting it leaves them alone."""
        return self._monotonic

    def set(self, at: datetime) -> None:
        """Jump to an aware instant, forwards or back, as when somebody sets the machine's clock."""
        self._now = _aware(at)

    def advance(self, by: timedelta | float) -> None:
        """Let time pass, in seconds or as a timedelta; raises ValueError for a negative one."""
        elapsed = by if isinstance(by, timedelta) else timedelta(seconds=by)
        if elapsed < timedelta(0):
            raise ValueError("time does not run backwards; use set")
        self._now = (self._now.astimezone(UTC) + elapsed).astimezone(self._now.tzinfo)
        self._monotonic += elapsed.total_seconds()


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at
