"""From the cells of a tab to rows: columns by header, cells by kind, what cannot be read held back."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.headers import require_headers
from sheetanchor.domain.sync.problems import NOT_FILLED, HeldCell
from sheetanchor.domain.sync.tab import Tab, address
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.schema import LARGEST_TYPED_NUMBER, Column, Table, header_key
from sheetanchor.domain.tables.values import Key, Value, Values

_FIRST_ROW = 1
_TOO_LARGE = f"it is too large: up to {LARGEST_TYPED_NUMBER} another number can be given after it"
_BLANK = "it is blank and a value is required"
_NO_BASE: Mapping[Key, BaseRow] = {}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that could be read. place is its 0-based row in the grid; cells are by field."""

    place: int
    key: Key
    values: Values
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class DecodedTab:
    """What a tab says about a table.

    columns: 0-based grid column by field. held: why some rows are held; held_keys: those of known key.
    keys_in_doubt: some key is unreadable, blank or doubled, so that a row not found may still be there.
    end: the 0-based grid row after the last one that holds anything of ours.
    derived: what was agreed in derived cells before the base was forgotten.
    others_wrote: whether another program has written since the table was read last.
    """

    table: Table
    tab: Tab
    columns: Mapping[str, int]
    rows: tuple[SheetRow, ...]
    held: tuple[HeldCell, ...]
    held_keys: frozenset[Key]
    keys_in_doubt: bool
    end: int
    derived: Mapping[Key, Values] = field(default_factory=dict)
    others_wrote: bool = False

    @cached_property
    def read_only(self) -> frozenset[str]:
        """Fields that people compute: formulas fill at least half of what their column holds.

        A single formula in a column of typed values is protected by itself: see `unwritable`.
        """
        return computed_fields(self.tab, self.columns, self.end)

    def unwritable(self, cells: Mapping[str, Cell]) -> frozenset[str]:
        """Fields of a row with these cells that the program may not write: formulas, and computed columns."""
        return self.read_only | {field for field, cell in cells.items() if cell.is_formula}

    @cached_property
    def by_key(self) -> Mapping[Key, SheetRow]:
        """The readable rows by key, in the order of the sheet."""
        return {row.key: row for row in self.rows}


@dataclass(frozen=True, slots=True)
class _Candidate:
    place: int
    key: Key | None
    values: Values
    cells: Mapping[str, Cell]
    faults: tuple[HeldCell, ...]


def decode(table: Table, tab: Tab, base: Mapping[Key, BaseRow]) -> DecodedTab:
    """Read a tab; raises TablePausedError where its header row does not hold the declared columns once each.

    A cell that stands as it stood when both sides agreed keeps the value that it had then.
    """
    columns = bind_columns(table, tab, base)
    places = [place for place in range(_FIRST_ROW, len(tab.rows)) if _is_ours(tab, columns, place)]
    end = places[-1] + 1 if places else _FIRST_ROW
    reader = _Reader(table, tab, columns, base, end)
    candidates = [reader.row(place, number) for number, place in enumerate(places)]
    doubled = {key for key, count in Counter(row.key for row in candidates).items() if key and count > 1}
    held = [fault for row in candidates for fault in (*row.faults, *reader.doubled(row, doubled))]
    good = [row for row in candidates if not row.faults and row.key not in doubled]
    return DecodedTab(
        table=table,
        tab=tab,
        columns=columns,
        rows=tuple(
            SheetRow(row.place, row.key, row.values, row.cells) for row in good if row.key is not None
        ),
        held=tuple(held),
        held_keys=frozenset(fault.key for fault in held if fault.key is not None),
        keys_in_doubt=bool(doubled) or any(row.key is None for row in candidates),
        end=end,
    )


def computed_fields(tab: Tab, columns: Mapping[str, int], end: int) -> frozenset[str]:
    """Fields whose columns formulas fill at least half of what they hold above grid row `end`."""
    return frozenset(field for field, column in columns.items() if _is_computed(tab, column, end))


def bind_columns(table: Table, tab: Tab, base: Mapping[Key, BaseRow] = _NO_BASE) -> dict[str, int]:
    """The grid column of every field by its header, wherever it stands; raises TablePausedError."""
    header = tab.rows[0] if tab.rows else ()
    found: dict[str, list[int]] = {}
    for column, cell in enumerate(header):
        found.setdefault(header_key("" if cell.value is None else str(cell.value)), []).append(column)
    places = {column.field: found.get(header_key(column.header), []) for column in table.columns}
    require_headers(table, tab, places, base)
    return {field: columns[0] for field, columns in places.items()}


def readable_columns(table: Table, tab: Tab) -> dict[str, int]:
    """Those fields whose header stands in the tab once, where `bind_columns` wants all of them."""
    header = (
        [header_key("" if cell.value is None else str(cell.value)) for cell in tab.rows[0]]
        if tab.rows
        else []
    )
    keys = {column.field: header_key(column.header) for column in table.columns}
    return {field: header.index(key) for field, key in keys.items() if header.count(key) == 1}


def _is_computed(tab: Tab, column: int, end: int) -> bool:
    cells = [tab.cell(place, column) for place in range(_FIRST_ROW, end)]
    filled = [cell for cell in cells if not cell.is_empty]
    formulas = sum(cell.is_formula for cell in filled)
    return formulas > 0 and formulas * 2 >= len(filled)


def _is_ours(tab: Tab, columns: Mapping[str, int], place: int) -> bool:
    return any(not tab.cell(place, column).is_empty for column in columns.values())


class _Reader:
    """Reads the rows of one tab."""

    def __init__(
        self, table: Table, tab: Tab, columns: Mapping[str, int], base: Mapping[Key, BaseRow], end: int
    ) -> None:
        self._end = end
        self._table = table
        self._tab = tab
        self._columns = columns
        self._base = base

    def row(self, place: int, number: int) -> _Candidate:
        """One row; number is its place among the rows of the table, the key where a table has none."""
        cells = {field: self._tab.cell(place, column) for field, column in self._columns.items()}
        key = self._key(cells, number)
        agreed = self._agreed(key)
        values: dict[str, Value] = {}
        faults: list[HeldCell] = []
        for column in self._table.columns:
            field = column.field
            try:
                if field in agreed and _stands(agreed[field].cell, cells[field]):
                    values[field] = agreed[field].value
                else:
                    values[field] = _read(column, cells[field], is_key=field in self._table.key)
            except CellRefusedError as error:
                faults.append(self._fault(place, column, cells[field], self._reason(field, error), key))
        faults += [] if key is None else self._too_large(place, cells, key)
        return _Candidate(place, key, values, cells, tuple(faults))

    def _too_large(self, place: int, cells: Mapping[str, Cell], key: Key) -> Iterator[HeldCell]:
        """The fault of a row that people gave a number after which a program could give no other."""
        number = key[0]
        is_limited = self._table.numbered and isinstance(number, int) and number > LARGEST_TYPED_NUMBER
        if is_limited and key not in self._base:
            column = self._table.by_field[self._table.key[0]]
            yield self._fault(place, column, cells[column.field], _TOO_LARGE, key)

    def doubled(self, row: _Candidate, keys: set[Key]) -> Iterator[HeldCell]:
        """The fault of a row whose key stands in another row as well."""
        if row.key in keys:
            column = self._table.by_field[self._table.key[0]]
            cell = row.cells[column.field]
            yield self._fault(row.place, column, cell, "another row has the same key", row.key)

    @cached_property
    def _computed(self) -> frozenset[str]:
        return computed_fields(self._tab, self._columns, self._end)

    def _reason(self, field: str, error: CellRefusedError) -> str:
        return NOT_FILLED if error.reason == _BLANK and field in self._computed else error.reason

    def _key(self, cells: Mapping[str, Cell], number: int) -> Key | None:
        if self._table.is_whole:
            return (number,)
        try:
            return tuple(
                _read(self._table.by_field[field], cells[field], is_key=True) for field in self._table.key
            )
        except CellRefusedError:
            return None

    def _agreed(self, key: Key | None) -> Mapping[str, BaseCell]:
        base = None if key is None else self._base.get(key)
        if base is None or base.fingerprint != self._table.fingerprint:
            return {}
        return base.cells

    def _fault(self, place: int, column: Column, cell: Cell, reason: str, key: Key | None) -> HeldCell:
        return HeldCell(
            table=self._table.name,
            tab=self._tab.title,
            address=address(place, self._columns[column.field]),
            row=place + 1,
            header=column.header,
            shown=cell.shown(),
            reason=reason,
            key=key,
        )


def _stands(agreed: Cell, cell: Cell) -> bool:
    """Whether a cell is as it was agreed. A blank one is always read anew; a checkbox is no number 1."""
    return agreed == cell and type(agreed.value) is type(cell.value) and not _is_blank(cell)


def _read(column: Column, cell: Cell, *, is_key: bool) -> Value:
    value = column.kind.read(cell) if not _is_blank(cell) else None
    if value is None:
        value = column.default
    if value is None and (column.required or is_key):
        raise CellRefusedError(_BLANK)
    return value


def _is_blank(cell: Cell) -> bool:
    return cell.error is None and (
        cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())
    )
