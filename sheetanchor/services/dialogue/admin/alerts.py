"""Telling admins of trouble once when it begins, and once when it is over."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sheetanchor.services.dialogue.admin.reports import (
    SyncFailing,
    SyncWorks,
    TablePaused,
    TableResumed,
    TabMistaken,
    TabTold,
)
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.outcome import Letter
from sheetanchor.services.dialogue.roles import Roles
from sheetanchor.services.dialogue.screens import Button, Said
from sheetanchor.services.dialogue.store import ChatBook, ChatStore
from sheetanchor.services.sync.links import CellLinks
from sheetanchor.services.sync.pass_watch import PassWatch
from sheetanchor.services.sync.status import StatusReader, SyncState
from sheetanchor.services.sync.titles import Namesake

#: What the admins were told of and was not over yet, by name.
_TOLD = "chat:alerts"
#: Since when every pass failed.
_FAILING = "chat:failing_since"
_PAUSED = "paused:"
_NAMESAKE = "namesake:"
_BUTTONS = ((Button("problems"), Button("sync_stats")),)


@dataclass(frozen=True, slots=True)
class Alerts:
    """Watches what passes leave behind. failing_for: how long passes may fail before it is told."""

    status: StatusReader
    watch: PassWatch
    store: ChatStore
    letters: Letters
    roles: Roles
    failing_for: timedelta
    links: CellLinks

    def look(self) -> None:
        """Compare what is wrong now with what was told, and tell the difference."""
        state = self.status.read()
        with self.store.writing() as book:
            wrong = {**self._paused(state), **self._mistaken(state), **self._failing(book, state)}
            self._tell(book, wrong, {table.table: table.tab for table in state.tables})

    def _paused(self, state: SyncState) -> dict[str, object]:
        return {
            f"{_PAUSED}{table.table}": TablePaused(
                table.tab, table.paused, table.paused_at, self.links.to(table.table, table.paused_at)
            )
            for table in state.tables
            if table.paused is not None
        }

    def _mistaken(self, state: SyncState) -> dict[str, object]:
        return {
            f"{_NAMESAKE}{table.table}": TabMistaken(
                table.tab, _in_full(table.namesake), self.links.to(table.table)
            )
            for table in state.tables
            if table.namesake is not None
        }

    def _failing(self, book: ChatBook, state: SyncState) -> dict[str, object]:
        """A failure counts once it has lasted; while it lasts the bot answers from the replica alone."""
        if state.last_error is None:
            book.set_state(_FAILING, None)
            return {}
        since = book.state(_FAILING)
        if since is None:
            book.set_state(_FAILING, book.at.isoformat())
            return {}
        lasted = book.at - datetime.fromisoformat(since)
        last = self.watch.last
        error = None if last is None else last.error
        return {"failing": SyncFailing(lasted, error, state.last_error)} if lasted >= self.failing_for else {}

    def _tell(self, book: ChatBook, wrong: Mapping[str, object], tabs: Mapping[str, str]) -> None:
        told: list[str] = json.loads(book.state(_TOLD) or "[]")
        begun = [about for name, about in wrong.items() if name not in told]
        over = [name for name in told if name not in wrong]
        if not begun and not over:
            return
        book.set_state(_TOLD, json.dumps(list(wrong)))
        for admin in self.roles.admins:
            for about in begun:
                self.letters.put(book, Letter(admin, Said(about, _BUTTONS)))
            for name in over:
                self.letters.put(book, Letter(admin, Said(_end_of(name, tabs))))


def _end_of(name: str, tabs: Mapping[str, str]) -> object:
    """One that is told of under a name; a table that is not declared any more is called as it was."""
    kind, _, table = name.partition(":")
    end = _ENDS.get(f"{kind}:")
    return SyncWorks() if end is None else end(tabs.get(table, table))


_ENDS: Mapping[str, Callable[[str], object]] = {_PAUSED: TableResumed, _NAMESAKE: TabTold}


def _in_full(namesake: Namesake) -> str:
    return f"{namesake.message()} To end it: {'; or '.join(namesake.settle)}."
