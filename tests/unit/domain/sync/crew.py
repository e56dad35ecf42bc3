"""A table, its tab and its replica, as tests of the merge need them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import DecodedTab, decode
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.kinds import Integer, Money, Percent, Text
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.schema import Column, Deletions, Strategy, Table
from sheetanchor.domain.tables.values import Key

NOON = datetime(2025, 11, 1, 12, tzinfo=UTC)

CREW = Table(
    name="crew",
    tab="Crew",
    key=("worker",),
    deletions=Deletions.BOTH,
    columns=(
        Column("worker", "Worker", Integer(), required=True),
        Column("wage", "Wage", Money(minimum=Decimal(0)), required=True),
        Column("share", "Share", Percent()),
        Column("note", "Note", Text()),
    ),
)

STEPS = Table(
    name="steps",
    tab="Steps",
    strategy=Strategy.FULL_REPLACE,
    columns=(
        Column("least", "Least", Money(minimum=Decimal(0)), required=True),
        Column("rate", "Rate", Percent()),
        Column("label", "Label", Text()),
    ),
)


def with_column(table: Table, field: str, **changes: Any) -> Table:
    """The table with one column declared otherwise."""
    columns = (replace(each, **changes) if each.field == field else each for each in table.columns)
    return replace(table, columns=tuple(columns))


def cell(value: Any) -> Cell:
    if isinstance(value, Cell):
        return value
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return Cell(Decimal(str(value)) if is_number else value)


def tab(table: Table, *lines: Sequence[Any], header: Sequence[Any] | None = None) -> Tab:
    """A tab with the table's header unless another is given; lines are as ragged as they come."""
    first = [column.header for column in table.columns] if header is None else header
    rows = tuple(tuple(cell(value) for value in line) for line in (first, *lines))
    return Tab(7, table.tab, 100, 26, rows)


def read(
    table: Table,
    *lines: Sequence[Any],
    header: Sequence[Any] | None = None,
    base: Mapping[Key, BaseRow] | None = None,
) -> DecodedTab:
    return decode(table, tab(table, *lines, header=header), base or {})


def agreed(table: Table, *lines: Sequence[Any]) -> dict[Key, BaseRow]:
    """The base after both sides agreed on these lines."""
    return {
        row.key: BaseRow(
            row.key,
            {name: BaseCell(row.values[name], row.cells[name]) for name in row.values},
            table.fingerprint,
        )
        for row in read(table, *lines).rows
    }


def stored(table: Table, *lines: Sequence[Any], status: SyncStatus = SyncStatus.SYNCED) -> dict[Key, Row]:
    """The replica that holds these lines."""
    return {
        row.key: Row(row.key, row.values, status, Source.SHEETS, 1, NOON) for row in read(table, *lines).rows
    }


def pending(table: Table, *lines: Sequence[Any]) -> dict[Key, Row]:
    return stored(table, *lines, status=SyncStatus.PENDING)
