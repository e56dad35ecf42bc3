"""The sync loop beside an existing bot, on a thread of its own."""

from threading import Thread

from sheetanchor.domain.errors import OperatorError
from sheetanchor.ports.wake import Wake
from sheetanchor.services.sync.loop import SyncLoop

_JOIN_SECONDS = 20.0


class LoopEndedError(OperatorError):
    """The sync loop ended by a fault of ours, so that nobody keeps the replica true any more."""


class Background:
    """Runs the loop until `stop`; a loop that ended by a fault is told with the next call."""

    def __init__(self, loop: SyncLoop, wake: Wake) -> None:
        self._loop = loop
        self._wake = wake
        self._fault: BaseException | None = None
        self._thread: Thread | None = None

    def start(self) -> None:
        """Begin; the first pass is run at once."""
        self._thread = Thread(target=self._work, name="sync", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it, waiting for the pass under way. Twice is no error."""
        self._wake.stop()
        if self._thread is not None:
            self._thread.join(_JOIN_SECONDS)

    def require_alive(self) -> None:
        """Raise LoopEndedError where the loop ended by a fault."""
        if self._fault is not None:
            raise LoopEndedError(
                f"the sync loop ended: {self._fault}. What was saved is kept; restart the bot."
            ) from self._fault

    def _work(self) -> None:
        try:
            self._loop.run()
        except BaseException as error:  # noqa: BLE001 - told with the next call
            self._fault = error
