"""Deciding who joins."""

from collections.abc import Callable
from dataclasses import dataclass

from sheetanchor.services.dialogue.admin.reports import JoinDecided
from sheetanchor.services.dialogue.events import Arrived, Tap
from sheetanchor.services.dialogue.outcome import Letter, Outcome
from sheetanchor.services.dialogue.roles import Roles
from sheetanchor.services.dialogue.screens import JoinAnswer, Said
from sheetanchor.services.dialogue.state import Dialogue
from sheetanchor.services.dialogue.store import PEOPLE, ChatBook, ChatStore
from sheetanchor.services.payroll.default_settings import EnsureSettings


@dataclass(frozen=True, slots=True)
class Joining:
    """The first admin who decides, decides; the others are told so when they try."""

    store: ChatStore
    roles: Roles
    ensure_settings: EnsureSettings

    def decide(self, arrived: Arrived, person_id: int, *, is_accepted: bool) -> Outcome:
        """A row with the default wage for somebody who is accepted; raises what making it raises."""
        known = self.store.known(person_id)
        if known is None or known.asked_at is None:
            return _answered(arrived, JoinDecided(person_id, None))
        if is_accepted:
            self.ensure_settings(person_id, known.name)
            self.roles.forget(person_id)
        told = _answered(arrived, JoinDecided(person_id, is_accepted))
        answer = Letter(person_id, JoinAnswer(is_accepted=is_accepted))
        return Outcome(told.dialogue, None, letters=(*told.letters, answer), effects=(_decided(person_id),))


def _answered(arrived: Arrived, about: JoinDecided) -> Outcome:
    under = arrived.event.message_id if isinstance(arrived.event, Tap) else None
    return Outcome(Dialogue(), None, letters=(Letter(arrived.person.person_id, Said(about), edit=under),))


def _decided(person_id: int) -> Callable[[ChatBook], None]:
    return lambda book: book.write(PEOPLE, {"person_id": person_id, "asked_at": None})
