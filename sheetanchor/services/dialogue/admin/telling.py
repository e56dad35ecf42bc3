"""Notices of the use cases of pay, as messages to the admins."""

from sheetanchor.ports.notifier import AdminNotice, Notifier
from sheetanchor.ports.replica import Transaction
from sheetanchor.services.dialogue.admin.reports import Noticed
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.outcome import Letter
from sheetanchor.services.dialogue.roles import Roles
from sheetanchor.services.dialogue.screens import Said
from sheetanchor.services.dialogue.store import ChatStore


class ChatNotifier(Notifier):
    """Puts a message to every admin into the outbox, and passes the notice on to `log`."""

    def __init__(self, store: ChatStore, letters: Letters, roles: Roles, log: Notifier) -> None:
        self._store = store
        self._letters = letters
        self._roles = roles
        self._log = log

    def tell_admins(self, notice: AdminNotice, tx: Transaction) -> None:
        """To all of them or, where it raises, to none."""
        book = self._store.within(tx)
        for admin in self._roles.admins:
            self._letters.put(book, Letter(admin, Said(Noticed(notice))))
        self._log.tell_admins(notice, tx)
