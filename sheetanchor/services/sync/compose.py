"""From a plan, and what is owed, to what is sent to one tab."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sheetanchor.domain.sync.debts import (
    CellDebt,
    Debt,
    Line,
    RowDebt,
    ScrapDebt,
    as_owed,
    find_line,
    find_row,
    line_of,
)
from sheetanchor.domain.sync.outcomes import RowUpdate, TablePlan
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import CellValue
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.sheet import RowInsertion, RowWrite, TabWrite
from sheetanchor.services.sync.sent import SentDelete, SentRow, SentTable


@dataclass(frozen=True, slots=True)
class OwingTab:
    """A tab as read, and the debts found in it. meant is how people see it once all is paid."""

    tab: Tab
    cells: tuple[tuple[int, CellDebt], ...] = ()
    rows: tuple[RowDebt, ...] = ()
    scraps: tuple[tuple[int, ScrapDebt], ...] = ()

    @property
    def meant(self) -> Tab:
        """For the merge."""
        return as_owed(self.tab, self.cells)

    @property
    def debts(self) -> tuple[Debt, ...]:
        """Those that still hold; the others are void, for a person changed the cell since."""
        return (*(debt for _, debt in self.cells), *self.rows, *(debt for _, debt in self.scraps))


def find_debts(table: str, tab: Tab, debts: Sequence[Debt]) -> OwingTab:
    """Which debts of a table still stand in its tab, and where."""
    ours = [debt for debt in debts if debt.table == table]
    cells = [(find_line(tab, debt), debt) for debt in ours if isinstance(debt, CellDebt)]
    scraps = [(find_line(tab, debt), debt) for debt in ours if isinstance(debt, ScrapDebt)]
    return OwingTab(
        tab=tab,
        cells=tuple((place, debt) for place, debt in cells if place is not None),
        rows=tuple(debt for debt in ours if isinstance(debt, RowDebt) and not find_row(tab, debt)),
        scraps=tuple((place, debt) for place, debt in scraps if place is not None),
    )


def compose(
    table: Table, plan: TablePlan | None, owing: OwingTab, rows: Mapping[Key, Row]
) -> SentTable | None:
    """What is sent.

    None where there is nothing to send. plan None: the table is paused, debts are paid anyway.
    """
    if not owing.debts and (plan is None or not plan.has_push):
        return None
    tab, width = owing.tab, _width(owing, plan)
    updates = _updates(owing, plan, width)
    inserts = _inserts(owing, plan)
    deletes = _deletes(owing, plan, width)
    write = TabWrite(
        sheet_id=tab.sheet_id,
        width=width,
        row_count=tab.row_count,
        updates=tuple(write for write, _ in updates),
        inserts=tuple(write for write, _ in inserts),
        deletes=tuple(place for place, _ in deletes),
    )
    return SentTable(
        table=table.name,
        fingerprint=table.fingerprint,
        columns={} if plan is None else plan.columns,
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


def _updates(owing: OwingTab, plan: TablePlan | None, width: int) -> list[tuple[RowWrite, SentRow]]:
    """Debts first, so that what the merge writes into the same cell holds."""
    cells: dict[int, dict[int, CellValue]] = {}
    owed: dict[int, list[CellDebt]] = {}
    for place, debt in owing.cells:
        cells.setdefault(place, {})[debt.column] = debt.owed
        owed.setdefault(place, []).append(debt)
    planned = {update.place: update for update in (() if plan is None else plan.updates)}
    for place, update in planned.items():
        cells.setdefault(place, {}).update(update.cells)
    return [
        (
            RowWrite(place, row),
            _sent(planned.get(place), line_of(owing.tab, place, width), owed.get(place, [])),
        )
        for place, row in sorted(cells.items())
        if row
    ]


def _sent(update: RowUpdate | None, expected: Line, debts: Sequence[CellDebt]) -> SentRow:
    key, values = (None, {}) if update is None else (update.key, update.values)
    return SentRow(key, values, expected, tuple(debts))


def _inserts(owing: OwingTab, plan: TablePlan | None) -> list[tuple[RowInsertion, SentRow]]:
    planned = [] if plan is None else list(plan.inserts)
    owed = [
        (RowInsertion(min(debt.place, len(owing.tab.rows)), dict(enumerate(debt.line))), SentRow(None, {}))
        for debt in owing.rows
    ]
    return [
        *((RowInsertion(each.before, each.cells), SentRow(each.key, each.values)) for each in planned),
        *owed,
    ]


def _deletes(owing: OwingTab, plan: TablePlan | None, width: int) -> list[tuple[int, SentDelete]]:
    planned = () if plan is None else plan.deletes
    return [
        *((each.place, SentDelete(each.key, line_of(owing.tab, each.place, width))) for each in planned),
        *(
            (place, SentDelete(None, line_of(owing.tab, place, width), (debt,)))
            for place, debt in owing.scraps
        ),
    ]


def _whole(table: Table, plan: TablePlan | None, rows: Mapping[Key, Row]) -> tuple[SentRow, ...] | None:
    if not table.is_whole or plan is None or not plan.has_push:
        return None
    return tuple(SentRow(key, row.values) for key, row in rows.items())
