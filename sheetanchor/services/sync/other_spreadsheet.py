"""Noticing that the settings name another spreadsheet than the one that the replica was synced with.

All that was agreed was agreed with the other one, so that nothing here is an edit. All tables pause, nothing
is written into the new one, and what is open with the other one waits for it.
"""

from collections.abc import Sequence

from sheetanchor.domain.sync.problems import Guard, Pause
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.replica import Transaction
from sheetanchor.services.sync import facts, old_version, titles
from sheetanchor.services.sync.reading import Read

_ANEW = (
    "begin with a new replica: stop the program, move the file that database_url names aside and start it "
    "again; what waits to be sent stays in the old file"
)


def reasons_to_wait(
    tx: Transaction, read: Read, tables: Sequence[Table], *, is_meant: bool
) -> dict[str, Pause]:
    """Why tables are left alone whatever they hold: another spreadsheet, or an old version of the right one.

    is_meant: that is to be gone on with. Notes which spreadsheet it is and which fence was read.
    """
    if read.other_than is not None:
        if is_meant:
            _move(tx, read)
        return {table.name: _pause_of(table, read) for table in tables}
    if read.spreadsheet is not None and tx.state(facts.SPREADSHEET) is None:
        tx.set_state(facts.SPREADSHEET, read.spreadsheet)
    old = old_version.look(tx, read, tables)
    return {
        table.name: old_version.pause_of(titles.as_called(tx, table)) for table in tables if table.name in old
    }


def _move(tx: Transaction, read: Read) -> None:
    """Go on with the new one: no fence or trace of the other one is missed in it."""
    tx.set_state(facts.SPREADSHEET, read.spreadsheet)
    tx.set_state(facts.RESTORED_BELOW, tx.state(facts.FENCE_SEEN))
    tx.set_state(facts.FENCE_MARK, None)
    tx.set_state(facts.TRACELESS, None)


def _pause_of(table: Table, read: Read) -> Pause:
    return Pause(
        table.name,
        table.tab,
        Guard.OTHER_SPREADSHEET,
        "A1",
        f"and all else is in another spreadsheet: the settings name {read.spreadsheet}, and this replica was "
        f"synced with {read.other_than}",
        (
            f"set spreadsheet_id back to {read.other_than} and start the program again",
            _ANEW,
        ),
        may_be_meant=True,
    )
