"""Calls that keep nothing but the sheet: read it before every one, write it after a change."""

from collections.abc import Callable
from threading import RLock
from typing import Generic, Protocol, TypeVar

from sheetanchor.domain.errors import OperatorError, RemoteError, SheetanchorError
from sheetanchor.domain.sync.errors import OutcomeUnknownError
from sheetanchor.ports.errors import UnavailableError
from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.loop import Passes
from sheetanchor.services.sync.report import PassReport

_Answer = TypeVar("_Answer")
_MomentT = TypeVar("_MomentT")
_ATTEMPTS = 3


class NotWrittenError(RemoteError):
    """The change did not reach the sheet and was taken back; it may be tried again."""


class MaybeWrittenError(RemoteError):
    """No answer came from the sheet. The change is kept, and the next call settles it: do not repeat it."""


class UndoableReplica(Replica, Protocol[_MomentT]):
    """A replica that can forget what was committed since a moment."""

    def moment(self) -> _MomentT:
        """The replica as last committed."""

    def go_back(self, moment: _MomentT) -> None:
        """Forget everything since."""


def settled_pass(passes: Passes, replica: Replica, *, full: bool = False) -> PassReport:
    """A pass, and a second one where something has to be seen twice before it is believed."""
    report = passes.run_pass(full=full)
    return report if replica.state(facts.SHEET_VERSION) is not None else passes.run_pass(full=full)


class Straight(Generic[_MomentT]):
    """Nothing is kept but the sheet: a pass before every call, and one after a change.

    A change that does not reach the sheet is taken back. While a table is paused nothing is changed at all,
    for a shift without its bonuses would be half a shift.
    """

    def __init__(
        self, passes: Passes, replica: UndoableReplica[_MomentT], has_pending: Callable[[], bool]
    ) -> None:
        self._passes = passes
        self._replica = replica
        self._has_pending = has_pending
        self._turn = RLock()

    def read(self, ask: Callable[[], _Answer]) -> _Answer:
        """From the sheet as it stands now."""
        with self._turn:
            settled_pass(self._passes, self._replica)
            return ask()

    def write(self, act: Callable[[], _Answer]) -> _Answer:
        """In the sheet when it returns.

        Raises NotWrittenError and MaybeWrittenError, which say what became of the change.
        """
        with self._turn:
            settled_pass(self._passes, self._replica)
            self._require_unpaused()
            before = self._replica.moment()
            answer = act()
            if self._has_pending():
                self._send(before)
            return answer

    def _require_unpaused(self) -> None:
        for message in self._replica.pauses().values():
            raise UnavailableError(f"nothing was changed, for {message}")

    def _send(self, before: _MomentT) -> None:
        failure, is_open = self._try_to_send()
        if not self._has_pending():
            return
        if is_open:
            raise MaybeWrittenError(
                f"whether the change reached the sheet is not known ({failure}). It is kept and the next "
                "call settles it: do not repeat it."
            ) from failure
        reason = failure or self._why_not()
        self._replica.go_back(before)
        if isinstance(failure, OperatorError):
            raise failure
        raise NotWrittenError(f"the change did not reach the sheet and was taken back: {reason}") from failure

    def _try_to_send(self) -> tuple[SheetanchorError | None, bool]:
        """The last failure, and whether a batch may have been applied that nobody answered for."""
        failure, is_open = None, False
        for _ in range(_ATTEMPTS):
            try:
                self._passes.run_pass()
            except OutcomeUnknownError as error:
                failure, is_open = error, True
            except (RemoteError, OperatorError) as error:
                return error, is_open
            else:
                return None, False
        return failure, is_open

    def _why_not(self) -> str:
        pauses = [*self._replica.pauses().values()]
        return "; ".join(pauses) or "the sheet refuses a cell of it, or somebody edits the same row"
