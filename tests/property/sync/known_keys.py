"""Which keys the rows of a page have, and had when they could still be read."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from sheetanchor.domain.tables.cells import Cell, CellValue
from tests.property.sync.page import Meaning, Page, Unread


class KnownKeys:
    """Knows a row by the row itself, else by the people's own name for it. Keys of a list are None.

    also: keys that were once another one's, as where a program gave a row another number. astray: keys that a
    program wrote under the wrong header, so that nobody would give one back to its row.
    """

    def __init__(self, page: Page, also: Mapping[Meaning, set[Meaning]]) -> None:
        self._page = page
        self._also = also
        self.astray: set[Meaning] = set()
        self._by_row: dict[int, tuple[list[Cell], Meaning]] = {}
        self._by_name: dict[str, set[Meaning]] = defaultdict(set)
        self._last: dict[CellValue, Meaning] = {}

    def shown(self, place: int) -> Meaning:
        """The key that stands there."""
        return None if self._page.table.is_whole else self._page.key(place)

    def known(self, place: int) -> Meaning:
        """The key of a row, the one that it had last where it has none or a program wrote over it."""
        key = self.shown(place)
        if not isinstance(key, Unread) and not self._is_astray(place, key):
            return key
        noted = self._by_row.get(id(self._page.tab.line(place)))
        if noted is not None:
            return None if noted[1] in self.astray else noted[1]
        ident = self._page.ident(place)
        is_alone = [self._page.ident(each) for each in self._page.places()].count(ident) == 1
        return self._last.get(ident) if is_alone else None

    def all(self) -> Counter[Meaning]:
        """How many rows have which key."""
        return Counter(self.known(place) for place in self._page.places() if self._page.is_ours(place))

    def note(self) -> None:
        """Remember which row has which key."""
        for place in self._page.places():
            key = self.shown(place)
            if not isinstance(key, Unread) and not self._is_astray(place, key):
                line = self._page.tab.line(place)
                self._by_row[id(line)] = (line, key)
                self._last[self._page.ident(place)] = key
                self._by_name[self.name_of(place)].add(key)

    def forget(self, place: int) -> None:
        """A person has made another row of it."""
        self._by_row.pop(id(self._page.tab.line(place)), None)

    def _is_astray(self, place: int, key: Meaning) -> bool:
        """Whether what stands there as the key is what a program meant for another column."""
        _, noted = self._by_row.get(id(self._page.tab.line(place)), (None, key))
        return noted not in {key, *self._also.get(key, set())}

    def name_of(self, place: int) -> str:
        """By what a row is known: the people's own name for it, or its key."""
        ident = self._page.ident(place)
        return str(ident) if ident is not None else f"k{self.shown(place)}"

    def ever(self, name: str) -> set[Meaning]:
        """All keys that rows of this name ever had."""
        return {int(name[1:])} if name.startswith("k") else self._by_name[name]
