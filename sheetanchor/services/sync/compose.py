"""From a plan, and what is owed, to what is sent to one tab."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sheetanchor.domain.sync.debts import (
    CellDebt,
    Debt,
    RowDebt,
    ScrapDebt,
    again_before,
    as_owed,
    find_again,
    find_cell,
    find_scrap,
    is_blank,
    is_cut,
    line_of,
    model_of,
    row_cells,
    row_formulas,
    written_at,
)
from sheetanchor.domain.sync.decode import readable_columns
from sheetanchor.domain.sync.outcomes import RowUpdate, TablePlan
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Written
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Value
from sheetanchor.ports.sheet import RowInsertion, RowWrite, TabWrite
from sheetanchor.services.sync.owed_formulas import payable_cells, payable_rows
from sheetanchor.services.sync.sent import SentDelete, SentRow, SentTable

_HEADER = 0


@dataclass(frozen=True, slots=True)
class OwingTab:
    """A tab as read, and the debts found in it with the rows and columns where they stand.

    void: cells that cannot be found any more. waiting: debts of a tab that is emptied, perhaps by accident,
    and those whose columns are not to be found while a header of ours is missing, which pauses the table.
    back: rows that somebody else has brought back, with their places. lost: formulas that cannot stand again.
    """

    tab: Tab
    cells: tuple[tuple[int, int, CellDebt], ...] = ()
    rows: tuple[RowDebt, ...] = ()
    scraps: tuple[tuple[int, ScrapDebt], ...] = ()
    void: tuple[CellDebt, ...] = ()
    waiting: tuple[Debt, ...] = ()
    back: tuple[tuple[int, RowDebt], ...] = ()
    lost: tuple[CellDebt, ...] = ()

    @property
    def meant(self) -> Tab:
        """How people see the tab once all is paid, for the merge."""
        return as_owed(self.tab, self.cells) if self.cells else self.tab

    @property
    def debts(self) -> tuple[Debt, ...]:
        """Those that can be paid."""
        return (*(debt for _, _, debt in self.cells), *self.rows, *(debt for _, debt in self.scraps))


def find_debts(table: Table, tab: Tab, debts: Sequence[Debt]) -> OwingTab:
    """Which debts of a table still stand in its tab, and where."""
    ours = [debt for debt in debts if debt.table == table.name]
    waiting = [debt for debt in ours if is_blank(tab) or _waits(table, tab, debt)]
    ours = [debt for debt in ours if debt not in waiting]
    cells = [(find_cell(tab, debt), debt) for debt in ours if isinstance(debt, CellDebt)]
    found_scraps = ((find_scrap(tab, debt), debt) for debt in ours if isinstance(debt, ScrapDebt))
    scraps = {place: debt for place, debt in found_scraps if place is not None}
    rows = [(find_again(tab, debt, scraps), debt) for debt in ours if isinstance(debt, RowDebt)]
    back = tuple((place, debt) for place, debt in rows if place is not None)
    beside = (cell for place, debt in back for cell in _beside(table, tab, place, debt))
    standing = ((*found, debt) for found, debt in cells if found is not None)
    paid, lost_cells = payable_cells(tab, (*standing, *beside))
    again, lost_in_rows = payable_rows(tab, [debt for place, debt in rows if place is None])
    return OwingTab(
        tab=tab,
        cells=tuple(paid),
        rows=tuple(again),
        scraps=tuple(scraps.items()),
        void=tuple(debt for found, debt in cells if found is None),
        waiting=tuple(waiting),
        back=back,
        lost=(*lost_cells, *lost_in_rows),
    )


def _waits(table: Table, tab: Tab, debt: Debt) -> bool:
    if len(readable_columns(table, tab)) == len(table.columns):
        return False
    if isinstance(debt, RowDebt):
        return is_cut(tab, debt)
    return isinstance(debt, CellDebt) and find_cell(tab, debt) is None


def _beside(table: Table, tab: Tab, place: int, debt: RowDebt) -> Iterator[tuple[int, int, CellDebt]]:
    """What people had beside our columns in a row that came back without it."""
    ours = set(readable_columns(table, tab).values())
    header, line = line_of(tab, _HEADER, tab.column_count), line_of(tab, place, tab.column_count)
    formulas = row_formulas(tab, debt)
    for column, cell in row_cells(tab, debt).items():
        if column not in ours and tab.cell(place, column).is_empty and not cell.is_empty:
            owed = CellDebt(table.name, place, column, None, cell.value, line, header, debt.identity)
            yield place, column, replace(owed, formula=formulas.get(column))


def compose(
    table: Table, plan: TablePlan | None, owing: OwingTab, rows: Mapping[Key, Row]
) -> SentTable | None:
    """What is sent.

    None where there is nothing to send. plan None: the table is paused, debts are paid anyway.
    """
    if not owing.debts and (plan is None or not plan.has_push):
        return None
    tab, width = owing.tab, _width(owing, plan)
    updates = _updates(table, owing, plan, width)
    inserts = _inserts(table, owing, plan)
    deletes = _deletes(owing, plan, width)
    write = TabWrite(
        sheet_id=tab.sheet_id,
        width=width,
        row_count=tab.row_count,
        updates=tuple(write for write, _ in updates),
        inserts=tuple(write for write, _ in inserts),
        deletes=tuple(place for place, _ in deletes),
        column_count=tab.column_count,
    )
    return SentTable(
        table=table.name,
        fingerprint=table.fingerprint,
        columns=readable_columns(table, tab) if plan is None else plan.columns,
        write=write,
        updates=tuple(row for _, row in updates),
        inserts=tuple(row for _, row in inserts),
        deletes=tuple(row for _, row in deletes),
        versions={key: row.version for key, row in rows.items()},
        whole=_whole(table, plan, rows),
        debts=owing.debts,
    )


def _width(owing: OwingTab, plan: TablePlan | None) -> int:
    """All columns that hold anything, so that a row deleted by mistake comes back as it was."""
    filled = max((len(row) for row in owing.tab.rows), default=1)
    planned = 0 if plan is None else max(plan.columns.values()) + 1
    return max(filled, planned, 1)


def _updates(
    table: Table, owing: OwingTab, plan: TablePlan | None, width: int
) -> list[tuple[RowWrite, SentRow]]:
    """Debts first, so that what the merge writes into the same cell holds.

    Rows without cells are only read: the header row, and of a list every row and the one below it, so that
    the batch tells whether they stood as they were read.
    """
    cells: dict[int, dict[int, Written]] = {_HEADER: {}}
    owed: dict[int, list[CellDebt]] = {}
    for place, column, debt in owing.cells:
        cells.setdefault(place, {})[column] = written_at(place, debt.owed, debt.formula)
        owed.setdefault(place, []).append(debt)
    planned = {update.place: update for update in (() if plan is None else plan.updates)}
    for place, update in planned.items():
        cells.setdefault(place, {}).update(update.cells)
    if table.is_whole:
        doomed = {delete.place for delete in (() if plan is None else plan.deletes)}
        for place in set(range(min(len(owing.tab.rows) + 1, owing.tab.row_count))) - doomed:
            cells.setdefault(place, {})
    return [
        (RowWrite(place, row), _sent(owing.tab, place, width, planned.get(place), owed.get(place, [])))
        for place, row in sorted(cells.items())
    ]


def _sent(tab: Tab, place: int, width: int, update: RowUpdate | None, debts: Sequence[CellDebt]) -> SentRow:
    key, values = (None, {}) if update is None else (update.key, update.values)
    computed = _computed(tab, place, width)
    return SentRow(key, values, line_of(tab, place, width), tuple(debts), computed)


def _computed(tab: Tab, place: int, width: int) -> tuple[int, ...]:
    """The columns in which formulas stand in a row."""
    return tuple(column for column in range(width) if tab.cell(place, column).formula is not None)


def _inserts(table: Table, owing: OwingTab, plan: TablePlan | None) -> list[tuple[RowInsertion, SentRow]]:
    planned = () if plan is None else plan.inserts
    return [
        *((RowInsertion(each.before, each.cells), SentRow(each.key, each.values)) for each in planned),
        *(_again(table, owing.tab, debt, owing.rows[:number]) for number, debt in enumerate(owing.rows)),
    ]


def _again(table: Table, tab: Tab, debt: RowDebt, earlier: Sequence[RowDebt]) -> tuple[RowInsertion, SentRow]:
    """It takes over formats of a neighbour, and has to mean what it meant under them.

    earlier: other rows; those for the same place come to stand above it.
    """
    before = again_before(tab, debt)
    place = before + sum(again_before(tab, other) == before for other in earlier)
    model, cells, formulas = model_of(before), row_cells(tab, debt), row_formulas(tab, debt)
    written = {column: written_at(place, cell.value, formulas.get(column)) for column, cell in cells.items()}
    values: dict[str, Value] = {}
    for field, column in readable_columns(table, tab).items():
        kind, cell = table.by_field[field].kind, cells.get(column, EMPTY)
        if cell.is_formula:
            continue
        try:
            values[field] = None if cell.is_empty else kind.read(cell)
        except CellRefusedError:
            continue
        if values[field] is not None and cell.format is not tab.cell(model, column).format:
            written[column] = kind.write(values[field], tab.cell(model, column).format)
    return RowInsertion(before, written), SentRow(None, values, debts=(debt,))


def _deletes(owing: OwingTab, plan: TablePlan | None, width: int) -> list[tuple[int, SentDelete]]:
    planned = () if plan is None else plan.deletes
    return [
        *((each.place, _deleted(owing.tab, each.place, width, each.key)) for each in planned),
        *((place, _deleted(owing.tab, place, width, None, debt)) for place, debt in owing.scraps),
    ]


def _deleted(tab: Tab, place: int, width: int, key: Key | None, *debts: ScrapDebt) -> SentDelete:
    return SentDelete(key, line_of(tab, place, width), debts, _computed(tab, place, width))


def _whole(table: Table, plan: TablePlan | None, rows: Mapping[Key, Row]) -> tuple[SentRow, ...] | None:
    if not table.is_whole or plan is None or not plan.has_push:
        return None
    return tuple(SentRow(key, row.values) for key, row in rows.items())
