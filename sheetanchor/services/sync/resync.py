"""Rebuilding what both sides agreed on: every difference becomes a question, nothing is deleted."""

from collections.abc import Sequence

from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.tables.schema import Table, ValueRefusedError
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.services.sync import facts, old_version


class Resync:
    """Forgets the base of a table. Until the last difference is settled no policy decides in it.

    But for rows that the program deleted and that have still to go from the sheet: their base says so.
    """

    def __init__(self, tables: Sequence[Table], replica: Replica, clock: Clock) -> None:
        self._tables = {table.name: table for table in tables}
        self._replica = replica
        self._clock = clock

    def request(self, name: str) -> None:
        """Begin with the next pass; raises UnknownTableError, ValueRefusedError for a table without a tab."""
        if name not in self._tables:
            raise UnknownTableError(name)
        if self._tables[name].is_local:
            raise ValueRefusedError(name, "", "this table has no tab")
        with self._replica.transaction() as tx:
            for key in self._forgotten(tx, self._tables[name]):
                tx.delete_base(name, key)
            tx.set_state(facts.resync(name), self._clock.now().isoformat())
            old_version.accept(tx, [name])
            tx.set_state(facts.SHEET_VERSION, None)

    @staticmethod
    def _forgotten(tx: Transaction, table: Table) -> list[Key]:
        base, rows = tx.base(table.name), tx.rows(table.name)
        keeps_deleted = table.deletions.from_local and not table.is_whole
        return [key for key in base if key in rows or not keeps_deleted]


def is_rebuilding(tx: Transaction, table: Table) -> bool:
    """Whether every difference is to be asked about."""
    return tx.state(facts.resync(table.name)) is not None


def end_if_settled(tx: Transaction, table: Table, plan: TablePlan) -> None:
    """Let policies decide again once nothing waits and every row could be read. The plan is applied."""
    if not (plan.held or plan.is_incomplete or tx.open_conflicts(table.name)):
        tx.set_state(facts.resync(table.name), None)
