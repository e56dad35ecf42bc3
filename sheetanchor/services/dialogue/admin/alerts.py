"""Telling admins of trouble once when it begins, and once when it is over."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sheetanchor.services.dialogue.admin.desk import FORCED
from sheetanchor.services.dialogue.admin.reports import Alert, AllClear, SyncDone
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.outcome import Letter
from sheetanchor.services.dialogue.roles import Roles
from sheetanchor.services.dialogue.screens import Button, Said
from sheetanchor.services.dialogue.store import ChatBook, ChatStore
from sheetanchor.services.sync.status import StatusReader, SyncState

#: What the admins were told of and was not over yet, by name.
_TOLD = "chat:alerts"
#: Since when every pass failed.
_FAILING = "chat:failing_since"
_BUTTONS = ((Button("problems"), Button("sync_stats")),)


@dataclass(frozen=True, slots=True)
class Alerts:
    """Watches what passes leave behind. failing_for: how long passes may fail before it is told."""

    status: StatusReader
    store: ChatStore
    letters: Letters
    roles: Roles
    failing_for: timedelta

    def look(self) -> None:
        """Compare what is wrong now with what was told, and tell the difference."""
        state = self.status.read()
        with self.store.writing() as book:
            wrong = {**self._paused(state), **self._failing(book, state)}
            self._tell(book, wrong)
            self._tell_forced(book, state)

    def _paused(self, state: SyncState) -> dict[str, str]:
        return {f"paused:{table.table}": table.paused for table in state.tables if table.paused is not None}

    def _failing(self, book: ChatBook, state: SyncState) -> dict[str, str]:
        """A failure counts once it has lasted; while it lasts the bot answers from the replica alone."""
        if state.last_error is None:
            book.set_state(_FAILING, None)
            return {}
        since = book.state(_FAILING)
        if since is None:
            book.set_state(_FAILING, book.at.isoformat())
            return {}
        is_long = book.at - datetime.fromisoformat(since) >= self.failing_for
        return {"failing": state.last_error} if is_long else {}

    def _tell(self, book: ChatBook, wrong: Mapping[str, str]) -> None:
        told: dict[str, str] = json.loads(book.state(_TOLD) or "{}")
        begun = {name: detail for name, detail in wrong.items() if name not in told}
        over = {name: detail for name, detail in told.items() if name not in wrong}
        if not begun and not over:
            return
        still = {name: detail for name, detail in told.items() if name in wrong}
        book.set_state(_TOLD, json.dumps({**still, **begun}))
        for admin in self.roles.admins:
            for detail in begun.values():
                self.letters.put(book, Letter(admin, Said(Alert(detail), _BUTTONS)))
            for detail in over.values():
                self.letters.put(book, Letter(admin, Said(AllClear(detail))))

    def _tell_forced(self, book: ChatBook, state: SyncState) -> None:
        """Whoever asked for a full read hears when one has come to its end since."""
        for admin in self.roles.admins:
            asked = book.state(f"{FORCED}:{admin}")
            done = state.last_fetch_at
            if asked is None or done is None or done <= datetime.fromisoformat(asked):
                continue
            book.set_state(f"{FORCED}:{admin}", None)
            self.letters.put(book, Letter(admin, Said(_done(done, state), _BUTTONS)))


def _done(at: datetime, state: SyncState) -> SyncDone:
    return SyncDone(
        at=at,
        conflicts=sum(table.conflicts for table in state.tables),
        held=sum(len(table.held) for table in state.tables),
        paused=tuple(table.tab for table in state.tables if table.paused is not None),
    )
