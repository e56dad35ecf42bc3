"""What everybody wrote and was told to be kept, so that nothing of it can get lost unnoticed."""

from collections import defaultdict
from dataclasses import dataclass, field

from sheetanchor import Table
from sheetanchor.domain.tables.values import Key, Value, Values


@dataclass(frozen=True)
class Written:
    """A cell that somebody gave a value. key: None in a list, whose rows have none."""

    table: str
    key: Key | None
    field: str
    value: Value


def cells_of(table: Table, values: Values) -> set[Written]:
    """A row of a table, cell by cell."""
    key = None if table.is_whole else table.key_of(values)
    return {Written(table.name, key, name, value) for name, value in values.items()}


@dataclass
class Ledger:
    """replaced: what somebody saw in a cell and typed over. gone: rows that somebody deleted.

    foreign: by table, which text of people stands beside which key.
    """

    written: set[Written] = field(default_factory=set)
    replaced: set[Written] = field(default_factory=set)
    gone: set[tuple[str, Key]] = field(default_factory=set)
    foreign: defaultdict[str, set[tuple[str, str]]] = field(default_factory=lambda: defaultdict(set))

    def deleted(self, table: Table, values: Values) -> None:
        """Somebody deleted a row, and has seen what stands in it."""
        key = table.key_of(values)
        self.gone.add((table.name, key))
        self.replaced |= cells_of(table, values)
        beside = self.foreign[table.name]
        self.foreign[table.name] = {each for each in beside if each[0] != str(key[0])}
