"""One worker at a time on a replica, and the thread on which the sync loop runs beside the bot."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Protocol

from filelock import FileLock, Timeout

from sheetanchor.domain.errors import OperatorError, PassingError
from sheetanchor.ports.wake import Wake
from sheetanchor.services.sync.loop import SyncLoop

_LOG = logging.getLogger(__name__)
_JOIN_SECONDS = 20.0
_ONE_RUNS = "a bot runs already, and it answers and syncs; nothing was changed"


class Bot(Protocol):
    """What answers people while the loop works."""

    def run(self) -> None:
        """Until a signal or `stop`."""

    def stop(self) -> None:
        """End `run` from another thread."""


class WorkerRunsError(PassingError):
    """Another process works on this replica already."""


class LockRefusedError(OperatorError):
    """Whether another process works on this replica cannot be told: its lock cannot be opened."""

    def __init__(self, lock: str, error: OSError) -> None:
        super().__init__(
            f"{lock} cannot be opened ({error.strerror}); run this as the user of the program, such as "
            "`sudo -u sheetanchor sheetanchor …`, who has to own that folder. Nothing was changed."
        )


@contextmanager
def only_worker(database: Path, advice: str = _ONE_RUNS) -> Iterator[None]:
    """Hold the lock beside the replica.

    Raises WorkerRunsError, which says what to do by `advice`, where another process has it, and
    LockRefusedError.
    """
    lock = FileLock(f"{database}.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise WorkerRunsError(f"another process works on {database}: {advice}") from error
    except OSError as error:
        raise LockRefusedError(lock.lock_file, error) from error
    try:
        yield
    finally:
        lock.release()


def run_bot(bot: Bot, loop: SyncLoop, wake: Wake) -> None:
    """Run the bot on this thread and the sync loop on another, until a signal ends both.

    Where the loop ends by a fault of ours the bot ends as well and the fault is raised: a bot that answers
    from a replica nobody keeps true must not look alive.
    """
    faults: list[BaseException] = []

    def work() -> None:
        try:
            loop.run()
        except BaseException as error:  # noqa: BLE001 - raised again where the bot has ended
            faults.append(error)
            bot.stop()

    worker = Thread(target=work, name="sync", daemon=True)
    worker.start()
    try:
        bot.run()
    finally:
        wake.stop()
        worker.join(_JOIN_SECONDS)
    if faults:
        raise faults[0]
