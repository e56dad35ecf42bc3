"""Notices in a list, for tests."""

from sheetanchor.ports.notifier import AdminNotice, Notifier
from sheetanchor.ports.replica import Transaction


class MemoryNotifier(Notifier):
    """Keeps what the admins were told, in order."""

    def __init__(self) -> None:
        self.notices: list[AdminNotice] = []

    def tell_admins(self, notice: AdminNotice, tx: Transaction | None = None) -> None:
        """One more."""
        del tx
        self.notices.append(notice)
