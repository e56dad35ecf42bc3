"""The pay tables inside one transaction: what stands in them, and the writes on them."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sheetanchor.domain.payroll.policy import PayPolicy
from sheetanchor.domain.payroll.shift import next_id
from sheetanchor.domain.tables.rows import Source, SyncStatus, pinned_as_typed, written_locally
from sheetanchor.domain.tables.values import Key, Values
from sheetanchor.ports.notifier import AdminNotice
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.services import numbers
from sheetanchor.services.payroll.reader import PayReader
from sheetanchor.services.payroll.tables import PayTables
from sheetanchor.services.payroll.views import LockedView
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.follow_ups import note_due


class PayBook:
    """Reads go to `read`, which sees what was written here. at: the instant of the transaction.

    notices: what to tell the admins; committed with all else, and told then. has_news: whether the sheet has
    to learn of it.
    """

    def __init__(
        self, replica: Replica, tx: Transaction, tables: PayTables, policy: PayPolicy, at: datetime
    ) -> None:
        self._tx = tx
        self._view = LockedView(replica, tx)
        self.tables = tables
        self.policy = policy
        self.read = PayReader(self._view, tables, policy)
        self.at = at
        self.notices: list[AdminNotice] = []
        self.has_news = False

    def row(self, table: str, key: Key) -> Values | None:
        """The values of one row, None where there is none."""
        row = self._tx.row(table, key)
        return None if row is None else row.values

    def write(
        self,
        table: str,
        values: Mapping[str, object],
        *,
        typed: Collection[str] = (),
        over_pins: bool = False,
    ) -> None:
        """Insert or change the row that the key fields name; other fields keep what they hold.

        A cell that a person typed over keeps that, and what is written waits beside it. typed: cells of which
        it turns out now that a person typed them. over_pins: a person wants these very values. Raises
        ValueRefusedError.
        """
        declared = self.tables[table]
        key = declared.key_of(declared.accept_key(values))
        before = self._tx.row(table, key)
        known = before if before is None else pinned_as_typed(before, typed)
        row = written_locally(declared, known, values, self.at, over_pins=over_pins)
        if declared.is_local:
            row = replace(row, status=SyncStatus.SYNCED)
        if row != before:
            self._tx.put(table, row)
            self.has_news = self.has_news or not declared.is_local

    def taken_over_at(self) -> datetime:
        """When what another program kept was taken over last; now, where nothing was before."""
        known = self._tx.state(facts.TAKEN_OVER_AT)
        if known is None:
            self._tx.set_state(facts.TAKEN_OVER_AT, self.at.isoformat())
        return self.at if known is None else datetime.fromisoformat(known)

    def fact(self, name: str) -> str | None:
        """What is remembered beside the tables."""
        return self._tx.state(name)

    def set_fact(self, name: str, text: str | None) -> None:
        """Remember it, or forget it."""
        self._tx.set_state(name, text)

    def delete(self, table: str, key: Key) -> None:
        """Delete a row of a table that stands in the replica alone."""
        self._tx.delete(table, key, at=self.at, source=Source.LOCAL)

    def follow_up(self) -> None:
        """Something is still to be computed, once this is committed."""
        note_due(self._tx)

    def new_id(self, table: str) -> int:
        """An id above all that ever stood in the table as far as we saw it, and never given again."""
        given = self.next_id(table)
        numbers.note(self._tx, table, given)
        return given

    def next_id(self, table: str) -> int:
        """The id that `new_id` would give, without giving it."""
        return next_id(self._ids(table), numbers.highest(self._tx, table))

    def _ids(self, table: str) -> Iterable[int]:
        held = (cell.key for cell in self._view.held(table) if cell.key is not None)
        keys = (*self._tx.rows(table), *self._tx.base(table), *held)
        return numbers.followed(key[0] for key in keys if isinstance(key[0], int))
