"""One table's part of a batch that was applied: what stood there, compared with what had been read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from sheetanchor.domain.sync.debts import (
    CellDebt,
    Line,
    RowDebt,
    ScrapDebt,
    columns_now,
    find_again,
    find_scrap,
    moved_columns,
)
from sheetanchor.domain.sync.formulas import FormulaAt, rows_named
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat, CellValue, Formula, shown_by
from sheetanchor.domain.tables.schema import Table, header_key
from sheetanchor.ports.sheet import Overwritten, TabWritten
from sheetanchor.services.sync.sent import SentDelete, SentRow, SentTable


@dataclass(frozen=True)
class Part:
    """before is None where it cannot be known any more, written where the answer was lost.

    tab: where the answer was lost, the tab as read afterwards.

    The first row of every part's updates is the header row, which is only read.
    """

    table: Table
    sent: SentTable
    before: Overwritten | None
    written: TabWritten | None
    tab: Tab | None = None

    @cached_property
    def header(self) -> Line:
        """The header row as the batch found it, as far as known."""
        return self.sent.updates[0].expected if self.before is None else self.overwritten(0)

    @cached_property
    def has_columns(self) -> bool:
        """Whether our columns stood where they stood when the plan was made."""
        return all(self._is_headed_as_read(column) for column in self.sent.columns.values())

    def overwritten(self, number: int) -> Line:
        """An updated row as the batch found it; only where that is known."""
        assert self.before is not None  # noqa: S101 - narrowed by the callers
        return tuple(cell.value for cell in self.before.updates[number])

    def deleted(self, number: int) -> Line:
        """A deleted row as the batch found it; only where that is known."""
        assert self.before is not None  # noqa: S101 - narrowed by the callers
        return tuple(cell.value for cell in self.before.deletes[number])

    def inserted(self, number: int) -> Line:
        """An inserted row as the batch left it."""
        if self.written is not None:
            return tuple(cell.value for cell in self.written.inserts[number])
        cells = self.sent.write.inserts[number].cells
        return tuple(shown_by(cells.get(column)) for column in range(self.sent.write.width))

    def final_place(self, place: int) -> int:
        """Where a row that stood at `place` before the batch stands after it, or the row that followed it."""
        inserted = sum(insert.before <= place for insert in self.sent.write.inserts)
        return place + inserted - sum(deleted < place for deleted in self.sent.write.deletes)

    def inserted_cells(self, number: int) -> tuple[Cell, ...] | None:
        """An inserted row with its formats, None where it cannot be told from others any more."""
        if self.written is not None:
            return self.written.inserts[number]
        place = self.place_of(number)
        if self.tab is None or place is None:
            return None
        columns = columns_now(self.header, self.tab)
        return tuple(
            self.tab.cell(place, columns[column]) if column in columns else EMPTY
            for column in range(self.sent.write.width)
        )

    def deleted_formats(self, number: int) -> tuple[tuple[int, CellFormat], ...]:
        """The formats of a deleted row that are not plain, by column."""
        assert self.before is not None  # noqa: S101 - narrowed by the callers
        formats = ((column, cell.format) for column, cell in enumerate(self.before.deletes[number]))
        return tuple((column, fmt) for column, fmt in formats if fmt is not CellFormat.PLAIN)

    def is_same_row(self, number: int) -> bool:
        """Whether an updated row is the one that was read, its columns included.

        By its key; in a list without keys, or where the columns are not known, by all that was read.
        """
        columns = self._identity or range(len(self.sent.updates[number].expected))
        written = self.sent.write.updates[number].cells
        is_headed = all(self._is_headed_as_read(column) for column in {*columns, *written})
        return is_headed and self._is_keyed_as_read(number)

    def _is_keyed_as_read(self, number: int) -> bool:
        """Whether an updated row had the key that was read, whatever its header said."""
        before, expected = self.overwritten(number), self.sent.updates[number].expected
        columns = self._identity or range(len(expected))
        return all(before[column] == expected[column] for column in columns)

    def overwrote_unseen(self, number: int) -> bool:
        """Whether the row is another one, or a cell that we wrote had changed since we read it."""
        return not self.is_same_row(number) or bool(self.changed(number))

    def changed(self, number: int) -> list[int]:
        """The columns in which an updated row was not as read, of those that were written."""
        before, row = self.overwritten(number), self.sent.updates[number]
        return [
            column
            for column in self.sent.write.updates[number].cells
            if before[column] != row.expected[column]
            or self._held_formula(number, column) != (column in row.computed)
        ]

    def is_as_read(self, number: int) -> bool:
        """Whether all our columns of an updated row stood as they were read."""
        before, expected = self.overwritten(number), self.sent.updates[number].expected
        is_seen = all(before[column] == expected[column] for column in self.sent.columns.values())
        return is_seen and not self.changed(number)

    def was_meant(self, number: int) -> bool:
        """Whether a deleted row is the one that was read, be it under moved columns."""
        assert self.before is not None  # noqa: S101 - narrowed by the callers
        return self._is_moved_only(self.sent.deletes[number], self.before.deletes[number])

    def is_moved_only(self, number: int) -> bool:
        """Whether an updated row is the one that was read, be it under moved columns."""
        assert self.before is not None  # noqa: S101 - narrowed by the callers
        return self._is_moved_only(self.sent.updates[number], self.before.updates[number])

    def _is_moved_only(self, read: SentRow | SentDelete, found: Sequence[Cell]) -> bool:
        columns = moved_columns(self.sent.updates[0].expected, self.header)
        filled = {column: value for column, value in enumerate(read.expected) if value is not None}
        if not columns.keys() >= filled.keys() | set(read.computed):
            return False
        seen = {columns[column]: value for column, value in filled.items()}
        computed = {columns[column] for column in read.computed}
        standing = {column: cell.value for column, cell in enumerate(found) if cell.value is not None}
        formulas = {column for column, cell in enumerate(found) if cell.formula is not None}
        return standing == seen and formulas == computed

    def stands_again(self, number: int) -> bool:
        """Whether a row that was to be deleted stands in the tab read afterwards, by its key or as it was."""
        if self.tab is None:
            return False
        place, line = self.sent.write.deletes[number], self.sent.deletes[number].expected
        as_read = ScrapDebt(self.table.name, place, line, self.header)
        return self._place_of_key(line) is not None or find_scrap(self.tab, as_read) is not None

    def stands(self, number: int) -> bool:
        """Whether the tab read afterwards shows in the row of an updated row's key what was written there."""
        left, cells = self._left(number, self.sent.updates[number].expected), self.sent.write.updates[number]
        place = self._place_of_key(left)
        if self.tab is None or place is None:
            return False
        columns = columns_now(self.header, self.tab)
        return all(
            column in columns and self.tab.cell(place, columns[column]).value == left[column]
            for column in cells.cells
        )

    def _place_of_key(self, line: Line) -> int | None:
        if self.tab is None:
            return None
        return find_again(self.tab, RowDebt(self.table.name, 0, line, self.header, identity=self.key_columns))

    def stands_added(self, number: int, *, is_sure: bool) -> bool:
        """Whether an inserted row stands in the tab read afterwards.

        is_sure: the batch is known to be applied, so that a row of its key is this one, whatever people have
        changed in it since.
        """
        return self.place_of(number) is not None or (
            is_sure and self._place_of_key(self.inserted(number)) is not None
        )

    def written_cells(self) -> Iterator[CellDebt]:
        """Every cell that was written over another one, in rows as read, and as owed what was read there."""
        for number, (write, row) in enumerate(zip(self.sent.write.updates, self.sent.updates, strict=True)):
            left = self._left(number, row.expected)
            for column in write.cells:
                yield self._owed(number, column, left, row.expected[column])

    def owed_cells(self, number: int, columns: Iterable[int] | None = None) -> Iterator[CellDebt]:
        """What an updated row is owed: where not told otherwise, what was overwritten unseen."""
        before, write = self.overwritten(number), self.sent.write.updates[number]
        changed = self.changed(number)
        if columns is None:
            columns = changed if self.is_same_row(number) else write.cells
        left = self._left(number, before)
        for column in columns:
            if left[column] != before[column] or self._held_formula(number, column):
                yield replace(
                    self._owed(number, column, left, before[column]),
                    was_read=column not in changed and self._is_keyed_as_read(number),
                    formula=self._formula(self._overwritten_cell(number, column), write.place),
                )

    def owed_as_left(self, number: int, columns: Iterable[int]) -> Iterator[CellDebt]:
        """Cells of an updated row as the batch left them, owed what it found there."""
        before = self.overwritten(number)
        left = self._left(number, before)
        yield from (self._owed(number, column, left, before[column]) for column in columns)

    def deleted_formulas(self, number: int) -> tuple[tuple[int, FormulaAt], ...]:
        """The formulas of a deleted row by column, as they would stand if it came back."""
        assert self.before is not None  # noqa: S101 - narrowed by the callers
        place = self.sent.write.deletes[number]
        formulas = (self._formula(cell, place, is_back=True) for cell in self.before.deletes[number])
        return tuple((column, formula) for column, formula in enumerate(formulas) if formula is not None)

    def _owed(self, number: int, column: int, left: Line, owed: CellValue) -> CellDebt:
        return CellDebt(
            table=self.table.name,
            place=self.final_place(self.sent.write.updates[number].place),
            column=column,
            wrote=left[column],
            owed=owed,
            line=left,
            header=self.header,
            identity=self.key_columns,
            wrote_formula=self._left_formula(number, column),
            is_foreign=column not in self._our_columns,
        )

    def _overwritten_cell(self, number: int, column: int) -> Cell:
        assert self.before is not None  # noqa: S101 - narrowed by the callers
        return self.before.updates[number][column]

    def _held_formula(self, number: int, column: int) -> bool:
        return self._overwritten_cell(number, column).formula is not None

    def _left_formula(self, number: int, column: int) -> bool:
        if self.written is not None:
            return self.written.updates[number][column].is_formula
        return isinstance(self.sent.write.updates[number].cells.get(column), Formula)

    def _formula(self, cell: Cell, place: int, *, is_back: bool = False) -> FormulaAt | None:
        """What stood in a cell and is more than its value, an error that nobody computed included.

        is_back: its row was deleted and would come back.
        """
        if cell.formula is None:
            return None if cell.error is None else FormulaAt(cell.error, place, cell.error, is_exact=False)
        others = rows_named(cell.formula) - {place}
        is_exact = all(self._is_steady(row, place if is_back else None) for row in others)
        return FormulaAt(cell.formula, place, cell.error, is_exact)

    def _is_steady(self, row: int, back: int | None) -> bool:
        """Whether a row stands where it stood, once the row that stood at `back` is there again."""
        returned = back is not None and row > back
        return row not in self.sent.write.deletes and self.final_place(row) + returned == row

    @cached_property
    def _identity(self) -> tuple[int, ...]:
        """The columns by which a row that was read is known."""
        fields = self.table.key or tuple(self.sent.columns)
        return tuple(self.sent.columns[field] for field in fields if field in self.sent.columns)

    @cached_property
    def key_columns(self) -> tuple[int, ...]:
        """The columns of the key by the header row that the batch found."""
        return self._headed(self.table.key)

    @cached_property
    def _our_columns(self) -> frozenset[int]:
        """Our columns as the batch found them, those under another header included."""
        columns = moved_columns(self.sent.updates[0].expected, self.header)
        read = (columns[column] for column in self.sent.columns.values() if column in columns)
        return frozenset((*read, *self._headed(self.table.by_field)))

    def _headed(self, fields: Iterable[str]) -> tuple[int, ...]:
        headers = {header_key(self.table.by_field[field].header) for field in fields}
        keyed = ("" if value is None else header_key(str(value)) for value in self.header)
        return tuple(column for column, header in enumerate(keyed) if header in headers)

    def place_of(self, number: int) -> int | None:
        """Where an inserted row stands in the tab read afterwards, None where it was changed since."""
        if self.tab is None:
            return None
        before = self.sent.write.inserts[number].before
        return find_scrap(self.tab, ScrapDebt(self.table.name, before, self.inserted(number), self.header))

    def _is_headed_as_read(self, column: int) -> bool:
        """Whether a column stands where it stood, be it under a new header that stood nowhere before."""
        expected = self.sent.updates[0].expected
        now, then = self.header[column], expected[column]
        return now == then or (now not in expected and then not in self.header)

    def _left(self, number: int, before: Line) -> Line:
        """An updated row as the batch left it; beyond what was read back it stands as before."""
        if self.written is not None:
            left = self.written.updates[number]
            return (*(cell.value for cell in left), *before[len(left) :])
        cells = self.sent.write.updates[number].cells
        return tuple(
            shown_by(cells[column]) if column in cells else value for column, value in enumerate(before)
        )
