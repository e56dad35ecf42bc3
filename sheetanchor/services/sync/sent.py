"""What a pass sends to one tab, and what has to be known to understand the answer, be it hours later.

It is kept as the *intent* in the transaction that decided it, before anything is sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sheetanchor.domain.sync.debts import CellDebt, Debt, Line, RowDebt, ScrapDebt
from sheetanchor.domain.sync.fence import FenceStep
from sheetanchor.domain.tables.values import Key, Values
from sheetanchor.ports.sheet import TabWrite


@dataclass(frozen=True, slots=True)
class SentRow:
    """An updated or inserted row by our fields; key None where it only pays debts.

    expected: the row as it was read, for updates; computed: columns that held formulas. debts: what is paid.
    """

    key: Key | None
    values: Values
    expected: Line = ()
    debts: tuple[CellDebt | RowDebt, ...] = ()
    computed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SentDelete:
    """A deleted row as it was read, and which columns held formulas; key None where it only pays a debt."""

    key: Key | None
    expected: Line
    debts: tuple[ScrapDebt, ...] = ()
    computed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SentTable:
    """One table's part of a batch. updates, inserts and deletes go with those of `write`, in their order.

    columns: grid column by field. versions: of the rows in the replica when the plan was made. whole: for a
    full-replace table all rows that the sheet is to hold, in their order. debts: those that this batch pays.
    """

    table: str
    fingerprint: str
    columns: Mapping[str, int]
    write: TabWrite
    updates: tuple[SentRow, ...] = ()
    inserts: tuple[SentRow, ...] = ()
    deletes: tuple[SentDelete, ...] = ()
    versions: Mapping[Key, int] = field(default_factory=dict)
    whole: tuple[SentRow, ...] | None = None
    debts: tuple[Debt, ...] = ()


@dataclass(frozen=True, slots=True)
class Intent:
    """One batch: what it sends and the step of the fence that tells whether it was applied."""

    step: FenceStep
    tables: tuple[SentTable, ...]

    @property
    def writes(self) -> tuple[TabWrite, ...]:
        """In the port's words."""
        return tuple(table.write for table in self.tables)
