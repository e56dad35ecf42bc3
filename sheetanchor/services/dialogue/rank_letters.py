"""Telling employees of a new rank that no tap of theirs brought about, or whose message a crash prevented."""

from dataclasses import dataclass

from sheetanchor.services.dialogue.doing import rank_letters
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.store import ChatStore
from sheetanchor.services.payroll.rank_messages import UntoldRanks


@dataclass(frozen=True, slots=True)
class RankLetters:
    """Each change is told once, as after a shift."""

    untold: UntoldRanks
    store: ChatStore
    letters: Letters

    def look(self) -> None:
        """Put what is not on its way yet into the outbox."""
        changes = self.untold()
        if not changes:
            return
        with self.store.writing() as book:
            for news in changes:
                for letter in rank_letters(news.employee_id, news):
                    self.letters.put(book, letter)
