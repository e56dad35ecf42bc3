"""Conflicts as they are kept: numbered, so that a person can name one, and decided or still waiting."""

from dataclasses import dataclass
from datetime import datetime

from sheetanchor.domain.sync.outcomes import Conflict


@dataclass(frozen=True, slots=True)
class KeptConflict:
    """A conflict with its loser. number is never given twice.

    at: when it was first seen. decided_at: when a policy, a person or both sides' agreement settled it, None
    while it waits. Its winner may be None though it is decided: both sides agreed on a third value.
    """

    number: int
    at: datetime
    conflict: Conflict
    decided_at: datetime | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether a person has still to decide it."""
        return self.decided_at is None
