"""How many requests this process has sent, whatever for."""

from threading import Lock

from sheetanchor.ports.sync_log import Requests


class RequestTally:
    """Counts from any thread; repeated requests count again, those of signing in do not."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sent = Requests()

    def count(self, sent: Requests) -> None:
        """So many more."""
        with self._lock:
            self._sent = self._sent.and_also(sent)

    def so_far(self) -> Requests:
        """Since the start of the process."""
        return self._sent
