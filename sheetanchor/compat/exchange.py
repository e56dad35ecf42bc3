"""When the sheet is read and written around a call."""

from collections.abc import Callable
from threading import Lock
from typing import Protocol, TypeVar

from sheetanchor.compat.background import Background
from sheetanchor.compat.errors import NotYetInSheetError
from sheetanchor.domain.errors import OperatorError, RemoteError
from sheetanchor.ports.replica import Replica
from sheetanchor.services.straight import settled_pass
from sheetanchor.services.sync.loop import Passes
from sheetanchor.services.sync.report import PassReport

_Answer = TypeVar("_Answer")


class Exchange(Protocol):
    """Surrounds every call of the surface. Safe to use from any thread."""

    def read(self, ask: Callable[[], _Answer]) -> _Answer:
        """Answer a question."""

    def write(self, act: Callable[[], _Answer]) -> _Answer:
        """Carry out a change."""


class OneAtATime(Passes):
    """Lets the loop and a caller share an engine, which works for one at a time."""

    def __init__(self, engine: Passes) -> None:
        self._engine = engine
        self._turn = Lock()

    def run_pass(self, *, full: bool = False) -> PassReport:
        """Wait for the pass under way, then run one."""
        with self._turn:
            return self._engine.run_pass(full=full)


class LocalFirst(Exchange):
    """Everything is answered and saved here; the loop does the rest."""

    def __init__(self, background: Background) -> None:
        self._background = background

    def read(self, ask: Callable[[], _Answer]) -> _Answer:
        """From the replica."""
        self._background.require_alive()
        return ask()

    def write(self, act: Callable[[], _Answer]) -> _Answer:
        """Into the replica; the network is not waited for."""
        self._background.require_alive()
        return act()


class Through(Exchange):
    """Local first, but a pass is waited for: before every call, and after a change."""

    def __init__(self, passes: Passes, replica: Replica) -> None:
        self._passes = passes
        self._replica = replica

    def read(self, ask: Callable[[], _Answer]) -> _Answer:
        """From the sheet as it stands now."""
        settled_pass(self._passes, self._replica)
        return ask()

    def write(self, act: Callable[[], _Answer]) -> _Answer:
        """Saved here, then in the sheet; raises NotYetInSheetError where only the first is done."""
        answer = self.read(act)
        try:
            self._passes.run_pass()
        except (RemoteError, OperatorError) as error:
            raise NotYetInSheetError(
                f"the change is saved and goes to the sheet by itself, do not repeat it: {error}"
            ) from error
        return answer
