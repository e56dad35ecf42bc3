"""What one pass did, table by table."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from sheetanchor.ports.sheet import TabWrite


class Outcome(Enum):
    """How a pass ended where it did end."""

    UNCHANGED = "unchanged"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class TableReport:
    """What moved in one table, in rows. paused: why nothing could, None where it could.

    conflicts: new ones, decided by a policy or waiting for a person.
    unconfirmed: rows that were written but did not read back as written; they stay pending.
    """

    table: str
    pulled: int = 0
    removed: int = 0
    updated: int = 0
    inserted: int = 0
    deleted: int = 0
    conflicts: int = 0
    held: int = 0
    unconfirmed: int = 0
    paused: str | None = None

    @property
    def pushed(self) -> int:
        """Rows of the sheet that were written, inserted or deleted."""
        return self.updated + self.inserted + self.deleted

    @property
    def is_quiet(self) -> bool:
        """Whether nothing moved and nothing is wrong."""
        moved = self.pulled + self.removed + self.pushed + self.conflicts + self.unconfirmed
        return not moved and not self.held and self.paused is None


def combined(earlier: TableReport | None, later: TableReport) -> TableReport:
    """Two rounds of one pass: what moved adds up, how it stands is as the later one left it."""
    if earlier is None:
        return later
    moved = ("pulled", "removed", "updated", "inserted", "deleted", "conflicts")
    return replace(later, **{name: getattr(earlier, name) + getattr(later, name) for name in moved})


def pushed(report: TableReport, write: TabWrite, unconfirmed: int) -> TableReport:
    """The report with what was written."""
    return replace(
        report,
        updated=sum(bool(row.cells) for row in write.updates),
        inserted=len(write.inserts),
        deleted=len(write.deletes),
        unconfirmed=unconfirmed,
    )


@dataclass(frozen=True, slots=True)
class PassReport:
    """One pass. started_at is aware; seconds is how long it took."""

    outcome: Outcome
    started_at: datetime
    seconds: float
    tables: tuple[TableReport, ...] = field(default=())

    @property
    def moved(self) -> int:
        """Rows that moved in either direction."""
        return sum(table.pulled + table.removed + table.pushed for table in self.tables)
