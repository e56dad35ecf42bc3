"""Looking at what became of a row, and bringing back what it was."""

from collections.abc import Sequence
from datetime import datetime

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.tables.changes import Change, as_of
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.shown import shown_key
from sheetanchor.domain.tables.values import Key, Value, Values
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.ports.replica import Replica
from sheetanchor.ports.wake import Wake
from sheetanchor.services.local_writes import replace_rows, write_row
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.follow_ups import note_due

_MOMENT = "%Y-%m-%d %H:%M:%S %Z"


class CannotRestoreError(InputError):
    """What was asked for cannot be brought back; nothing was changed."""

    def __init__(self, table: Table, key: Key | None, at: datetime, reason: str) -> None:
        row = "" if key is None else f", row {shown_key(table, key)}"
        super().__init__(f"table {table.name!r}{row}, at {at:{_MOMENT}}: {reason}. Nothing was changed.")


class RowHistory:
    """The history of all tables that keep one, those that stand in the replica alone included."""

    def __init__(self, tables: Sequence[Table], replica: Replica, clock: Clock, wake: Wake) -> None:
        self._tables = {table.name: table for table in tables}
        self._replica = replica
        self._clock = clock
        self._wake = wake

    def table(self, name: str) -> Table:
        """The declaration; raises UnknownTableError."""
        if name not in self._tables:
            raise UnknownTableError(name)
        return self._tables[name]

    def changes(self, name: str, key: Key | None = None, limit: int | None = None) -> tuple[Change, ...]:
        """The changes of a row, or of all rows of a table, the newest first; none where it keeps no history.

        Raises UnknownTableError.
        """
        return self._replica.history(self.table(name).name, key, limit)

    def restore(self, name: str, key: Key, at: datetime) -> bool:
        """Write the row as it stood at an instant, deleted ones too, as a program writes, so that it syncs.

        False where it stands so already. Raises UnknownTableError, CannotRestoreError, ValueRefusedError.
        """
        table = self.table(name)
        if table.is_whole:
            raise CannotRestoreError(table, key, at, "a list is brought back as a whole; leave the row out")
        then = self._as_of(table, at, key)
        if key not in then:
            raise CannotRestoreError(table, key, at, self._absence(table, key, at))
        return self._write(table, {key: then[key]})

    def restore_list(self, name: str, at: datetime) -> bool:
        """The same for all rows of a full-replace table at once."""
        table = self.table(name)
        if not table.is_whole:
            raise CannotRestoreError(
                table, None, at, "rows of this table are brought back one by one; name one"
            )
        then = self._as_of(table, at)
        if not then:
            raise CannotRestoreError(table, None, at, "there were no rows")
        return self._write(table, then)

    def _absence(self, table: Table, key: Key, at: datetime) -> str:
        """Before the first pass that saw a row it may have stood in the sheet all the same."""
        kept = self._replica.history(table.name, key)
        if not kept or kept[-1].at <= at:
            return "there was no such row"
        return f"no such row is known then, for what is kept of it begins at {kept[-1].at:{_MOMENT}}"

    def _as_of(self, table: Table, at: datetime, key: Key | None = None) -> dict[Key, Values]:
        begins = self._replica.state(facts.HISTORY_BEGINS)
        if begins is not None and at < datetime.fromisoformat(begins):
            raise CannotRestoreError(
                table, key, at, f"the history begins at {begins}, older changes are forgotten"
            )
        if not table.keeps_history:
            raise CannotRestoreError(table, key, at, "this table keeps no history")
        now = {known: row.values for known, row in self._replica.snapshot(table.name).items()}
        return as_of(now, self._replica.history(table.name, key), at)

    def _write(self, table: Table, rows: dict[Key, Values]) -> bool:
        values = [_declared(table, rows[key]) for key in sorted(rows, key=lambda key: str(key[0]).zfill(9))]
        with self._replica.transaction() as tx:
            before = tx.rows(table.name)
            if table.is_whole:
                replace_rows(tx, table, values, self._clock.now())
            else:
                write_row(tx, table, values[0], self._clock.now(), over_pins=True)
            is_changed = tx.rows(table.name) != before
            if is_changed:
                note_due(tx)
        self._wake.wake()
        return is_changed


def _declared(table: Table, values: Values) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name in table.by_field}
