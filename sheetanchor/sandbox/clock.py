"""The time of the world: real unless a test moves it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class WorldClock:
    """Runs with `source` (aware datetimes) until frozen by `set`; `advance` moves it and lets it run on."""

    def __init__(self, source: Callable[[], datetime]) -> None:
        self._source = source
        self._ahead = timedelta()
        self._frozen: datetime | None = None

    def __call__(self) -> datetime:
        """Now, in UTC."""
        now = self._frozen if self._frozen is not None else self._source()
        return now.astimezone(UTC) + self._ahead

    def set(self, moment: datetime) -> None:
        """Stand still at an aware moment."""
        if moment.tzinfo is None:
            raise ValueError("the sandbox's clock takes aware datetimes only")
        self._frozen, self._ahead = moment, timedelta()

    def advance(self, by: timedelta) -> None:
        """Let that much time pass at once; a negative one goes back."""
        self._ahead += by

    def run(self) -> None:
        """Follow the source again."""
        self._frozen, self._ahead = None, timedelta()


def system_time() -> datetime:
    """The machine's clock."""
    return datetime.now(UTC)
