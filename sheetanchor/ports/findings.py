"""What waits for a person though every cell can be read: found by whoever works with the rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sheetanchor.domain.tables.values import Key


@dataclass(frozen=True, slots=True)
class Finding:
    """A row that is left as it is until somebody mends it.

    message: what is wrong and what stays meanwhile, as a sentence. settle: what ends it, one way each.
    field: the column meant, where it is one.
    """

    table: str
    key: Key
    message: str
    settle: tuple[str, ...]
    field: str | None = None


class Findings(Protocol):
    """One source of them; the list of problems shows those of all sources."""

    def read(self) -> Sequence[Finding]:
        """Those that are not mended yet, as last committed; raises ReplicaError."""
