"""The highest number ever given in a numbered table, as the replica keeps it."""

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
    """A number above all that were given or stand here."""
    number = 1 + max((highest(tx, table), *map(number_of, tx.rows(table))))
    note(tx, table, number)
    return number


def _highest(table: str) -> str:
    return f"highest_id:{table}"
