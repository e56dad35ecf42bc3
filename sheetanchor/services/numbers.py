"""The highest number ever given in a numbered table, as the replica keeps it."""

from collections.abc import Iterable, Iterator

from sheetanchor.domain.tables.schema import LARGEST_TYPED_NUMBER
from sheetanchor.domain.tables.values import Key
from sheetanchor.ports.replica import Transaction


def number_of(key: Key) -> int:
    """The number of a row of a numbered table."""
    number = key[0]
    assert isinstance(number, int)  # noqa: S101 - a numbered table is declared with a whole number
    return number


def highest(tx: Transaction, table: str) -> int:
    """0 where none was ever given or seen."""
    return int(tx.state(_highest(table)) or 0)


def note(tx: Transaction, table: str, number: int) -> None:
    """A number was given or seen; the highest one counts."""
    if number > highest(tx, table):
        tx.set_state(_highest(table), str(number))


def give(tx: Transaction, table: str) -> int:
    """A number above all that were given or stand here, but for those that are too large to be followed."""
    number = 1 + max((highest(tx, table), *followed(map(number_of, tx.rows(table)))))
    note(tx, table, number)
    return number


def followed(numbers: Iterable[int]) -> Iterator[int]:
    """Those after which others can be given; a larger one was given itself, and noted, or never read."""
    return (number for number in numbers if number <= LARGEST_TYPED_NUMBER)


def _highest(table: str) -> str:
    return f"highest_id:{table}"
