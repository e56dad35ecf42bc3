"""From an event to what is stored: who asks, where they are, what follows, and one transaction for all."""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol

from sheetanchor.domain.errors import InputError, RemoteError, SheetanchorError
from sheetanchor.ports.errors import ReplicaError
from sheetanchor.services.dialogue import screens
from sheetanchor.services.dialogue.doing import Doing, called, menu_of
from sheetanchor.services.dialogue.events import Arrived, Command, Refusal, RefusedTap, Tap, Typed
from sheetanchor.services.dialogue.hints import Hint, HintError, Notice
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.looking import PersonLook, Readers
from sheetanchor.services.dialogue.opening import opened, opens
from sheetanchor.services.dialogue.outcome import Letter, Outcome, Renderer
from sheetanchor.services.dialogue.roles import Registration, Roles
from sheetanchor.services.dialogue.screens import NEW, Screen
from sheetanchor.services.dialogue.showing import screen_of
from sheetanchor.services.dialogue.state import Dialogue
from sheetanchor.services.dialogue.steps import Move, tapped, typed
from sheetanchor.services.dialogue.store import PEOPLE, ChatBook, ChatStore, Kept
from sheetanchor.services.payroll.default_settings import EnsureSettings

#: After how long somebody whom no admin answered may ask to join again.
_ASK_AGAIN = timedelta(hours=24)
#: Buttons about one thing whose state is looked at when they are tapped, however late.
_ALWAYS_GOOD = frozenset({"accept", "decline", "keep_sheet", "keep_local"})
#: Commands of the desk.
FOR_ADMINS = frozenset({"sync_force", "sync_stats", "conflicts", "problems", "recalc_ranks", "export", "who"})
_LOG = logging.getLogger(__name__)


class Desk(Protocol):
    """What only admins may ask for."""

    def outcome(self, arrived: Arrived) -> Outcome | None:
        """What an admin's event comes to, None where it is none of the desk's."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Handles events; of one person one at a time, in their order. May wait for the network, rarely.

    lifetime: of a dialogue that nobody goes on with, and of its buttons.
    """

    store: ChatStore
    readers: Readers
    roles: Roles
    doing: Doing
    join: EnsureSettings
    renderer: Renderer
    letters: Letters
    desk: Desk
    lifetime: timedelta

    def handle(self, arrived: Arrived) -> str:
        """Do it all, and give what to say on top of the chat; empty where the screen says it.

        Raises ReplicaError where nothing can be stored: then the update is not done, and comes again.
        """
        kept = self.store.dialogue(arrived.person.person_id, arrived.at)
        arrived = _heeded(arrived)
        try:
            outcome = self._outcome(arrived, kept)
        except SheetanchorError as error:
            outcome = self._failed(arrived, kept, error)
        except Exception as error:  # noqa: BLE001 - logged and told; one update must not stop the others
            _LOG.exception("update %d could not be handled", arrived.update_id)
            outcome = self._failed(arrived, kept, error)
        try:
            self._store(arrived, kept, outcome)
        except ReplicaError:
            raise
        except Exception as error:  # noqa: BLE001 - logged and told; it would come again at every start
            _LOG.exception("the answer to update %d could not be stored", arrived.update_id)
            outcome = Outcome(kept.dialogue, screens.Trouble(error))
            self._store(arrived, kept, outcome)
        is_shown = outcome.notice is None or outcome.screen is not None
        return "" if is_shown or outcome.notice is None else self.renderer.toast(outcome.notice)

    def _outcome(self, arrived: Arrived, kept: Kept) -> Outcome:
        if isinstance(arrived.event, RefusedTap) and arrived.event.reason is Refusal.FORGED:
            _LOG.warning("person %d sent button data that are not theirs", arrived.person.person_id)
            return Outcome(kept.dialogue, None, Hint.FORGED)
        is_admin = self.roles.is_admin(arrived.person.person_id)
        answer = self._of_desk(arrived, kept) if is_admin else None
        if answer is not None:
            return answer
        if _action(arrived) == "help":
            help_letter = Letter(arrived.person.person_id, screens.Help(is_admin))
            return Outcome(kept.dialogue, None, letters=(help_letter,))
        if not self._is_admitted(arrived):
            return self._stranger(arrived)
        return self._proceed(arrived, kept)

    def _of_desk(self, arrived: Arrived, kept: Kept) -> Outcome | None:
        try:
            return self.desk.outcome(arrived)
        except (InputError, RemoteError) as error:
            notice: Notice = error.hint if isinstance(error, HintError) else error
            if isinstance(arrived.event, Tap):
                return Outcome(kept.dialogue, None, notice)
            # Only a tap is answered on top of the chat.
            refused = Letter(arrived.person.person_id, screens.Said(notice))
            return Outcome(kept.dialogue, None, letters=(refused,))

    def _proceed(self, arrived: Arrived, kept: Kept) -> Outcome:
        """An employee's event."""
        look = PersonLook(self.readers, arrived.person.person_id, arrived.at)
        try:
            move = _move(arrived, kept, look)
            return self.doing.outcome(move, arrived, look)
        except InputError as error:
            return _stays(arrived, kept, error, look)

    def _is_admitted(self, arrived: Arrived) -> bool:
        if self.roles.is_employee(arrived.person.person_id):
            return True
        if self.roles.registration is Registration.OPEN:
            self.join(arrived.person.person_id, called(arrived))
            self.roles.forget(arrived.person.person_id)
            return True
        return False

    def _stranger(self, arrived: Arrived) -> Outcome:
        known = self.store.known(arrived.person.person_id)
        asked_at = None if known is None else known.asked_at
        has_asked = asked_at is not None and arrived.at - asked_at < _ASK_AGAIN
        may_ask = self.roles.registration is Registration.ASK and bool(self.roles.admins)
        move = Move(Dialogue(flow=arrived.update_id))
        if _action(arrived) == "join" and may_ask and not has_asked:
            return self.doing.asked(move, arrived)
        if self.roles.is_admin(arrived.person.person_id):
            return Outcome(move.dialogue, screens.AdminMenu(arrived.person.first_name))
        return Outcome(move.dialogue, screens.Stranger(arrived.person.person_id, may_ask, has_asked))

    def _failed(self, arrived: Arrived, kept: Kept, error: Exception) -> Outcome:
        """Nothing was done, or what was done is answered when the person asks again."""
        _LOG.warning("person %d could not be answered: %s", arrived.person.person_id, error)
        action = _action(arrived)
        again = action if opens(action) else None
        place = kept.dialogue.place
        if again is None and place is not None and isinstance(error, SheetanchorError):
            look = PersonLook(self.readers, arrived.person.person_id, arrived.at)
            try:
                return Outcome(kept.dialogue, screen_of(place, look), error)
            except SheetanchorError as other:
                _LOG.warning("nor could the step be shown: %s", other)
        return Outcome(kept.dialogue, screens.Trouble(error, again))

    def _store(self, arrived: Arrived, kept: Kept, outcome: Outcome) -> None:
        with self.store.writing() as book:
            self._note_person(book, arrived)
            for effect in outcome.effects:
                effect(book)
            if outcome.screen is not None:
                self._show(book, arrived, kept, outcome, outcome.screen)
            else:
                self._tidy(book, arrived, kept)
            for letter in outcome.letters:
                self.letters.put(book, letter)
            book.done(arrived.update_id)

    def _show(self, book: ChatBook, arrived: Arrived, kept: Kept, outcome: Outcome, screen: Screen) -> None:
        """In place of the message that was tapped, else as a new one in place of the last.

        What is to be read again later stays: it is not remembered, and its button leads to a new message.
        """
        who, until = arrived.person.person_id, arrived.at + self.lifetime
        stays, edited = isinstance(screen, screens.Saved), _edited(arrived, kept)
        dialogue = replace(outcome.dialogue, mark=arrived.update_id)
        book.remember(who, Kept(dialogue, None if stays else edited), until)
        body = self.renderer.body(screen, outcome.notice, who, arrived.update_id, until)
        book.send(who, {**body, "edit": edited, "mark": None if stays else arrived.update_id})
        if kept.message_id is not None and kept.message_id != edited:
            book.send(who, {"delete": kept.message_id})

    def _tidy(self, book: ChatBook, arrived: Arrived, kept: Kept) -> None:
        """Old buttons go once they were tapped, where something newer stands."""
        match arrived.event:
            case Tap(message_id=under) | RefusedTap(message_id=under):
                if kept.message_id not in {None, under}:
                    book.send(arrived.person.person_id, {"strip": under})
            case _:
                return

    def _note_person(self, book: ChatBook, arrived: Arrived) -> None:
        known = self.store.known(arrived.person.person_id)
        if known is None or known.name != called(arrived):
            book.write(PEOPLE, {"person_id": arrived.person.person_id, "name": called(arrived)})


def _move(arrived: Arrived, kept: Kept, look: PersonLook) -> Move:
    event, action = arrived.event, _action(arrived)
    if opens(action):
        return opened(action, arrived.update_id, look)
    match event:
        case Tap() if event.mark == kept.dialogue.mark and not kept.has_expired:
            return tapped(kept.dialogue, event, look)
        case Tap():
            raise HintError(Hint.EXPIRED if kept.has_expired else Hint.STALE)
        case RefusedTap():
            raise HintError(Hint.EXPIRED if kept.dialogue.place is None else Hint.STALE)
        case Command() if event.word in FOR_ADMINS:
            raise HintError(Hint.ADMINS_ONLY)
        case Typed():
            return typed(kept.dialogue, event.text)
        case _:
            raise HintError(Hint.USE_BUTTONS)


def _stays(arrived: Arrived, kept: Kept, error: SheetanchorError, look: PersonLook) -> Outcome:
    """The person is where they were, and told why. An old button changes nothing that is shown."""
    notice: Notice = error.hint if isinstance(error, HintError) else error
    place = kept.dialogue.place
    if notice is Hint.STALE and not _is_dead_end(arrived, kept):
        return Outcome(kept.dialogue, None, notice)
    if place is None:
        return Outcome(kept.dialogue, menu_of(arrived, look), notice)
    return Outcome(kept.dialogue, screen_of(place, look), notice)


def _heeded(arrived: Arrived) -> Arrived:
    """A button that is too old still counts where what it means is as good as ever."""
    event = arrived.event
    if not isinstance(event, RefusedTap) or event.expired is None:
        return arrived
    is_good = opens(event.expired.action.removesuffix(f":{NEW}")) or event.expired.verb in _ALWAYS_GOOD
    return replace(arrived, event=event.expired) if is_good else arrived


def _action(arrived: Arrived) -> str:
    match arrived.event:
        case Tap(action=action):
            return action.removesuffix(f":{NEW}")
        case Command(word=word):
            return word
        case _:
            return ""


def _is_dead_end(arrived: Arrived, kept: Kept) -> bool:
    """Whether the newest message shows buttons of a dialogue that is over."""
    is_newest = isinstance(arrived.event, Tap) and arrived.event.message_id == kept.message_id
    return is_newest and kept.dialogue.place is None


def _edited(arrived: Arrived, kept: Kept) -> int | None:
    """The message that the answer takes the place of; not what an old button stands under."""
    match arrived.event:
        case Tap(message_id=message_id) as tap if tap.about != NEW:
            return message_id
        case RefusedTap(message_id=message_id) if message_id == kept.message_id:
            return message_id
        case _:
            return None
