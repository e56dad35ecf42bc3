"""What a program has acknowledged and the sheet has still to learn: from then on it must not get lost."""

from collections.abc import Iterator
from dataclasses import replace

from sheetanchor import Table
from sheetanchor.bot.container import Container
from sheetanchor.domain.tables.values import Values
from tests.crashes.ledger import Ledger, Written, cells_of
from tests.crashes.program import synced


def note(ledger: Ledger, container: Container) -> None:
    """All of it goes into the ledger; to be called before it is sent."""
    for written, seen in _written(container):
        ledger.written.add(written)
        if seen is not None:
            ledger.replaced.add(seen)
    for table, values in _deleted(container):
        ledger.deleted(table, values)


def _written(container: Container) -> Iterator[tuple[Written, Written | None]]:
    """Cell by cell what was written, and over what; None where both sides never agreed."""
    with container.replica().transaction() as tx:
        for table in synced():
            base = tx.base(table.name)
            waiting = [row for row in tx.rows(table.name).values() if row.is_pending]
            for row in waiting:
                agreed = base[row.key].cells if row.key in base else {}
                for cell in cells_of(table, row.values):
                    seen = replace(cell, value=agreed[cell.field].value) if cell.field in agreed else None
                    if seen != cell:
                        yield cell, seen


def _deleted(container: Container) -> list[tuple[Table, Values]]:
    with container.replica().transaction() as tx:
        return [
            (table, {name: cell.value for name, cell in base.cells.items()})
            for table in synced()
            if not table.is_whole
            for key, base in tx.base(table.name).items()
            if key not in tx.rows(table.name)
        ]
