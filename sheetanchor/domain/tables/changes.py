"""One change of one row, from either side, as the history keeps it."""

from collections.abc import Iterable, Mapping
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


def as_of(rows: Mapping[Key, Values], changes: Iterable[Change], at: datetime) -> dict[Key, Values]:
    """Rows as they stood at an instant, what was done then included.

    changes: all of these rows, the newest first. They are undone in their order, not in that of the clock.
    """
    then = dict(rows)
    for key, values in _undone(changes, at).items():
        if values is None:
            then.pop(key, None)
        else:
            then[key] = values
    return then


def _undone(changes: Iterable[Change], at: datetime) -> dict[Key, Values | None]:
    before: dict[Key, Values | None] = {}
    stands: set[Key] = set()
    for change in changes:
        if change.at <= at:
            stands.add(change.key)
        if change.key not in stands:
            before[change.key] = change.before
    return before
