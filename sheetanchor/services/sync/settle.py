"""When a batch was applied: what is the base now, and what did it overwrite that it had not read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.debts import Debt, RowDebt, ScrapDebt
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell, Written, shown_by
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Value
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sheet import Overwritten, TabWritten
from sheetanchor.services.sync.applied import Part
from sheetanchor.services.sync.owed_again import carried_on
from sheetanchor.services.sync.sent import SentRow, SentTable
from sheetanchor.services.sync.unknown import keep_unknown


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one table's part. unconfirmed: rows that stay pending. debts: what is owed to people."""

    unconfirmed: int
    debts: tuple[Debt, ...]


def settle(
    tx: Transaction,
    table: Table,
    sent: SentTable,
    at: datetime,
    *,
    before: Overwritten | None,
    written: TabWritten | None = None,
    tab: Tab | None = None,
    is_sure: bool = True,
) -> Settled:
    """Make what was written the base, cell by cell, but for what people changed meanwhile.

    before is None where it cannot be known any more, is_sure False where nobody knows whether it was written;
    written is None where the answer was lost; then tab is the tab as read afterwards.
    """
    part = Part(table, sent, before, written, tab)
    if before is None:
        return _settle_unknown(tx, part, at, is_sure=is_sure)
    if sent.whole is not None:
        return _settle_whole(tx, part, at)
    debts = tuple(_debts(part))
    confirmed = dict(_confirmed(part))
    whole = confirmed.keys() - {
        row.key for number, row in enumerate(sent.updates) if part.overwrote_unseen(number)
    }
    _confirm_cells(tx, table, sent, confirmed)
    _mark_synced(tx, sent, whole, at)
    _confirm_deletes(tx, part)
    return Settled(_total(sent) - len(whole), debts)


def _settle_unknown(tx: Transaction, part: Part, at: datetime, *, is_sure: bool) -> Settled:
    """What is read to stand there is the base; all else stays pending.

    A list stays so as a whole: the next read shows whether it stands there.
    """
    keep_unknown(tx, part, at, is_sure=is_sure)
    sent = part.sent
    if sent.whole is not None:
        return Settled(_total(sent), ())
    confirmed = {
        row.key: _cells(sent, row, sent.write.updates[number].cells)
        for number, row in enumerate(sent.updates)
        if row.key is not None and part.stands(number)
    }
    added = dict(_added(part))
    standing = {
        row.key
        for number, row in enumerate(sent.inserts)
        if row.key in added and part.stands_added(number, is_sure=is_sure)
    }
    confirmed.update((key, cells) for key, cells in added.items() if key in standing)
    _confirm_cells(tx, part.table, sent, confirmed)
    _mark_synced(tx, sent, confirmed, at)
    for number, delete in enumerate(sent.deletes if is_sure else ()):
        if delete.key is not None and not part.stands_again(number):
            tx.delete_base(part.table.name, delete.key)
    return Settled(_total(sent) - len(confirmed), ())


def _total(sent: SentTable) -> int:
    return sum(row.key is not None for row in (*sent.updates, *sent.inserts))


def _settle_whole(tx: Transaction, part: Part, at: datetime) -> Settled:
    """A list is one value: if anything of it was not as read, all that was done to it is undone."""
    sent, total = part.sent, len(part.sent.whole or ())
    is_undisturbed = part.has_columns and all(map(part.is_as_read, range(len(sent.updates))))
    was_meant = is_undisturbed and all(map(part.was_meant, range(len(sent.deletes))))
    if was_meant and len(dict(_confirmed(part))) == _total(sent):
        _confirm_whole(tx, part.table, sent, at)
        return Settled(0, ())
    return Settled(total, (*_cells_back(part), *_scraps(part, is_all=True), *_rows_back(part)))


def _confirmed(part: Part) -> Iterator[tuple[Key, Mapping[str, BaseCell]]]:
    """Rows that stand in the sheet as they were sent, with their agreed cells.

    Cells that overwrote something unseen are none.
    """
    sent = part.sent
    for number, row in enumerate(sent.updates):
        cells, changed = sent.write.updates[number].cells, part.changed(number)
        agreed = _cells(sent, row, {column: cells[column] for column in cells.keys() - set(changed)})
        if row.key is not None and agreed and part.is_same_row(number) and _is_updated(part, number):
            yield row.key, agreed
    yield from _added(part) if part.has_columns else ()


def _added(part: Part) -> Iterator[tuple[Key, Mapping[str, BaseCell]]]:
    for number, row in enumerate(part.sent.inserts):
        if row.key is not None and _is_inserted(part, number):
            yield row.key, _cells(part.sent, row, part.sent.write.inserts[number].cells)


def _is_updated(part: Part, number: int) -> bool:
    """Whether an updated row reads back as it was meant, as far as can be known."""
    row = part.sent.updates[number]
    cells = _cells(part.sent, row, part.sent.write.updates[number].cells)
    return part.written is None or _stands(part, row, cells, part.written.updates[number])


def _is_inserted(part: Part, number: int) -> bool:
    """Whether an inserted row reads back as it was meant: it may have got formats of another neighbour."""
    row, standing = part.sent.inserts[number], part.inserted_cells(number)
    cells = _cells(part.sent, row, part.sent.write.inserts[number].cells)
    return standing is None or _stands(part, row, cells, standing)


def _cells(sent: SentTable, row: SentRow, cells: Mapping[int, Written]) -> Mapping[str, BaseCell]:
    return {
        field: BaseCell(value, Cell(shown_by(cells[sent.columns[field]])))
        for field, value in row.values.items()
        if sent.columns[field] in cells
    }


def _debts(part: Part) -> Iterator[Debt]:
    for number in range(len(part.sent.updates)):
        is_plain = part.overwrote_unseen(number) or _is_updated(part, number)
        made = part.owed_cells(number, None if is_plain else part.sent.write.updates[number].cells)
        yield from made if part.is_same_row(number) else carried_on(part, number, list(made))
    yield from _scraps(part, is_all=not part.has_columns)
    for number, delete in enumerate(part.sent.deletes):
        if not part.was_meant(number):
            yield from _row_back(part, number)
            yield from delete.debts


def _cells_back(part: Part) -> Iterator[Debt]:
    for number in range(len(part.sent.updates)):
        yield from part.owed_cells(number, part.sent.write.updates[number].cells)


def _scraps(part: Part, *, is_all: bool) -> Iterator[Debt]:
    """Rows inserted as they should not have been: under the wrong headers, or with formats that mislead."""
    for number, row in enumerate(part.sent.inserts):
        if is_all or not _is_inserted(part, number):
            place = part.sent.write.inserts[number].before
            yield ScrapDebt(part.table.name, place, part.inserted(number), part.header)
            yield from row.debts


def _rows_back(part: Part) -> Iterator[Debt]:
    for number in range(len(part.sent.deletes)):
        yield from _row_back(part, number)


def _row_back(part: Part, number: int) -> Iterator[Debt]:
    line, place = part.deleted(number), part.final_place(part.sent.write.deletes[number])
    formulas, formats = part.deleted_formulas(number), part.deleted_formats(number)
    if formulas or any(value is not None for value in line):
        yield RowDebt(part.table.name, place, line, part.header, formats, part.key_columns, formulas)


def _stands(part: Part, row: SentRow, agreed: Mapping[str, BaseCell], cells: Sequence[Cell]) -> bool:
    table, columns = part.table, part.sent.columns
    own_key = dict(zip(table.key, row.key, strict=True)) if table.key and row.key else {}
    expected = {**{field: cell.value for field, cell in agreed.items()}, **own_key}
    return all(_holds(table, field, _cell(cells, columns[field]), value) for field, value in expected.items())


def _cell(cells: Sequence[Cell], column: int) -> Cell:
    return cells[column] if column < len(cells) else EMPTY


def _holds(table: Table, field: str, cell: Cell, value: Value) -> bool:
    column = table.by_field[field]
    if cell.is_empty:
        return value is None or value == column.default
    try:
        return column.kind.read(cell) == value
    except CellRefusedError:
        return False


def _confirm_cells(
    tx: Transaction, table: Table, sent: SentTable, confirmed: Mapping[Key, Mapping[str, BaseCell]]
) -> None:
    base = tx.base(table.name)
    for key, cells in confirmed.items():
        before = base[key].cells if key in base else {}
        tx.put_base(table.name, BaseRow(key, {**before, **cells}, sent.fingerprint))


def _confirm_deletes(tx: Transaction, part: Part) -> None:
    """A row that was not the one we meant to delete keeps its base, and comes back."""
    for number, delete in enumerate(part.sent.deletes):
        if delete.key is not None and part.was_meant(number):
            tx.delete_base(part.table.name, delete.key)


def _confirm_whole(tx: Transaction, table: Table, sent: SentTable, at: datetime) -> None:
    rows = {row.key: row for row in sent.whole or () if row.key is not None}
    for key in tx.base(table.name).keys() - rows.keys():
        tx.delete_base(table.name, key)
    for key, row in rows.items():
        cells = {field: BaseCell(value, EMPTY) for field, value in row.values.items()}
        tx.put_base(table.name, BaseRow(key, cells, sent.fingerprint))
    _mark_synced(tx, sent, rows, at)


def _mark_synced(tx: Transaction, sent: SentTable, keys: Iterable[Key], at: datetime) -> None:
    """Rows that nobody edited since are synced, or wait for a person."""
    waiting = {kept.conflict.key for kept in tx.open_conflicts(sent.table)}
    for key in keys:
        row = tx.row(sent.table, key)
        if row is not None and row.version == sent.versions.get(key):
            status = SyncStatus.CONFLICT if key in waiting else SyncStatus.SYNCED
            tx.put(sent.table, replace(row, status=status, last_synced_at=at))
