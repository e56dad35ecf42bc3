"""Rebuilding what both sides agreed on: every difference becomes a question, nothing is deleted."""

from collections.abc import Mapping, Sequence

from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.tables.schema import Table, ValueRefusedError
from sheetanchor.domain.tables.values import Key, Values
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.services.sync import facts, old_version
from sheetanchor.services.sync.memory_text import dump_cells, load_cells
from sheetanchor.services.sync.others import State


class Resync:
    """Forgets the base of a table. Until the last difference is settled no policy decides in it.

    But for rows that the program deleted and that have still to go from the sheet: their base says so. Nor
    are derived cells forgotten, of which nobody is asked: what was agreed there nobody has typed since.
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
            forgotten = self._forgotten(tx, self._tables[name])
            _keep_derived(tx, self._tables[name], forgotten)
            for key in forgotten:
                tx.delete_base(name, key)
            tx.set_state(facts.resync(name), self._clock.now().isoformat())
            old_version.accept(tx, [name])
            tx.set_state(facts.SHEET_VERSION, None)

    @staticmethod
    def _forgotten(tx: Transaction, table: Table) -> list[Key]:
        base, rows = tx.base(table.name), tx.rows(table.name)
        keeps_deleted = table.deletions.from_local and not table.is_whole
        return [key for key in base if key in rows or not keeps_deleted]


def _keep_derived(tx: Transaction, table: Table, keys: Sequence[Key]) -> None:
    base, known = tx.base(table.name), agreed_derived(tx.state, table.name)
    fields = [column.field for column in table.derived]
    found = {
        key: {each: base[key].cells[each].value for each in fields if each in base[key].cells} for key in keys
    }
    if fields:
        tx.set_state(facts.agreed_derived(table.name), dump_cells({**known, **found}))


def agreed_derived(state: State, name: str) -> Mapping[Key, Values]:
    """Derived cells that were agreed before the base of a table was forgotten, by field."""
    text = state(facts.agreed_derived(name))
    return {} if text is None else load_cells(text)


def is_rebuilding(tx: Transaction, table: Table) -> bool:
    """Whether every difference is to be asked about."""
    return tx.state(facts.resync(table.name)) is not None


def end_if_settled(tx: Transaction, table: Table, plan: TablePlan) -> None:
    """Let policies decide again once nothing waits and every row could be read. The plan is applied."""
    if not (plan.held or plan.is_incomplete or tx.open_conflicts(table.name)):
        tx.set_state(facts.resync(table.name), None)
        tx.set_state(facts.agreed_derived(table.name), None)
