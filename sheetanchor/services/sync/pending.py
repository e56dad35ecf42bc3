"""Whether the sheet has still to learn something."""

from collections.abc import Callable, Mapping, Sequence

from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.digest import digest


class PendingWork:
    """Looks at the replica; called, it says whether a row waits or a batch has to be looked after."""

    def __init__(self, tables: Sequence[Table], replica: Replica) -> None:
        self._tables = [table for table in tables if not table.is_local]
        self._replica = replica

    def __call__(self) -> bool:
        """Costs microseconds."""
        return (
            self._replica.state(facts.INTENT) is not None
            or self._replica.state(facts.DEBTS) is not None
            or any(
                row.is_pending
                for table in self._tables
                for row in self._replica.snapshot(table.name).values()
            )
        )


class SendableWork:
    """The same, but for what could not go when the sheet was read last: a held row, a paused table.

    Whatever lets it go changes the sheet, or is a write of the program.
    """

    def __init__(self, tables: Sequence[Table], replica: Replica) -> None:
        self._tables = [table for table in tables if not table.is_local]
        self._replica = replica

    def __call__(self) -> bool:
        """Costs microseconds for each row that waits."""
        if self._replica.state(facts.INTENT) is not None:
            return True
        waiting = _waiting(self._tables, self._replica.snapshot, self._replica.state(facts.DEBTS))
        return waiting is not None and waiting != self._replica.state(facts.STUCK)


def note_stuck(tx: Transaction, tables: Sequence[Table]) -> None:
    """All that could be sent was: what waits now waits for the sheet to change, or to be written anew."""
    waiting = _waiting(tables, tx.rows, tx.state(facts.DEBTS))
    if waiting != tx.state(facts.STUCK):
        tx.set_state(facts.STUCK, waiting)


def _waiting(
    tables: Sequence[Table], rows_of: Callable[[str], Mapping[Key, Row]], debts: str | None
) -> str | None:
    rows = [
        (table.name, key, row.version)
        for table in tables
        for key, row in rows_of(table.name).items()
        if row.is_pending
    ]
    return digest([rows, debts]) if rows or debts is not None else None
