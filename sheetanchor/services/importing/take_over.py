"""Rows of an old workbook become rows of the replica, and so of the sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table, ValueRefusedError
from sheetanchor.domain.tables.values import Key, Values
from sheetanchor.ports.clock import Clock
from sheetanchor.ports.replica import Replica, Transaction
from sheetanchor.ports.sheet import TabRef
from sheetanchor.ports.workbook import Workbook
from sheetanchor.services.importing.products import products_of
from sheetanchor.services.importing.reading import OldTab, read_old_tab
from sheetanchor.services.importing.variants import OtherColumn
from sheetanchor.services.local_writes import replace_rows, write_row
from sheetanchor.services.sync import facts

_AS_HERE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Unlike:
    """A row that stands here already with other values, and was left as it is."""

    key: Key
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableImport:
    """What became of one tab, in rows: taken over, here already alike, here already unlike.

    unread: cells that could not be read, whose rows are not taken. refused: rows that a column of ours does
    not take, one sentence each. faults: why nothing of the tab could be read. products: columns that may be
    of products which the settings do not name, so that nothing of the tab was taken. lacking: products of the
    settings that the tab has no column for.
    """

    table: str
    tab: str
    taken: int = 0
    alike: int = 0
    unlike: tuple[Unlike, ...] = ()
    unread: tuple[HeldCell, ...] = ()
    refused: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    others: tuple[OtherColumn, ...] = ()
    faults: tuple[str, ...] = ()
    products: tuple[OtherColumn, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether everything in the tab is here now as it stands there, the sales of each product too."""
        fails = (self.unlike, self.unread, self.refused, self.faults, self.products, self.lacking)
        return not any(fails)


class TakeOver:
    """One transaction for all tables. What stands here is never overwritten: the sheet is the truth."""

    def __init__(self, tables: Sequence[Table], replica: Replica, clock: Clock) -> None:
        self._tables = [table for table in tables if not table.is_local]
        self._replica = replica
        self._clock = clock

    def __call__(
        self, workbook: Workbook, titles: Mapping[str, str] = _AS_HERE, *, dry_run: bool = False
    ) -> tuple[TableImport, ...]:
        """Read the workbook and take its rows over.

        titles: of tabs that are called otherwise there, by table. dry_run: only say what would be done.
        Raises RemoteError or OperatorError where the workbook cannot be read.
        """
        there = {table.name: titles.get(table.name, table.tab) for table in self._tables}
        tabs = workbook.fetch([TabRef(name, title) for name, title in there.items()]).tabs
        old = [
            read_old_tab(replace(table, tab=there[table.name]), tabs[table.name]) for table in self._tables
        ]
        with self._replica.transaction() as tx:
            judged = [_judged(tab, tx.rows(tab.table.name)) for tab in old]
            for tab, (rows, _) in zip(old, judged, strict=True):
                if rows and not dry_run:
                    _write(tx, tab.table, rows, self._clock.now())
                    tx.set_state(facts.TAKEN_OVER_AT, self._clock.now().isoformat())
        return tuple(report for _, report in judged)


def _judged(tab: OldTab, here: Mapping[Key, Row]) -> tuple[list[Values], TableImport]:
    """What is to be written, and what to say of it."""
    rows, refused = _accepted(tab)
    said = TableImport(
        table=tab.table.name,
        tab=tab.table.tab,
        unread=tab.unread,
        refused=refused,
        missing=tab.missing,
        others=tab.others,
        faults=tab.faults,
        products=tab.products,
        lacking=tuple(one.header for one in products_of(tab.table) if one.header in tab.missing),
    )
    if tab.table.is_whole:
        return _judged_list(rows, here, said)
    return _judged_rows(tab.table, rows, here, said)


def _accepted(tab: OldTab) -> tuple[list[Values], tuple[str, ...]]:
    rows: list[Values] = []
    refused: list[str] = []
    for values in tab.rows:
        try:
            rows.append(tab.table.accept(values))
        except ValueRefusedError as error:
            refused.append(f"row {tab.table.key_of(values)}: {error}")
    return rows, tuple(refused)


def _judged_rows(
    table: Table, rows: Sequence[Values], here: Mapping[Key, Row], said: TableImport
) -> tuple[list[Values], TableImport]:
    new = [row for row in rows if table.key_of(row) not in here]
    known = [(row, here[table.key_of(row)].values) for row in rows if table.key_of(row) in here]
    unlike = [(row, before) for row, before in known if row != before]
    told = tuple(Unlike(table.key_of(row), _differing(table, row, before)) for row, before in unlike)
    return new, replace(said, taken=len(new), alike=len(known) - len(unlike), unlike=told)


def _differing(table: Table, row: Values, before: Values) -> tuple[str, ...]:
    return tuple(column.header for column in table.columns if row[column.field] != before[column.field])


def _judged_list(
    rows: list[Values], here: Mapping[Key, Row], said: TableImport
) -> tuple[list[Values], TableImport]:
    """A list is taken as a whole or not at all: one with a hole is a wrong one."""
    if said.unread or said.refused or said.faults:
        return [], said
    if [row.values for row in here.values()] == rows:
        return [], replace(said, alike=len(rows))
    if here:
        return [], replace(said, refused=("another list stands here already, and was left as it is",))
    return rows, replace(said, taken=len(rows))


def _write(tx: Transaction, table: Table, rows: Sequence[Values], at: datetime) -> None:
    if table.is_whole:
        replace_rows(tx, table, rows, at)
        return
    for row in rows:
        write_row(tx, table, row, at)
