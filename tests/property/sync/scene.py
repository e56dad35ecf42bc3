"""What people and programs of one world share."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import count

from sheetanchor.adapters.memory.clock import FakeClock
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.replica import Replica
from tests.property.sync.ledger import Ledger
from tests.property.sync.page import Meaning, Page
from tests.property.sync.wire import Points, Store, Wire

NewSheet = Callable[[Points, Callable[[], None]], Wire]
NewStore = Callable[[str, Sequence[Table], Callable[[], None]], Replica]


class Scene:
    """The spreadsheet, the time, the record, and everything that the spreadsheet ever meant.

    numbers: each is used once, so that every value tells who wrote it. stood: what a field of a row ever
    meant in the sheet; lists: what a list ever was there. revived: keys of rows that may be back though they
    were deleted, since nobody could know. new_store: makes the replica of a program of this name.
    """

    def __init__(self, new_sheet: NewSheet = Wire) -> None:
        self.points = Points()
        self.clock = FakeClock()
        self.ledger = Ledger()
        self.sheet = new_sheet(self.points, self.note_sheet)
        self.new_store: NewStore = self._in_memory
        self.numbers: Iterator[int] = count(100)
        self.pages: list[Page] = []
        self.stood: defaultdict[tuple[str, Meaning, str], set[Meaning]] = defaultdict(set)
        self.lists: defaultdict[str, set[tuple[tuple[Meaning, ...], ...]]] = defaultdict(set)
        self.revived: set[Meaning] = set()

    def _in_memory(self, name: str, tables: Sequence[Table], on_commit: Callable[[], None]) -> Replica:
        del name
        return Store(tables, self.points, on_commit)

    def note_sheet(self) -> None:
        """Remember what the sheet means now."""
        for page in self.pages:
            rows, table = page.rows(), page.table
            if table.is_whole:
                self.lists[table.name].add(tuple(tuple(row.values()) for row in rows))
                continue
            for row in rows:
                for name, value in row.items():
                    self.stood[table.name, row[table.key[0]], name].add(value)

    def has_stood(self, table: str, key: Meaning, name: str, value: Meaning) -> bool:
        """Whether a field of a row ever meant this in the sheet, under this key or an earlier one."""
        keys = {key, *self.ledger.also[key]}
        return any(value in self.stood[table, each, name] for each in keys)
