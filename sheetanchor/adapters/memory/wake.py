"""A wake that never waits: the fake clock moves on instead."""

from collections.abc import Callable

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.ports.wake import Wake


class FakeWake(Wake):
    """Moves the clock by what was waited for.

    `waits` holds the seconds, `meanwhile` happens during each wait.
    """

    def __init__(self, clock: FakeClock, meanwhile: Callable[[], None] = lambda: None) -> None:
        self.waits: list[float] = []
        self.meanwhile = meanwhile
        self._clock = clock
        self._asked = False
        self._stopped = False
        self._resumed = False

    def wake(self) -> None:
        """The next wait, or the present one, ends at once."""
        self._asked = True

    def wait(self, seconds: float) -> bool:
        """Let time pass, unless somebody asks meanwhile."""
        self.waits.append(seconds)
        self.meanwhile()
        was_asked = self._asked or self._stopped
        self._asked = False
        if not was_asked:
            self._clock.advance(seconds)
        return was_asked

    def gather(self, seconds: float) -> None:
        """Let time pass."""
        self.waits.append(seconds)
        self.meanwhile()
        self._asked = False
        self._clock.advance(seconds)

    def pause(self, seconds: float) -> None:
        """Let time pass, unless somebody resumes meanwhile."""
        self._resumed = False
        self.waits.append(seconds)
        self.meanwhile()
        self._asked = False
        if not self._resumed:
            self._clock.advance(seconds)

    def resume(self) -> None:
        """The present pause ends at once."""
        self._resumed = True

    def stop(self) -> None:
        """Every wait returns at once from now on."""
        self._stopped = True

    @property
    def is_stopped(self) -> bool:
        """Whether the loop is to end."""
        return self._stopped
