"""A supervisor that remembers, for tests."""

from collections.abc import Callable

from sheetanchor.ports.supervisor import Supervisor


class FakeSupervisor(Supervisor):
    """Keeps what it was told, in order; `on_told` happens each time."""

    def __init__(self, on_told: Callable[[], None] = lambda: None) -> None:
        self.told: list[str] = []
        self._on_told = on_told

    def ready(self) -> None:
        """Note it."""
        self._note("ready")

    def alive(self) -> None:
        """Note it."""
        self._note("alive")

    def stopping(self) -> None:
        """Note it."""
        self._note("stopping")

    def _note(self, word: str) -> None:
        self.told.append(word)
        self._on_told()
