"""That trouble in one table delays no other one: one pass, and all the others are as they should be."""

from collections.abc import Iterator, Sequence

from tests.property.sync.page import Page, Unread
from tests.property.sync.people import Hand
from tests.property.sync.program import Program


def poison(hand: Hand, number: int) -> None:
    """Text that means nothing, or a header that nobody knows."""
    hand.do(Hand.poison if number % 2 else Hand.rename_header, number, number)


def delayed(program: Program, hands: Sequence[Hand], poisoned: Hand) -> Iterator[str]:
    """Tables that have not become one though nothing is wrong with them."""
    for hand in hands:
        if hand is not poisoned and hand.page.table.name not in program.replica.pauses():
            if _theirs(hand.page) != _ours(program, hand.page):
                yield f"{hand.page.table.name} waits for trouble in {poisoned.page.table.name}"
        elif hand is not poisoned:
            yield f"{hand.page.table.name} is paused for {poisoned.page.table.name}"


def is_sound(page: Page) -> bool:
    """Whether all can be read."""
    return not any(isinstance(value, Unread) for row in page.rows() for value in row.values())


def _theirs(page: Page) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [dict(row) for row in page.rows()]
    return rows if page.table.is_whole else sorted(rows, key=str)


def _ours(program: Program, page: Page) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = [dict(row.values) for row in program.rows(page.table).values()]
    return rows if page.table.is_whole else sorted(rows, key=str)
