"""What was to be put back by a batch that found the columns elsewhere once more.

It has written over cells that were owed to people already: what stood there was no value of theirs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sheetanchor.domain.sync.debts import CellDebt, Debt, moved_columns
from sheetanchor.services.sync.applied import Part


def carried_on(part: Part, number: int, made: Sequence[CellDebt]) -> Iterator[Debt]:
    """What an updated row is owed after a batch that was to pay some of it; made: what this batch overwrote.

    Where the row itself is not as it was read, nothing is known of it, and both are owed.
    """
    debts = part.sent.updates[number].debts
    if not part.is_moved_only(number):
        yield from (*made, *debts)
        return
    by_column = {debt.column: debt for debt in made}
    for old in debts:
        column = moved_columns(old.header, part.header).get(old.column) if isinstance(old, CellDebt) else None
        if not isinstance(old, CellDebt) or column is None:
            yield old
        elif column in by_column:
            by_column[column] = _instead(by_column[column], old)
        else:
            yield _as_left(part, number, old, column)
    yield from (debt for debt in by_column.values() if debt.wrote != debt.owed or debt.formula is not None)


def _instead(made: CellDebt, old: CellDebt) -> CellDebt:
    """What stood there was what an earlier batch had left."""
    return replace(made, owed=old.owed, formula=old.formula, was_read=old.was_read)


def _as_left(part: Part, number: int, old: CellDebt, column: int) -> CellDebt:
    """It is still as an earlier batch left it, in a row that is another one now."""
    (now,) = part.owed_as_left(number, [column])
    return replace(
        old, place=now.place, column=column, line=now.line, header=now.header, identity=now.identity
    )
