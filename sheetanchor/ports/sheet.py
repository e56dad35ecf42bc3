"""The spreadsheet, as the sync engine sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sheetanchor.domain.sync.fence import Fence, FenceStep
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import Cell, Written


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
    cells: Mapping[int, Written]


@dataclass(frozen=True, slots=True)
class RowInsertion:
    """A row to insert before grid row `before`.

    It takes over the formats of the row above, except a header's.
    """

    before: int
    cells: Mapping[int, Written]


@dataclass(frozen=True, slots=True)
class TabWrite:
    """What to write into one tab. All places are numbered as they are before the batch.

    width: how many grid columns of each written row to read back. row_count: of the grid as it was read, so
    that rows past its end can be added first. column_count: of the grid as well; what stands in so many
    columns, and in some that were inserted since, is kept beforehand. Where it is 0 only `width` columns are.
    """

    sheet_id: int
    width: int
    row_count: int
    updates: tuple[RowWrite, ...] = ()
    inserts: tuple[RowInsertion, ...] = ()
    deletes: tuple[int, ...] = ()
    column_count: int = 0


@dataclass(frozen=True, slots=True)
class Overwritten:
    """The rows of a TabWrite's updates and deletes as they stood right before the batch.

    All are equally wide: `width` columns, or as many as the longest of them fills. What a formula elsewhere
    filled is a value. A formula that could not be kept whole holds `#REF!` where something is lost.
    """

    updates: tuple[tuple[Cell, ...], ...]
    deletes: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class TabWritten:
    """The header row and the written rows of a TabWrite as they stand after it, in the order asked."""

    header: tuple[Cell, ...]
    updates: tuple[tuple[Cell, ...], ...]
    inserts: tuple[tuple[Cell, ...], ...]
    before: Overwritten


@dataclass(frozen=True, slots=True)
class Fetched:
    """All tabs by table name, None where there is no such tab, and the fence as they were read.

    namesakes: by table the id of another tab that has its title, while its own is called otherwise.
    """

    tabs: Mapping[str, Tab | None]
    fence: Fence | None
    namesakes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applied:
    """That a batch was applied, found out later.

    before is None where what it overwrote is not kept any more. is_sure False: nobody knows whether it was
    applied at all.
    """

    before: tuple[Overwritten, ...] | None
    is_sure: bool = True


class Sheet(Protocol):
    """One spreadsheet.

    Every method may raise RemoteError (nobody can act but time: quota, network, server; it was tried again
    within limits already) or OperatorError (credential refused, no permission, no such spreadsheet).
    """

    def version(self) -> str:
        """A token that changes whenever anything in the file changes; it may also change without reason."""

    def fetch(self, refs: Sequence[TabRef]) -> Fetched:
        """All tabs and the fence in one consistent read.

        A tab whose id is known is found whatever its title is now.
        """

    def push(self, writes: Sequence[TabWrite], step: FenceStep) -> tuple[TabWritten, ...]:
        """Write everything or nothing, and read back what was written and what stood there before.

        Updates come first, then inserts from the bottom up, then deletes from the bottom up. Text is stored
        as it is, never parsed; only a Formula is one. Without writes only the fence is moved; where
        step.before is None there must be no writes, for nothing would keep the batch from coming twice.
        Raises FenceLostError where the fence is not step.before any more, WriteRefusedError where the write
        cannot be done, both with nothing applied; OutcomeUnknownError where no answer came: the batch may
        have been applied, or may be later.
        """

    def find_applied(self, writes: Sequence[TabWrite], step: FenceStep) -> Applied | None:
        """Whether the batch of this step was applied, None where it was not (yet).

        step as it was sent, its fence before as it was read. The last fifty batches are known, with what they
        overwrote where that is few rows: of the last two always, else of the last four hundred rows.
        """
