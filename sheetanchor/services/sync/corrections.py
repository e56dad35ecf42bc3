"""Settling what people did to a row of a log: no pass changes a known row, so it is done here, at once."""

from dataclasses import replace

from sheetanchor.domain.sync.append_only import WANTED_BACK
from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.tables.cells import EMPTY
from sheetanchor.domain.tables.rows import Row, Source
from sheetanchor.domain.tables.values import Values
from sheetanchor.services.sync.settlement import Settlement


def correct_log(settlement: Settlement) -> None:
    """Take a corrected cell or a deletion as the sheet has it, or want a deleted row back in the sheet.

    Raises CannotKeepError where the row is gone meanwhile.
    """
    row = settlement.tx.row(settlement.table.name, settlement.key)
    base = settlement.tx.base(settlement.table.name).get(settlement.key)
    if row is None:
        raise settlement.refuse("its row is gone meanwhile")
    corrected = settlement.values_of(Source.SHEETS)
    if corrected is not None:
        _correct(settlement, row, base, corrected)
    elif base is None or not base.missing:
        raise settlement.refuse("its row stands in the sheet again")
    elif settlement.winner is Source.SHEETS:
        _take_out(settlement)
    else:
        settlement.tx.put_base(settlement.table.name, replace(base, missing=WANTED_BACK))


def _correct(settlement: Settlement, row: Row, base: BaseRow | None, values: Values) -> None:
    tx, table = settlement.tx, settlement.table
    agreed = base or BaseRow(row.key, {}, table.fingerprint)
    cells = {name: BaseCell(value, EMPTY) for name, value in values.items()}
    tx.put_base(table.name, replace(agreed, cells={**agreed.cells, **cells}))
    corrected = replace(
        row,
        values={**row.values, **values},
        source=Source.SHEETS,
        version=row.version + 1,
        last_modified_at=settlement.at,
    )
    tx.put(table.name, corrected)


def _take_out(settlement: Settlement) -> None:
    tx, table, key = settlement.tx, settlement.table, settlement.key
    tx.delete(table.name, key, at=settlement.at, source=Source.SHEETS)
    tx.delete_base(table.name, key)
