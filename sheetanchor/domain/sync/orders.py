"""What is known of a table for this once, beyond its declaration: what people have said, and its tab."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.sync.incremental import READS_TO_BELIEVE
from sheetanchor.domain.tables.schema import Policy, Strategy, Table
from sheetanchor.domain.tables.values import Key, Values


@dataclass(frozen=True, slots=True)
class Orders:
    """asks: no policy decides, for the base is being rebuilt.

    is_meant: changes that look like an accident are meant; deletions among them were seen before.
    awaited: rows that wait for a person, whatever the merge says of them.
    known_tab: the id of the tab that the table was synced with until now.
    derived: what was agreed in derived cells before the base was forgotten.
    others_wrote: another program has written since the table was read last.
    """

    asks: bool = False
    is_meant: bool = False
    awaited: frozenset[Key] = frozenset()
    known_tab: int | None = None
    derived: Mapping[Key, Values] = field(default_factory=dict)
    others_wrote: bool = False


NO_ORDERS = Orders()


def asking(table: Table) -> Table:
    """The table with every conflict left to a person."""
    columns = tuple(replace(column, policy=None) for column in table.columns)
    strategy = table.strategy if table.decide is None else Strategy.INCREMENTAL
    return replace(table, policy=Policy.ASK, columns=columns, strategy=strategy)


def seen_missing(base: Mapping[Key, BaseRow]) -> Mapping[Key, BaseRow]:
    """The base as though an earlier read had missed every row, so that what is gone now is believed."""
    return {key: replace(row, missing=max(row.missing, READS_TO_BELIEVE - 1)) for key, row in base.items()}
