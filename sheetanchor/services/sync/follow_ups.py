"""What follows from rows that the sheet changed: due until it is done, after a failure or a crash too."""

from collections.abc import Callable, Sequence

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.services.sync import facts, journal


def note_due(tx: Transaction) -> None:
    """Rows were changed in this transaction that something may follow from."""
    tx.set_state(facts.FOLLOW_UP_DUE, str(int(tx.state(facts.FOLLOW_UP_DUE) or 0) + 1))


class FollowUps:
    """steps: each may be done any number of times, for it changes nothing where nothing is to be changed."""

    def __init__(self, replica: Replica, clock: Clock, steps: Sequence[Callable[[], object]]) -> None:
        self._replica = replica
        self._clock = clock
        self._steps = steps

    def run(self) -> bool:
        """Do what is due; whether anything was.

        A step that fails takes nothing back and stops no other: all are due again. The log gets a line when
        a failure begins or becomes another one.
        """
        due = self._replica.state(facts.FOLLOW_UP_DUE) if self._steps else None
        if due is None:
            return False
        failures = [failure for failure in map(_failure, self._steps) if failure is not None]
        if failures:
            self._note(failures)
        else:
            self._conclude(due)
        return True

    def _note(self, failures: Sequence[SheetanchorError]) -> None:
        said = "; ".join(f"{type(failure).__name__}: {failure}" for failure in failures)
        if said == self._replica.state(facts.FOLLOW_UP_ERROR):
            return
        with self._replica.transaction() as tx:
            tx.set_state(facts.FOLLOW_UP_ERROR, said)
            if tx.state(facts.FOLLOW_UP_FAILING_SINCE) is None:
                tx.set_state(facts.FOLLOW_UP_FAILING_SINCE, self._clock.now().isoformat())
        for failure in failures:
            journal.log_failure(self._replica, self._clock.now(), "follow-up", failure)

    def _conclude(self, due: str) -> None:
        """What changed meanwhile stays due."""
        with self._replica.transaction() as tx:
            tx.set_state(facts.FOLLOW_UP_ERROR, None)
            tx.set_state(facts.FOLLOW_UP_FAILING_SINCE, None)
            if tx.state(facts.FOLLOW_UP_DUE) == due:
                tx.set_state(facts.FOLLOW_UP_DUE, None)


def _failure(step: Callable[[], object]) -> SheetanchorError | None:
    try:
        step()
    except SheetanchorError as error:
        return error
    return None
