"""Whether the sheet has still to learn something."""

from collections.abc import Sequence

from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync import facts


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
