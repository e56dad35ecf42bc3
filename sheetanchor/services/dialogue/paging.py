"""Long lists of buttons in pages, for Telegram refuses a message with more than a hundred."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE = 24
ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Page(Generic[ItemT]):
    """A part of a list. number: from 0; of: how many pages there are, at least one."""

    items: tuple[ItemT, ...]
    number: int
    of: int

    @property
    def has_next(self) -> bool:
        """Whether another page follows."""
        return self.number + 1 < self.of


def page_of(items: Sequence[ItemT], number: int, size: int = PAGE) -> Page[ItemT]:
    """The page of that number; the last one where the list is shorter meanwhile."""
    pages = max(-(-len(items) // size), 1)
    shown = min(max(number, 0), pages - 1)
    return Page(tuple(items[shown * size : (shown + 1) * size]), shown, pages)
