"""Notices of the use cases of pay, as messages to the admins."""

import logging

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.ports.notifier import AdminNotice, Notifier
from sheetanchor.services.dialogue.admin.reports import Noticed
from sheetanchor.services.dialogue.letters import Letters
from sheetanchor.services.dialogue.outcome import Letter
from sheetanchor.services.dialogue.roles import Roles
from sheetanchor.services.dialogue.screens import Said
from sheetanchor.services.dialogue.store import ChatStore

_LOG = logging.getLogger(__name__)


class ChatNotifier(Notifier):
    """Puts a message to every admin into the outbox, and passes the notice on to `log`.

    Where the outbox cannot be written the log is all there is, for what the notice is about stands already.
    """

    def __init__(self, store: ChatStore, letters: Letters, roles: Roles, log: Notifier) -> None:
        self._store = store
        self._letters = letters
        self._roles = roles
        self._log = log

    def tell_admins(self, notice: AdminNotice) -> None:
        """One transaction of its own, after that of the use case."""
        self._log.tell_admins(notice)
        try:
            with self._store.writing() as book:
                for admin in self._roles.admins:
                    self._letters.put(book, Letter(admin, Said(Noticed(notice))))
        except SheetanchorError as error:
            _LOG.error("the admins are not told of it in the chat: %s", error)
