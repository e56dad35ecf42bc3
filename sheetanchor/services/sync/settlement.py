"""A conflict that a person settles, and what has to be settled with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.schema import Table
from sheetanchor.domain.tables.values import Key, Value, Values
from sheetanchor.ports.replica import Transaction


class CannotKeepError(InputError):
    """A conflict cannot be settled as asked; nothing was changed."""

    def __init__(self, kept: KeptConflict, reason: str) -> None:
        super().__init__(f"conflict {kept.number} cannot be settled so: {reason}. Nothing was changed.")
        self.number = kept.number


@dataclass(frozen=True, slots=True)
class Settlement:
    """One decision. company: all conflicts that are settled together, for a list all of one pass."""

    tx: Transaction
    table: Table
    kept: KeptConflict
    company: Sequence[KeptConflict]
    winner: Source
    at: datetime

    @property
    def key(self) -> Key:
        """Of the row."""
        return self.kept.conflict.key

    @property
    def loser(self) -> Source:
        """The side that is to give way."""
        return Source.LOCAL if self.winner is Source.SHEETS else Source.SHEETS

    def values_of(self, side: Source, kept: KeptConflict | None = None) -> Values | None:
        """What a side held, None where it had no such row; only fields that are declared still."""
        conflict = (kept or self.kept).conflict
        values = conflict.sheet if side is Source.SHEETS else conflict.local
        return None if values is None else self._declared(values)

    def with_side(self, rows: Mapping[Key, Values], side: Source) -> dict[Key, Values]:
        """A list as a side held it: the rows, and what the conflicts keep of it on top."""
        then: dict[Key, Values] = {key: self._declared(values) for key, values in rows.items()}
        for each in self.company:
            values = self.values_of(side, each)
            if values is None:
                then.pop(each.conflict.key, None)
            else:
                then[each.conflict.key] = values
        return then

    def refuse(self, reason: str) -> CannotKeepError:
        """The error that says why it cannot be."""
        return CannotKeepError(self.kept, reason)

    def _declared(self, values: Values) -> dict[str, Value]:
        return {name: value for name, value in values.items() if name in self.table.by_field}
