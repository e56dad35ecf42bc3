"""Settling a conflict that waits: what loses becomes the base, so that the next pass finds one change alone.

What either side has changed since the conflict was seen is a conflict again.
"""

from collections.abc import Sequence
from dataclasses import replace

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.cells import EMPTY
from sheetanchor.domain.tables.rows import Row, Source
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Values
from sheetanchor.services import numbers
from sheetanchor.services.sync.corrections import correct_log
from sheetanchor.services.sync.references import NewNumber, follow
from sheetanchor.services.sync.settlement import Settlement


def move_base(settlement: Settlement, tables: Sequence[Table]) -> None:
    """Tables: all there are. Raises CannotKeepError where the rows do not allow it any more."""
    if settlement.kept.conflict.loss is Loss.REKEYED:
        _settle_new_key(settlement, tables)
    elif settlement.table.is_whole:
        _move_list(settlement)
    elif settlement.table.is_log and _changes_log(settlement):
        correct_log(settlement)
    else:
        _move_cell(settlement)


def _changes_log(settlement: Settlement) -> bool:
    """Whether more is to be done than to let the local cell stand."""
    return settlement.kept.conflict.field is None or settlement.winner is Source.SHEETS


def _move_cell(settlement: Settlement) -> None:
    tx, table, key = settlement.tx, settlement.table, settlement.key
    losing = settlement.values_of(settlement.loser)
    if losing is None or tx.row(table.name, key) is None:
        raise settlement.refuse("its row is gone meanwhile")
    base = tx.base(table.name).get(key) or BaseRow(key, {}, table.fingerprint)
    tx.put_base(table.name, replace(base, cells={**base.cells, **_agreed(losing)}))


def _move_list(settlement: Settlement) -> None:
    tx, table = settlement.tx, settlement.table
    rows = tx.rows(table.name)
    if any(row.is_pending for row in rows.values()):
        raise settlement.refuse("the list was written again meanwhile; the next pass tells anew what differs")
    losing = settlement.with_side({key: row.values for key, row in rows.items()}, settlement.loser)
    for key in tx.base(table.name):
        tx.delete_base(table.name, key)
    for key, values in losing.items():
        tx.put_base(table.name, BaseRow(key, _agreed(values), table.fingerprint))


def _settle_new_key(settlement: Settlement, tables: Sequence[Table]) -> None:
    """The row goes on under its new key, with what was agreed on it and what was changed here meanwhile."""
    tx, table, key = settlement.tx, settlement.table, settlement.key
    if settlement.winner is Source.LOCAL:
        old = ", ".join(str(part) for part in key)
        raise settlement.refuse(
            f"type the key {old} into {settlement.kept.conflict.address} of tab {table.tab!r} again, "
            "then it ends by itself"
        )
    new = table.key_of(settlement.values_of(Source.SHEETS) or {})
    row, base = tx.row(table.name, key), tx.base(table.name).get(key)
    if row is None or base is None or tx.row(table.name, new) is not None:
        raise settlement.refuse("its rows are others meanwhile; the next pass tells anew what differs")
    named = dict(zip(table.key, new, strict=True))
    tx.delete(table.name, key, at=settlement.at, source=Source.SHEETS)
    tx.delete_base(table.name, key)
    tx.put(table.name, _under(row, named, settlement))
    tx.put_base(table.name, BaseRow(new, {**base.cells, **_agreed(named)}, base.fingerprint))
    if table.numbered:
        change = NewNumber(table.name, numbers.number_of(key), numbers.number_of(new), is_known=True)
        follow(tx, tables, change, settlement.at)


def _under(row: Row, named: Values, settlement: Settlement) -> Row:
    return replace(
        row,
        key=settlement.table.key_of(named),
        values={**row.values, **named},
        source=Source.SHEETS,
        version=row.version + 1,
        last_modified_at=settlement.at,
    )


def _agreed(values: Values) -> dict[str, BaseCell]:
    """An empty cell never stands as it stood, so that the sheet's is read for what it holds."""
    return {name: BaseCell(value, EMPTY) for name, value in values.items()}
