"""Forgotten clock-outs: the person is reminded once, then the admins are told once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sheetanchor.domain.tables.values import Values
from sheetanchor.services.dialogue.admin.reports import ForgottenClockOut
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.outcome import Letter
from sheetanchor.services.dialogue.roles import Roles
from sheetanchor.services.dialogue.screens import NEW, Button, Said
from sheetanchor.services.dialogue.store import OPEN_SHIFTS, ChatBook, ChatStore

_OUT = ((Button(f"clock_out:{NEW}"), Button(f"left:{NEW}")),)


@dataclass(frozen=True, slots=True)
class Reminders:
    """after: how long a shift may be open before its employee is reminded; admins hear after twice that."""

    store: ChatStore
    letters: Letters
    roles: Roles
    after: timedelta

    def look(self) -> None:
        """Remind and report whatever is due; nothing is said twice."""
        if not self.store.rows(OPEN_SHIFTS):
            return
        with self.store.writing() as book:
            for row in book.rows(OPEN_SHIFTS):
                if row["clock_out"] is None:
                    self._look_at(book, row)

    def _look_at(self, book: ChatBook, row: Values) -> None:
        begun, who = row["clock_in"], row["employee_id"]
        if not isinstance(begun, datetime) or not isinstance(who, int):
            raise TypeError(f"an open shift holds {row!r}")
        open_for = book.at - begun
        if open_for >= self.after and row["reminded_at"] is None:
            book.write(OPEN_SHIFTS, {"employee_id": who, "reminded_at": book.at})
            self._write(book, (who,), begun, who, is_own=True)
        if open_for >= 2 * self.after and row["reported_at"] is None:
            book.write(OPEN_SHIFTS, {"employee_id": who, "reported_at": book.at})
            self._write(book, self.roles.admins, begun, who, is_own=False)

    def _write(self, book: ChatBook, to: tuple[int, ...], begun: datetime, who: int, *, is_own: bool) -> None:
        known = self.store.known(who)
        name = f"user_{who}" if known is None else known.name
        about = ForgottenClockOut(who, name, begun, is_own)
        for person in to:
            self.letters.put(book, Letter(person, Said(about, _OUT if is_own else ())))
