"""The spreadsheet, as the sync engine sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import Cell, CellValue


@dataclass(frozen=True, slots=True)
class TabRef:
    """How a table's tab is found: by its id once it is known, else by title. Titles match exactly."""

    table: str
    title: str
    sheet_id: int | None = None


@dataclass(frozen=True, slots=True)
class RowWrite:
    """Cells to overwrite in one grid row, by 0-based grid column; None empties a cell."""

    place: int
    cells: Mapping[int, CellValue]


@dataclass(frozen=True, slots=True)
class RowInsertion:
    """A row to insert before grid row `before`.

    It takes over the formats of the row above, except a header's.
    """

    before: int
    cells: Mapping[int, CellValue]


@dataclass(frozen=True, slots=True)
class TabWrite:
    """What to write into one tab. All places are numbered as they are before the batch.

    width: how many grid columns of each written row to read back. row_count: of the grid as it was read, so
    that rows past its end can be added first.
    """

    sheet_id: int
    width: int
    row_count: int
    updates: tuple[RowWrite, ...] = ()
    inserts: tuple[RowInsertion, ...] = ()
    deletes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TabWritten:
    """The header row and the written rows of a TabWrite as they stand after it, in the order asked."""

    header: tuple[Cell, ...]
    updates: tuple[tuple[Cell, ...], ...]
    inserts: tuple[tuple[Cell, ...], ...]


class Sheet(Protocol):
    """One spreadsheet.

    Every method may raise RemoteError (nobody can act but time: quota, network, server; it was tried again
    within limits already) or OperatorError (credential refused, no permission, no such spreadsheet).
    """

    def version(self) -> str:
        """A token that changes whenever anything in the file changes; it may also change without reason."""

    def fetch(self, refs: Sequence[TabRef]) -> Mapping[str, Tab | None]:
        """All tabs by table name in one consistent read; None where there is no such tab.

        A tab whose id is known is found whatever its title is now.
        """

    def push(self, writes: Sequence[TabWrite]) -> tuple[TabWritten, ...]:
        """Write everything or nothing, and read back what was written.

        Updates come first, then inserts from the bottom up, then deletes from the bottom up. Text is stored
        as it is, never parsed. Raises OutcomeUnknownError where no answer came: the batch may have been
        applied.
        """
