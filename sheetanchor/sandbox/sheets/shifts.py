"""What inserting, deleting or moving rows or columns does to the indexes of all that stands in a sheet."""

from dataclasses import dataclass
from typing import Literal, Protocol

Dimension = Literal["ROWS", "COLUMNS"]
Span = tuple[int, int | None]


class Shift(Protocol):
    """One structural change along one dimension."""

    def index(self, old: int) -> int | None:
        """Where a row or column went; None when it is gone."""
        ...

    def span(self, start: int, end: int | None) -> Span | None:
        """What became of a half-open span, its end None when open; None when nothing of it is left."""
        ...


@dataclass(frozen=True, slots=True)
class Insertion:
    """`count` blank ones before index `at`."""

    at: int
    count: int

    def index(self, old: int) -> int | None:
        """All from `at` on move down or right."""
        return old + self.count if old >= self.at else old

    def span(self, start: int, end: int | None) -> Span | None:
        """A span grows when the new ones come inside it, not at its edges."""
        moved_end = end if end is None or end <= self.at else end + self.count
        return (start + self.count if start >= self.at else start), moved_end


@dataclass(frozen=True, slots=True)
class Removal:
    """`count` ones from index `at` on."""

    at: int
    count: int

    def index(self, old: int) -> int | None:
        """All behind the removed ones move up or left."""
        if old < self.at:
            return old
        return None if old < self.at + self.count else old - self.count

    def span(self, start: int, end: int | None) -> Span | None:
        """A span shrinks by what it loses."""
        new_start = self._edge(start)
        if end is None:
            return new_start, None
        new_end = self._edge(end)
        return (new_start, new_end) if new_start < new_end else None

    def _edge(self, edge: int) -> int:
        return edge if edge <= self.at else max(self.at, edge - self.count)


@dataclass(frozen=True, slots=True)
class Move:
    """Those from `start` to `end` (not included) put before index `destination`, counted before the move."""

    start: int
    end: int
    destination: int

    def index(self, old: int) -> int | None:
        """The moved block and what it jumps over change places."""
        length = self.end - self.start
        if self.start <= old < self.end:
            to = self.destination if self.destination <= self.start else self.destination - length
            return to + old - self.start
        if self.end <= old < self.destination:
            return old - length
        return old + length if self.destination <= old < self.start else old

    def span(self, start: int, end: int | None) -> Span | None:
        """A span wholly inside one of the two blocks moves along; one across an edge stays."""
        if end is None:
            return start, None
        first, last = self.index(start), self.index(end - 1)
        if first is None or last is None or last - first != end - 1 - start:
            return start, end
        return first, last + 1
