"""What the tab of a table is called now, and whether people may take another tab for it.

Tabs are bound by their id, so that one that was renamed goes on. Where another one got its title meanwhile,
such as a copy, people edit a tab that nobody reads.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.schema import Table
from sheetanchor.ports.replica import Transaction
from sheetanchor.ports.sheet import Fetched
from sheetanchor.ports.sync_log import SyncLogEntry
from sheetanchor.services.sync import facts

_LOG = logging.getLogger(__name__)
_NOBODY = ""


class Remembers(Protocol):
    """A replica, or a transaction of one."""

    def state(self, name: str) -> str | None:
        """A fact."""


@dataclass(frozen=True, slots=True)
class Namesake:
    """Another tab that has the title of a table's own. called: its own tab's title now.

    read_as: the table that the other tab is of, None where nobody reads it.
    """

    table: str
    title: str
    called: str
    read_as: str | None

    def message(self) -> str:
        """The sentence for people."""
        said = f"table {self.table!r} is read from the tab that is called {self.called!r} now; the tab "
        if self.read_as is not None:
            return f"{said}{self.title!r} is that of table {self.read_as!r}. Both go on as they were."
        return (
            f"{said}{self.title!r} is another one, such as a copy, and is not read: what is typed there "
            "goes nowhere."
        )

    @property
    def settle(self) -> tuple[str, ...]:
        """What ends it, one way each."""
        back = (
            f"give the tab {self.title!r} another title, then {self.called!r} its title {self.title!r} again"
        )
        if self.read_as is not None:
            return (back,)
        instead = (
            f"delete the tab {self.called!r}, if {self.title!r} is to be read instead: it is taken by "
            f"`sheetanchor resync {self.table}`, which asks about every difference"
        )
        return (back, instead)


def note(tx: Transaction, tables: Sequence[Table], fetched: Fetched, at: datetime) -> None:
    """Remember what tabs are called; the log gets a line where one begins to be taken for another."""
    readers = {tab.sheet_id: name for name, tab in fetched.tabs.items() if tab is not None}
    for table in tables:
        tab, namesake = fetched.tabs[table.name], fetched.namesakes.get(table.name)
        _remember(tx, facts.tab_title(table.name), _other_title(table, tab))
        reader = None if namesake is None else readers.get(namesake, _NOBODY)
        if _remember(tx, facts.namesake(table.name), reader):
            _tell(tx, table, at)


def _other_title(table: Table, tab: Tab | None) -> str | None:
    return None if tab is None or tab.title == table.tab else tab.title


def _remember(tx: Transaction, fact: str, value: str | None) -> bool:
    is_news = tx.state(fact) != value
    if is_news:
        tx.set_state(fact, value)
    return is_news


def _tell(tx: Transaction, table: Table, at: datetime) -> None:
    found = namesake_of(tx, table)
    if found is not None:
        _LOG.warning("%s", found.message())
        tx.log(SyncLogEntry(at, table.name, "pull", "namesake", message=found.message()))


def bound_to(memory: Remembers, table: Table) -> int | None:
    """The id of the tab that a table was synced with last, None where it never was."""
    known = memory.state(facts.sheet_id(table.name))
    return None if known is None else int(known)


def as_called(memory: Remembers, table: Table) -> Table:
    """The table with its tab as that is called now, for people."""
    title = memory.state(facts.tab_title(table.name))
    return table if title is None else replace(table, tab=title)


def namesake_of(memory: Remembers, table: Table) -> Namesake | None:
    """The tab that people may take for that of a table as it is declared; None where there is none."""
    reader = memory.state(facts.namesake(table.name))
    if reader is None:
        return None
    return Namesake(table.name, table.tab, as_called(memory, table).tab, reader or None)
