"""Derived cells that people typed over, for people to see: where, what stands there, what would."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.shown import shown_value
from sheetanchor.domain.tables.values import Key


@dataclass(frozen=True, slots=True)
class PinnedCell:
    """holds, computed: what stands there and what the program computes, as people type them.

    address: such as P2, None until the sheet was read since.
    """

    table: str
    tab: str
    key: Key
    header: str
    address: str | None
    holds: str
    computed: str

    @property
    def place(self) -> str:
        """The cell, or its column while it was not read since."""
        return f"{self.tab}!{self.address}" if self.address else f"{self.tab}, column {self.header}"

    def message(self) -> str:
        """The sentence for people: where, what, what instead, and what follows."""
        return (
            f"{self.place} ({self.header}) is pinned: it holds {self.holds}, typed over {self.computed}, "
            "which the program computes. What was typed counts, and all else follows from it."
        )


def pinned_cells(table: Table, rows: Mapping[Key, Row]) -> Iterator[PinnedCell]:
    """Those that differ from what the program computes, in the order of the keys and columns."""
    for row in rows.values() if table.derived else ():
        for column in table.derived:
            pin = row.pinned.get(column.field)
            if pin is not None and pin.computed is not None:
                holds = shown_value(table, column.field, row.values[column.field])
                computed = shown_value(table, column.field, pin.computed)
                yield PinnedCell(table.name, table.tab, row.key, column.header, pin.address, holds, computed)
