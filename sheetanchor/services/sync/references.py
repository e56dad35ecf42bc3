"""Columns that hold the number of a row of another table follow it when it is changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sheetanchor.domain.tables.rows import Row, Source, SyncStatus, written_locally
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.ports.replica import Transaction


@dataclass(frozen=True, slots=True)
class NewNumber:
    """Row `old` of a numbered table is row `new` from now on.

    is_known: the sheet knows the row. Where it does not, what the sheet says of `old` is said of another row.
    """

    table: str
    old: int
    new: int
    is_known: bool


def follow(tx: Transaction, tables: Sequence[Table], change: NewNumber, at: datetime) -> None:
    """Have everything that refers to the row refer to its new number."""
    for table in tables:
        for column in table.columns:
            if column.refers_to == change.table:
                for row in tuple(_referring(tx, table, column, change)):
                    _write(tx, table, row, {column.field: change.new}, at)


def _referring(tx: Transaction, table: Table, column: Column, change: NewNumber) -> Iterator[Row]:
    base = {} if table.is_local or change.is_known else tx.base(table.name)
    for row in tx.rows(table.name).values():
        agreed = base[row.key].cells.get(column.field) if row.key in base else None
        if row.values.get(column.field) == change.old and (agreed is None or agreed.value != change.old):
            yield row


def _write(tx: Transaction, table: Table, row: Row, values: dict[str, int], at: datetime) -> None:
    if values.keys() & set(table.key):
        tx.delete(table.name, row.key, at=at, source=Source.LOCAL)
        written = written_locally(table, None, {**row.values, **values}, at)
    else:
        # Which row is meant stays the same, so that a log follows as well.
        written = written_locally(table, row, values, at, over_pins=table.is_log)
    tx.put(table.name, replace(written, status=SyncStatus.SYNCED) if table.is_local else written)
