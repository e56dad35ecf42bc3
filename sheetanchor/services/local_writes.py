"""How the program writes a row, a list or a deletion inside a transaction that is open already."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.tables.cells import EMPTY
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus, replaced_locally, written_locally
from sheetanchor.domain.tables.schema import Table, ValueRefusedError
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.replica import Transaction
from sheetanchor.services.sync import facts


def write_row(
    tx: Transaction, table: Table, values: Mapping[str, object], at: datetime, *, over_pins: bool = False
) -> Row:
    """Insert or change the row that the key fields in `values` name; raises ValueRefusedError.

    over_pins: a person wants these very values, in cells that were typed over and in rows of a log as well.
    """
    if table.is_whole:
        raise ValueRefusedError(table.name, "", "this table is replaced as a whole: use replace")
    key = table.key_of(table.accept_key(values))
    row = written_locally(table, tx.row(table.name, key), values, at, over_pins=over_pins)
    tx.put(table.name, row)
    return row


def replace_rows(tx: Transaction, table: Table, rows: Iterable[Mapping[str, object]], at: datetime) -> None:
    """Replace all rows of a full-replace table; raises ValueRefusedError."""
    if not table.is_whole:
        raise ValueRefusedError(table.name, "", "rows of this table are written one by one: use write")
    before = tx.rows(table.name)
    after = replaced_locally(table, before, list(rows), at)
    for row in after:
        tx.put(table.name, row)
    for key in before.keys() - {row.key for row in after}:
        tx.delete(table.name, key, at=at, source=Source.LOCAL)
    tx.set_state(facts.SHEET_VERSION, None)


def delete_row(tx: Transaction, table: Table, key: Key, at: datetime) -> None:
    """Delete a row on both sides; raises ValueRefusedError where the table does not allow it."""
    if not table.deletions.from_local:
        raise ValueRefusedError(table.name, "", "programs may not delete rows of this table")
    _remember_agreed(tx, table, key)
    tx.delete(table.name, key, at=at, source=Source.LOCAL)
    tx.set_state(facts.SHEET_VERSION, None)


def _remember_agreed(tx: Transaction, table: Table, key: Key) -> None:
    """Of a row that is deleted between a resync and its first pass nothing else would tell that it was here.

    The base is forgotten then, and a row in the sheet alone would be a new one.
    """
    row = tx.row(table.name, key)
    if row is None or row.status is not SyncStatus.SYNCED or key in tx.base(table.name):
        return
    cells = {name: BaseCell(value, EMPTY) for name, value in row.values.items()}
    tx.put_base(table.name, BaseRow(key, cells, table.fingerprint))
