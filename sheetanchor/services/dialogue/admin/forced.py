"""A pass that an admin asked for, followed in the message that answered."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.ports.clock import Clock
from sheetanchor.services.dialogue.admin.reports import SyncAsked, SyncDone, SyncFailed
from sheetanchor.services.dialogue.events import Arrived, Tap
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.outcome import Letter, Outcome
from sheetanchor.services.dialogue.screens import Button, Said
from sheetanchor.services.dialogue.state import Dialogue
from sheetanchor.services.dialogue.store import ChatBook, ChatStore
from sheetanchor.services.sync.aftercare import AllowingPasses
from sheetanchor.services.sync.conflicts import Conflicts
from sheetanchor.services.sync.pass_watch import PassNote, PassWatch
from sheetanchor.services.sync.report import Outcome as Ended
from sheetanchor.services.sync.status import StatusReader

_LOG = logging.getLogger(__name__)
#: Who waits for a full read, until it is done.
_ASKED = "chat:sync_forced"
#: After that the end is told in a message of its own: the one that answered never arrived.
_PATIENCE = timedelta(minutes=1)
#: After how long a pass that failed is tried again.
_AGAIN = timedelta(seconds=30)
_BUTTONS = ((Button("problems"), Button("sync_stats")),)


@dataclass(frozen=True, slots=True)
class _Asked:
    """mark: by which the message that answered is known. has_failed: whether a failure was told."""

    admin: int
    at: str
    mark: int
    has_failed: bool = False

    @property
    def since(self) -> datetime:
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True)
class ForcedSync:
    """Remembers who asked, runs a pass for them, and edits the answer as it fails or comes to its end.

    The pass is one of its own, for the loop lets nobody cut short how long it waits after a failure. One that
    failed is tried again now and then; one of the loop that reads the sheet meanwhile does as well.
    """

    store: ChatStore
    letters: Letters
    watch: PassWatch
    status: StatusReader
    conflicts: Conflicts
    passes: AllowingPasses
    clock: Clock

    def ask(self, arrived: Arrived) -> Outcome:
        """Remember it; whoever calls `look` does the rest."""
        who, mark = arrived.person.person_id, arrived.update_id
        tapped = arrived.event.message_id if isinstance(arrived.event, Tap) else None
        letter = Letter(who, Said(SyncAsked()), edit=tapped, mark=mark)
        return Outcome(Dialogue(), None, letters=(letter,), effects=(_noted(who, mark),))

    def look(self) -> None:
        """Do it, and tell whoever waits what has come of it. Reads one fact where nobody does."""
        asked = _read(self.store.state(_ASKED))
        if not asked:
            return
        if any(self._is_due(one) for one in asked):
            self._run_pass()
        with self.store.writing() as book:
            left = [self._followed(book, one) for one in _read(book.state(_ASKED))]
            _write(book, [one for one in left if one is not None])

    def _followed(self, book: ChatBook, asked: _Asked) -> _Asked | None:
        """What is left to be told; None once it is done."""
        message_id = book.place(asked.admin, asked.mark)
        if message_id is None and book.at - asked.since < _PATIENCE:
            return asked
        notes = self.watch.since(asked.since)
        if any(_is_done(note) for note in notes):
            book.forget_place(asked.admin, asked.mark)
            self._tell(book, asked.admin, message_id, self._done(notes))
            return None
        failed = [note for note in notes if note.error is not None]
        if not failed or asked.has_failed:
            return asked
        self._tell(book, asked.admin, message_id, _failure(failed[-1]))
        return replace(asked, has_failed=True)

    def _is_due(self, asked: _Asked) -> bool:
        """Passes that began since and found nothing to do have not read the sheet."""
        notes = self.watch.since(asked.since)
        failed = [note.ended_at for note in notes if note.error is not None]
        return not any(map(_is_done, notes)) and (not failed or self.clock.now() - failed[-1] >= _AGAIN)

    def _run_pass(self) -> None:
        try:
            self.passes.run_pass(full=True)
        except SheetanchorError as error:
            _LOG.warning("a pass that an admin asked for failed: %s", error)

    def _tell(self, book: ChatBook, admin: int, message_id: int | None, about: object) -> None:
        self.letters.put(book, Letter(admin, Said(about, _BUTTONS), edit=message_id))

    def _done(self, notes: Sequence[PassNote]) -> SyncDone:
        tables = self.status.read().tables
        return SyncDone(
            at=notes[-1].ended_at,
            pulled=sum(note.pulled for note in notes),
            pushed=sum(note.pushed for note in notes),
            conflicts=len(self.conflicts.waiting()),
            held=sum(len(table.held) for table in tables),
            paused=tuple(table.tab for table in tables if table.paused is not None),
        )


def _is_done(note: PassNote) -> bool:
    return note.report is not None and note.report.outcome is Ended.DONE


def _failure(note: PassNote) -> SyncFailed:
    if note.error is None:
        raise TypeError("a pass that succeeded is no failure")
    return SyncFailed(note.ended_at, note.error)


def _noted(who: int, mark: int) -> Callable[[ChatBook], None]:
    def note(book: ChatBook) -> None:
        book.expect_place(who, mark)
        _write(book, [*_read(book.state(_ASKED)), _Asked(who, book.at.isoformat(), mark)])

    return note


def _read(text: str | None) -> list[_Asked]:
    return [] if text is None else [_Asked(**one) for one in json.loads(text)]


def _write(book: ChatBook, asked: Sequence[_Asked]) -> None:
    book.set_state(_ASKED, json.dumps([asdict(one) for one in asked]) if asked else None)
