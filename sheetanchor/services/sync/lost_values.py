"""Settling a conflict otherwise than it was decided: what it lost is written, as the program writes."""

from collections.abc import Sequence

from sheetanchor.domain.sync.outcomes import Loss
from sheetanchor.domain.tables.changes import Change, as_of
from sheetanchor.domain.tables.rows import Source
from sheetanchor.services.local_writes import delete_row, replace_rows, write_row
from sheetanchor.services.sync.settlement import Settlement


def restore_loser(settlement: Settlement, history: Sequence[Change]) -> None:
    """Write the side that lost; raises CannotKeepError, ValueRefusedError.

    history: of the table, the newest first, from which a list is put together as it was.
    """
    if settlement.table.is_whole and settlement.kept.conflict.loss is not Loss.NOT_WRITABLE:
        _write_list(settlement, history)
    else:
        _write_row(settlement)


def put_back(settlement: Settlement) -> None:
    """Write what was overwritten unseen, or again what overwrote it; raises as above."""
    if settlement.kept.is_waiting and settlement.winner is Source.LOCAL:
        return
    if settlement.table.is_whole:
        _put_back_in_list(settlement)
    else:
        _write_row(settlement)


def _put_back_in_list(settlement: Settlement) -> None:
    tx, table, wanted = settlement.tx, settlement.table, settlement.values_of(settlement.winner)
    rows = {key: row.values for key, row in tx.rows(table.name).items()}
    if not wanted or rows.get(settlement.key) != settlement.values_of(settlement.loser):
        raise settlement.refuse("the list was changed meanwhile; type it into the sheet")
    replace_rows(tx, table, list({**rows, settlement.key: wanted}.values()), settlement.at)


def _write_list(settlement: Settlement, history: Sequence[Change]) -> None:
    tx, table = settlement.tx, settlement.table
    now = {key: row.values for key, row in tx.rows(table.name).items()}
    then = settlement.with_side(as_of(now, history, settlement.kept.at), settlement.winner)
    in_order = sorted(then.items(), key=lambda entry: str(entry[0][0]).zfill(9))
    replace_rows(tx, table, [values for _, values in in_order], settlement.at)


def _write_row(settlement: Settlement) -> None:
    tx, table, key = settlement.tx, settlement.table, settlement.key
    values = settlement.values_of(settlement.winner)
    is_gone = tx.row(table.name, key) is None
    if values is None and not table.deletions.from_local:
        raise settlement.refuse("programs may not delete rows of this table; delete the row in the sheet")
    if table.is_whole or (is_gone and settlement.kept.conflict.field is not None):
        raise settlement.refuse("its row is gone or has moved meanwhile")
    if values is None:
        delete_row(tx, table, key, settlement.at)
    else:
        named = {**values, **dict(zip(table.key, key, strict=True))}
        write_row(tx, table, named, settlement.at, over_pins=table.is_log)
