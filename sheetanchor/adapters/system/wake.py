"""Waking by a threading event."""

from threading import Event

from sheetanchor.ports.wake import Wake


class ThreadWake(Wake):
    """Wakes the one thread that waits."""

    def __init__(self) -> None:
        self._asked = Event()
        self._stopped = Event()
        self._resumed = Event()

    def wake(self) -> None:
        """Set the event; a loop at work sees it when it waits next."""
        self._asked.set()

    def wait(self, seconds: float) -> bool:
        """Wait for the event and clear it."""
        was_asked = self._asked.wait(seconds)
        if not self._stopped.is_set():
            self._asked.clear()
        return was_asked

    def gather(self, seconds: float) -> None:
        """Wait for the stop, and forget who asked meanwhile."""
        if not self._stopped.wait(seconds):
            self._asked.clear()

    def pause(self, seconds: float) -> None:
        """Wait for the stop or for somebody to resume, and forget who asked meanwhile."""
        self._resumed.clear()
        if not self._stopped.is_set():
            self._resumed.wait(seconds)
        if not self._stopped.is_set():
            self._asked.clear()

    def resume(self) -> None:
        """Let go who pauses."""
        self._resumed.set()

    def stop(self) -> None:
        """Let go whoever waits."""
        self._stopped.set()
        self._asked.set()
        self._resumed.set()

    @property
    def is_stopped(self) -> bool:
        """Whether the loop is to end."""
        return self._stopped.is_set()
