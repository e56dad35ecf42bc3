"""Writing rows from the program: one local transaction, then the loop is woken.

The network is never waited for.
"""

from collections.abc import Iterable, Mapping, Sequence

from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table, ValueRefusedError
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.ports.replica import Replica
from sheetanchor.ports.wake import Wake
from sheetanchor.services import numbers
from sheetanchor.services.local_writes import delete_row, replace_rows, write_row


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

        Raises ValueRefusedError, AppendOnlyError where a row of a log would change, and UnknownTableError;
        then nothing was written.
        """
        table = self._table(name)
        with self._replica.transaction() as tx:
            row = write_row(tx, table, values, self._clock.now())
        self._wake.wake()
        return row

    def add(self, name: str, values: Mapping[str, object]) -> Row:
        """Insert a row of a numbered table under a number that was never given before.

        Raises ValueRefusedError, also where the table is none, and UnknownTableError; then nothing was
        written.
        """
        table = self._table(name)
        if not table.numbered:
            raise ValueRefusedError(name, "", "only a numbered table gives numbers")
        with self._replica.transaction() as tx:
            number = numbers.give(tx, name)
            row = write_row(tx, table, {**values, table.key[0]: number}, self._clock.now())
        self._wake.wake()
        return row

    def replace(self, name: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Replace all rows of a full-replace table; raises ValueRefusedError and UnknownTableError."""
        table = self._table(name)
        with self._replica.transaction() as tx:
            replace_rows(tx, table, rows, self._clock.now())
        self._wake.wake()

    def delete(self, name: str, key: Key) -> None:
        """Delete a row on both sides; raises ValueRefusedError where the table does not allow it."""
        table = self._table(name)
        with self._replica.transaction() as tx:
            delete_row(tx, table, key, self._clock.now())
        self._wake.wake()

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            raise UnknownTableError(name)
        return self._tables[name]
