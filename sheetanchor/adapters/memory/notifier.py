"""Notices in a list, for tests."""

from sheetanchor.ports.notifier import AdminNotice, Notifier


class MemoryNotifier(Notifier):
    """Keeps what the admins were told, in order."""

    def __init__(self) -> None:
        self.notices: list[AdminNotice] = []

    def tell_admins(self, notice: AdminNotice) -> None:
        """One more."""
        self.notices.append(notice)
