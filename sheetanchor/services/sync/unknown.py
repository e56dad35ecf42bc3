"""A batch of which nobody knows any more what it overwrote, or whether it was applied at all.

Nothing that it overwrote is confirmed unless it is read to stand there, and a person is asked to look.
"""

from collections.abc import Iterator
from datetime import datetime

from sheetanchor.domain.sync.debts import CellDebt, find_cell
from sheetanchor.domain.sync.decode import readable_columns
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.sync.tab import Tab, address
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Values
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync.applied import Part
from sheetanchor.services.sync.overwritten import LostCell


def keep_unknown(tx: Transaction, part: Part, at: datetime, *, is_sure: bool) -> None:
    """Ask about every cell and row that it wrote or deleted, if it was applied as far as can be seen."""
    gone = list(_gone(tx, part))
    if not (is_sure or gone or _looks_applied(part)):
        return
    asked = [*_cells(part), *_added(part, is_sure=is_sure), *_rows(part), *gone]
    for conflict in asked:
        tx.keep_conflict(conflict, at)
    if asked:
        message = (
            f"a batch was not answered, and what it overwrote in {len(asked)} places is not known: its "
            "copies are gone. Please look whether what stands there is right."
        )
        tx.log(SyncLogEntry(at, part.table.name, "push", "overwritten", rows=len(asked), message=message))


def _looks_applied(part: Part) -> bool:
    """Whether anything of it stands in the tab, or is gone: a batch is applied whole or not at all."""
    if part.tab is None:
        return True
    written = (debt for debt in part.written_cells() if debt.wrote != debt.owed)
    return (
        any(_stands(part.tab, debt) for debt in written)
        or any(part.place_of(number) is not None for number in range(len(part.sent.inserts)))
        or not all(part.stands_again(number) for number in range(len(part.sent.deletes)))
    )


def _stands(tab: Tab, debt: CellDebt) -> bool:
    """Whether a cell is as it was written, be it that another row stands there by now."""
    return tab.cell(debt.place, debt.column).value == debt.wrote or find_cell(tab, debt) is not None


def _cells(part: Part) -> Iterator[Conflict]:
    tab = part.tab or Tab(part.sent.write.sheet_id, part.table.tab, 0, 0, ())
    for debt in part.written_cells():
        lost = LostCell(part.table, tab, debt, is_known=False)
        if lost.key is not None:
            yield lost.conflict(lost.key)


def _added(part: Part, *, is_sure: bool) -> Iterator[Conflict]:
    """Rows that it was to add and that do not stand there: perhaps under other headers."""
    for number, (insert, row) in enumerate(zip(part.sent.write.inserts, part.sent.inserts, strict=True)):
        if row.key is not None and not part.stands_added(number, is_sure=is_sure):
            yield _lost(part.table, row.key, {}, row.values, address(insert.before, 0))


def _rows(part: Part) -> Iterator[Conflict]:
    """Rows that it was to delete: perhaps other ones stood in their places."""
    for place, delete in zip(part.sent.write.deletes, part.sent.deletes, strict=True):
        if delete.key is not None:
            yield _lost(part.table, delete.key, {}, None, address(place, 0))


def _gone(tx: Transaction, part: Part) -> Iterator[Conflict]:
    """Other rows that stood there and are gone: perhaps they were deleted in the place of what was meant."""
    if part.tab is None or not part.table.key or not part.sent.deletes:
        return
    meant, standing = {delete.key for delete in part.sent.deletes}, _keys_in(part.table, part.tab)
    for key, row in tx.base(part.table.name).items():
        if not row.missing and key not in standing and key not in meant:
            values = {field: cell.value for field, cell in row.cells.items()}
            yield _lost(part.table, key, values, None, None)


def _lost(table: Table, key: Key, sheet: Values, local: Values | None, where: str | None) -> Conflict:
    return Conflict(
        table=table.name,
        key=key,
        field=None,
        loss=Loss.OVERWRITTEN,
        sheet=sheet,
        local=local,
        winner=None,
        address=where,
    )


def _keys_in(table: Table, tab: Tab) -> set[Key]:
    """The keys of all rows in which they can be read."""
    columns, found = readable_columns(table, tab), set[Key]()
    for place in range(1, len(tab.rows)):
        try:
            found.add(
                tuple(table.by_field[name].kind.read(tab.cell(place, columns[name])) for name in table.key)
            )
        except (CellRefusedError, KeyError):
            continue
    return found
