"""One change of one row, from either side, as the history keeps it."""

from dataclasses import dataclass
from datetime import datetime

from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.values import Key, Values


@dataclass(frozen=True, slots=True)
class Change:
    """A row before and after; None where it did not exist.

    sequence grows with every change of any table and orders them, for clocks jump. at: aware.
    """

    sequence: int
    at: datetime
    table: str
    key: Key
    side: Source
    before: Values | None
    after: Values | None
