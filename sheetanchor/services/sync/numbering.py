"""Numbers that were given twice: by two programs, or after a backup was restored. No row is lost or fused.

The row that the sheet does not know gets another number, and what refers to it follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sheetanchor.domain.sync.fence import Fence
from sheetanchor.domain.sync.numbers import Collision, collisions, numbers_in
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.sync.plan import read_table
from sheetanchor.domain.sync.problems import TablePausedError
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sheet import Fetched
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services import numbers
from sheetanchor.services.sync import facts
from sheetanchor.services.sync.references import NewNumber, follow


@dataclass(frozen=True, slots=True)
class Found:
    """What a pass read of a numbered table. tables: all there are, for what refers to its rows."""

    tables: Sequence[Table]
    table: Table
    tab: Tab
    fence: Fence | None
    at: datetime

    @property
    def said(self) -> int:
        """The highest number that the fence says was given."""
        return _said(self.fence, self.table)


def note_taken(tx: Transaction, tables: Sequence[Table], fetched: Fetched) -> None:
    """Learn which numbers are taken, be a table paused or its tab not found: none of them is given again."""
    for table in tables:
        if table.numbered:
            tab = fetched.tabs[table.name]
            numbers.note(tx, table.name, _said(fetched.fence, table))
            numbers.note(tx, table.name, max(() if tab is None else numbers_in(table, tab), default=0))


def highest_given(tx: Transaction, tables: Sequence[Table]) -> dict[str, int]:
    """What the next fence is to say."""
    known = {table.name: numbers.highest(tx, table.name) for table in tables if table.numbered}
    return {name: number for name, number in known.items() if number}


def note_sent(tx: Transaction, fence: Fence) -> None:
    """The numbers of a fence that we set up ourselves are ours."""
    for table, number in fence.highest.items():
        _see(tx, table, number)


def part_twins(tx: Transaction, found: Found) -> int:
    """Give those of our rows that have a taken number another one; how many.

    In a table that is paused nothing can be compared, and it waits.
    """
    name = found.table.name
    try:
        twins = _twins(tx, found)
    except TablePausedError:
        return 0
    for collision in twins:
        _renumber(tx, found, collision)
    _see(tx, name, found.said)
    return len(twins)


def _twins(tx: Transaction, found: Found) -> tuple[Collision, ...]:
    table = found.table
    base, rows = tx.base(table.name), tx.rows(table.name)
    if rows.keys() <= base.keys():
        return ()
    given = range(_seen(tx, table.name) + 1, found.said + 1)
    return collisions(read_table(table, found.tab, base), base.keys(), rows, given)


def _renumber(tx: Transaction, found: Found, collision: Collision) -> None:
    table, at = found.table, found.at
    number = numbers.give(tx, table.name)
    values = {**tx.rows(table.name)[(collision.number,)].values, table.key[0]: number}
    row = Row((number,), values, SyncStatus.PENDING, Source.LOCAL, 1, at)
    tx.delete(table.name, (collision.number,), at=at, source=Source.LOCAL)
    tx.put(table.name, row)
    follow(tx, found.tables, NewNumber(table.name, collision.number, number, is_known=False), at)
    conflict = Conflict(
        table=table.name,
        key=(collision.number,),
        field=None,
        loss=Loss.COLLIDED,
        sheet=None if collision.sheet is None else collision.sheet.values,
        local=row.values,
        winner=Source.SHEETS,
        address=collision.address,
    )
    tx.keep_conflict(conflict, at)
    message = f"row {collision.number} is another one in the sheet; ours is row {number} from now on"
    tx.log(SyncLogEntry(at, table.name, "pull", "renumbered", rows=1, message=message))


def _said(fence: Fence | None, table: Table) -> int:
    return 0 if fence is None else fence.highest.get(table.name, 0)


def _seen(tx: Transaction, table: str) -> int:
    return int(tx.state(facts.numbers_seen(table)) or 0)


def _see(tx: Transaction, table: str, number: int) -> None:
    if number > _seen(tx, table):
        tx.set_state(facts.numbers_seen(table), str(number))
