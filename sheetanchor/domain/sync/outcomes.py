"""What one pass decides for one table. The engine turns it into writes; nothing here has happened yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.problems import HeldCell
from sheetanchor.domain.tables.cells import CellValue
from sheetanchor.domain.tables.pins import Pins, no_pins
from sheetanchor.domain.tables.rows import Source, SyncStatus
from sheetanchor.domain.tables.values import Key, Value, Values


class Loss(Enum):
    """What two sides did to one thing, so that one of them had to give way.

    COLLIDED: two rows were given one key; both are kept. REKEYED: a row seems to have been given another key.
    OVERWRITTEN: the program wrote over something that it had not seen, and it could not be put back.
    LOG_CHANGED: people changed or deleted a row of a table whose rows are only ever added.
    UNDECIDED: both changed, and the strategy of the table's plugin failed.
    """

    BOTH_CHANGED = "both changed"
    NEVER_AGREED = "never agreed"
    DELETED_AND_EDITED = "deleted and edited"
    NOT_WRITABLE = "not writable"
    COLLIDED = "collided"
    REKEYED = "re-keyed"
    OVERWRITTEN = "overwritten unseen"
    LOG_CHANGED = "changed in a log"
    UNDECIDED = "left open by its plugin"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell, or a whole row where `field` is None, that both sides changed. winner None: a person decides.

    sheet and local are the values concerned by field, None where that side deleted the row.
    address: the cell in the tab such as B3, or the first of its row; None where the tab has none.
    Of what was OVERWRITTEN sheet is empty where no value of it is known; typed: what stood there as people
    see it where values do not say it, such as a formula.
    """

    table: str
    key: Key
    field: str | None
    loss: Loss
    sheet: Mapping[str, Value] | None
    local: Mapping[str, Value] | None
    winner: Source | None
    address: str | None = None
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """A plugin's strategy that could not decide about a row; message: for its author and for the log."""

    key: Key
    message: str


@dataclass(frozen=True, slots=True)
class StoreRow:
    """A row that the replica takes. from_sheet: whether a value of the sheet changed it.

    is_pending: the sheet has still to learn a cell of it. awaits: a cell waits for a person's decision.
    pinned: derived cells that a person typed over.
    """

    key: Key
    values: Values
    from_sheet: bool
    is_pending: bool
    awaits: bool = False
    pinned: Pins = field(default_factory=no_pins)

    @property
    def status(self) -> SyncStatus:
        """Pending first: what waits for a person is found again when the rest is in the sheet."""
        if self.is_pending:
            return SyncStatus.PENDING
        return SyncStatus.CONFLICT if self.awaits else SyncStatus.SYNCED


@dataclass(frozen=True, slots=True)
class RowUpdate:
    """Cells to overwrite in grid row `place`; values by field, cells by grid column."""

    key: Key
    place: int
    values: Values
    cells: Mapping[int, CellValue]


@dataclass(frozen=True, slots=True)
class RowInsert:
    """A row to insert before grid row `before`, as it is numbered before the push."""

    key: Key
    before: int
    values: Values
    cells: Mapping[int, CellValue]


@dataclass(frozen=True, slots=True)
class RowDelete:
    """A row to delete from the sheet; place is numbered before the push."""

    key: Key
    place: int


@dataclass(frozen=True, slots=True)
class TablePlan:
    """Everything one pass does to one table.

    base and forget take effect with store and drop, in one transaction; what is pushed enters the base when
    the sheet has confirmed it.
    unsaid: rows of which this read cannot tell how they stand, so that what waits for a person still does.
    is_incomplete: something was seen once that has to be seen twice; the sheet is to be read again soon.
    waived: what looked like an accident and was said to be meant.
    reread: what means something else because the table is declared otherwise, in words.
    places: the grid rows of a list, whose rows no key leads to.
    """

    table: str
    sheet_id: int
    columns: Mapping[str, int] = field(default_factory=dict)
    store: tuple[StoreRow, ...] = ()
    drop: tuple[Key, ...] = ()
    base: tuple[BaseRow, ...] = ()
    forget: tuple[Key, ...] = ()
    updates: tuple[RowUpdate, ...] = ()
    inserts: tuple[RowInsert, ...] = ()
    deletes: tuple[RowDelete, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    held: tuple[HeldCell, ...] = ()
    unsaid: tuple[Key, ...] = ()
    complaints: tuple[Complaint, ...] = ()
    is_incomplete: bool = False
    waived: str | None = None
    reread: str | None = None
    places: Mapping[Key, int] = field(default_factory=dict)

    @property
    def has_push(self) -> bool:
        """Whether the sheet has to be written."""
        return bool(self.updates or self.inserts or self.deletes)
