"""Settling a conflict that waits: what loses becomes the base, so that the next pass finds one change alone.

What either side has changed since the conflict was seen is a conflict again.
"""

from dataclasses import replace

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.cells import EMPTY
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.values import Values
from sheetanchor.services.sync.settlement import Settlement


def move_base(settlement: Settlement) -> None:
    """Raises CannotKeepError where the rows do not allow it any more."""
    if settlement.kept.conflict.loss is Loss.REKEYED:
        _settle_new_key(settlement)
    elif settlement.table.is_whole:
        _move_list(settlement)
    else:
        _move_cell(settlement)


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


def _settle_new_key(settlement: Settlement) -> None:
    """The row of the old key goes, so that the next pass takes the one of the new key."""
    tx, table, key = settlement.tx, settlement.table, settlement.key
    if settlement.winner is Source.LOCAL:
        old = ", ".join(str(part) for part in key)
        raise settlement.refuse(
            f"type the key {old} into {settlement.kept.conflict.address} of tab {table.tab!r} again, "
            "then it ends by itself"
        )
    tx.delete(table.name, key, at=settlement.at, source=Source.SHEETS)
    tx.delete_base(table.name, key)


def _agreed(values: Values) -> dict[str, BaseCell]:
    """An empty cell never stands as it stood, so that the sheet's is read for what it holds."""
    return {name: BaseCell(value, EMPTY) for name, value in values.items()}
