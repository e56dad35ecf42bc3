"""Messages on their own, put into the outbox."""

from dataclasses import dataclass
from datetime import timedelta

from sheetanchor.services.dialogue.outcome import Letter, Renderer
from sheetanchor.services.dialogue.store import ChatBook
from sheetanchor.services.payroll.tables import RANK_NEWS


@dataclass(frozen=True, slots=True)
class Letters:
    """lifetime: of their buttons."""

    renderer: Renderer
    lifetime: timedelta

    def put(self, book: ChatBook, letter: Letter) -> None:
        """At the end of the outbox, in the transaction that the letter tells of.

        A change of a rank that another letter tells already is left out.
        """
        if letter.telling is not None and not book.take(RANK_NEWS, letter.telling):
            return
        until = book.at + self.lifetime
        body = self.renderer.body(letter.screen, None, letter.person_id, 0, until)
        book.send(
            letter.person_id, {**body, "edit": letter.edit, "then": list(letter.then), "mark": letter.mark}
        )
