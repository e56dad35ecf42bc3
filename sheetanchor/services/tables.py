"""Writing rows from the program: one local transaction, then the loop is woken.

The network is never waited for.
"""

from collections.abc import Iterable, Mapping, Sequence

from sheetanchor.domain.tables.rows import Row, Source, replaced_locally, written_locally
from sheetanchor.domain.tables.schema import Table, ValueRefusedError
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.ports.replica import Replica
from sheetanchor.ports.wake import Wake
from sheetanchor.services.sync import facts


class LocalTables:
    """The tables as programs read and write them."""

    def __init__(self, tables: Sequence[Table], replica: Replica, clock: Clock, wake: Wake) -> None:
        self._tables = {table.name: table for table in tables}
        self._replica = replica
        self._clock = clock
        self._wake = wake

    def rows(self, name: str) -> Mapping[Key, Row]:
        """All rows of a table, read in microseconds; raises UnknownTableError."""
        return self._replica.snapshot(self._table(name).name)

    def write(self, name: str, values: Mapping[str, object]) -> Row:
        """Insert or change the row that the key fields in `values` name; other fields keep what they hold.

        Raises ValueRefusedError and UnknownTableError; then nothing was written.
        """
        table = self._table(name)
        if table.is_whole:
            raise ValueRefusedError(name, "", "this table is replaced as a whole: use replace")
        key = table.key_of(table.accept_key(values))
        with self._replica.transaction() as tx:
            row = written_locally(table, tx.row(name, key), values, self._clock.now())
            tx.put(name, row)
        self._wake.wake()
        return row

    def replace(self, name: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Replace all rows of a full-replace table; raises ValueRefusedError and UnknownTableError."""
        table = self._table(name)
        if not table.is_whole:
            raise ValueRefusedError(name, "", "rows of this table are written one by one: use write")
        with self._replica.transaction() as tx:
            before, at = tx.rows(name), self._clock.now()
            after = replaced_locally(table, before, list(rows), at)
            for row in after:
                tx.put(name, row)
            for key in before.keys() - {row.key for row in after}:
                tx.delete(name, key, at=at, source=Source.LOCAL)
            tx.set_state(facts.SHEET_VERSION, None)
        self._wake.wake()

    def delete(self, name: str, key: Key) -> None:
        """Delete a row on both sides; raises ValueRefusedError where the table does not allow it."""
        table = self._table(name)
        if not table.deletions.from_local:
            raise ValueRefusedError(name, "", "programs may not delete rows of this table")
        with self._replica.transaction() as tx:
            tx.delete(name, key, at=self._clock.now(), source=Source.LOCAL)
            tx.set_state(facts.SHEET_VERSION, None)
        self._wake.wake()

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            raise UnknownTableError(name)
        return self._tables[name]
