"""When a batch was applied: what is the base now, and what did it overwrite that it had not read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.debts import CellDebt, Debt, Line, RowDebt, ScrapDebt
from sheetanchor.domain.sync.decode import bind_columns
from sheetanchor.domain.sync.problems import TablePausedError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellValue
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Value
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sheet import Overwritten, RowWrite, TabWritten
from sheetanchor.services.sync.sent import SentRow, SentTable


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of one table's part. unconfirmed: rows that stay pending. debts: what is owed to people."""

    unconfirmed: int
    debts: tuple[Debt, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is known of an applied batch: what it overwrote, and where it was answered how it stands now."""

    before: Overwritten | None
    written: TabWritten | None


def settle(
    tx: Transaction,
    table: Table,
    sent: SentTable,
    at: datetime,
    *,
    before: Overwritten | None,
    written: TabWritten | None = None,
) -> Settled:
    """Make what was written the base, cell by cell, but for what people changed meanwhile.

    before is None where it cannot be known any more; written is None where the answer was lost.
    """
    answer = _Answer(before, written)
    debts = tuple(_debts(table, sent, answer))
    confirmed = dict(_confirmed(table, sent, answer))
    total = sum(row.key is not None for row in (*sent.updates, *sent.inserts))
    if sent.whole is None:
        _confirm_rows(tx, table, sent, confirmed, at)
        _confirm_deletes(tx, sent, answer)
        return Settled(total - len(confirmed), debts)
    if len(confirmed) == total and not debts:
        _confirm_whole(tx, table, sent, at)
        return Settled(0, debts)
    return Settled(total, debts)


def _confirmed(
    table: Table, sent: SentTable, answer: _Answer
) -> Iterator[tuple[Key, Mapping[str, BaseCell]]]:
    """Rows that stand in the sheet as they were sent, with their agreed cells."""
    if answer.written is not None and not _header_holds(table, sent, answer.written.header):
        return
    for number, row in enumerate(sent.updates):
        if row.key is not None and not _overwrote_unseen(table, sent, answer, number):
            cells = _cells(sent, row, sent.write.updates[number].cells)
            if answer.written is None or _stands(table, sent, row, cells, answer.written.updates[number]):
                yield row.key, cells
    for number, row in enumerate(sent.inserts):
        if row.key is not None:
            cells = _cells(sent, row, sent.write.inserts[number].cells)
            if answer.written is None or _stands(table, sent, row, cells, answer.written.inserts[number]):
                yield row.key, cells


def _cells(sent: SentTable, row: SentRow, cells: Mapping[int, CellValue]) -> Mapping[str, BaseCell]:
    return {
        field: BaseCell(value, Cell(cells[sent.columns[field]]))
        for field, value in row.values.items()
        if sent.columns[field] in cells
    }


def _overwrote_unseen(table: Table, sent: SentTable, answer: _Answer, number: int) -> bool:
    if answer.before is None:
        return False
    before = _line(answer.before.updates[number])
    expected, write = sent.updates[number].expected, sent.write.updates[number]
    return not _is_same_row(table, sent, before, expected) or any(
        before[column] != expected[column] for column in write.cells
    )


def _is_same_row(table: Table, sent: SentTable, before: Line, expected: Line) -> bool:
    """Whether the row is the one that was read: by its key, in a list without keys by all our columns."""
    fields = table.key or tuple(sent.columns)
    return all(before[sent.columns[field]] == expected[sent.columns[field]] for field in fields)


def _debts(table: Table, sent: SentTable, answer: _Answer) -> Iterator[Debt]:
    if answer.before is None:
        return
    for number, write in enumerate(sent.write.updates):
        before, expected = _line(answer.before.updates[number]), sent.updates[number].expected
        is_same = not sent.columns or _is_same_row(table, sent, before, expected)
        changed = [column for column in write.cells if not is_same or before[column] != expected[column]]
        left = _left(answer, number, before, write)
        if before != expected:
            yield from sent.updates[number].debts
        for column in changed:
            if left[column] != before[column]:
                yield CellDebt(table.name, write.place, column, left[column], before[column], left)
    yield from _scraps(table, sent, answer)
    for number, delete in enumerate(sent.deletes):
        before = _line(answer.before.deletes[number])
        if before != delete.expected and any(value is not None for value in before):
            yield RowDebt(table.name, sent.write.deletes[number], before)
            yield from delete.debts


def _scraps(table: Table, sent: SentTable, answer: _Answer) -> Iterator[Debt]:
    """Rows inserted while somebody moved the columns: their values stand under the wrong headers."""
    if answer.written is None or not sent.columns or _header_holds(table, sent, answer.written.header):
        return
    for number, row in enumerate(sent.inserts):
        if row.key is not None:
            place = sent.write.inserts[number].before
            yield ScrapDebt(table.name, place, _line(answer.written.inserts[number]))


def _left(answer: _Answer, number: int, before: Line, write: RowWrite) -> Line:
    """The row as the batch left it."""
    if answer.written is not None:
        return _line(answer.written.updates[number])
    return tuple(write.cells.get(column, value) for column, value in enumerate(before))


def _line(cells: Sequence[Cell]) -> Line:
    return tuple(cell.value for cell in cells)


def _header_holds(table: Table, sent: SentTable, header: tuple[Cell, ...]) -> bool:
    """Whether the columns stand where they stood when the plan was made."""
    tab = Tab(sent.write.sheet_id, table.tab, sent.write.row_count, len(header), (header,))
    try:
        return bind_columns(table, tab) == sent.columns
    except TablePausedError:
        return False


def _stands(
    table: Table, sent: SentTable, row: SentRow, agreed: Mapping[str, BaseCell], cells: Sequence[Cell]
) -> bool:
    own_key = dict(zip(table.key, row.key or (), strict=True)) if table.key else {}
    expected = {**{field: cell.value for field, cell in agreed.items()}, **own_key}
    return all(
        _holds(table, field, _cell(cells, sent.columns[field]), value) for field, value in expected.items()
    )


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


def _confirm_rows(
    tx: Transaction,
    table: Table,
    sent: SentTable,
    confirmed: Mapping[Key, Mapping[str, BaseCell]],
    at: datetime,
) -> None:
    base = tx.base(table.name)
    for key, cells in confirmed.items():
        before = base[key].cells if key in base else {}
        tx.put_base(table.name, BaseRow(key, {**before, **cells}, sent.fingerprint))
    _mark_synced(tx, sent, confirmed, at)


def _confirm_deletes(tx: Transaction, sent: SentTable, answer: _Answer) -> None:
    """A row that was not the one we meant to delete keeps its base, and comes back."""
    for number, delete in enumerate(sent.deletes):
        is_ours = answer.before is None or _line(answer.before.deletes[number]) == delete.expected
        if delete.key is not None and is_ours:
            tx.delete_base(sent.table, delete.key)


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
