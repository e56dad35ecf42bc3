"""Whoever started the program, and starts it anew when it does not answer any more."""

from typing import Protocol


class Supervisor(Protocol):
    """Told how the program is; where nobody supervises, telling does nothing. Never raises."""

    def ready(self) -> None:
        """People are answered from now on."""

    def alive(self) -> None:
        """The way of an update was just seen to be open. Without this for a while the program is ended."""

    def stopping(self) -> None:
        """The program ends by itself."""
