"""What one pass did, table by table."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Outcome(Enum):
    """How a pass ended where it did end."""

    UNCHANGED = "unchanged"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class TableReport:
    """What moved in one table, in rows. paused: why nothing could, None where it could.

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
