"""Waking the loop: a local write, a webhook or an operator asks for a pass at once."""

from typing import Protocol


class Wake(Protocol):
    """Safe to use from any thread."""

    def wake(self) -> None:
        """Ask for a pass; asking again before it has begun asks for one and the same."""

    def wait(self, seconds: float) -> bool:
        """Wait until somebody asks or the time is up; True where somebody asked. Each asking is told once."""

    def gather(self, seconds: float) -> None:
        """Let time pass whoever asks, so that one pass serves them all; only `stop` cuts it short.

        Whoever asked until then has been told.
        """

    def pause(self, seconds: float) -> None:
        """Like `gather`, after a failure; `resume` cuts it short as well."""

    def resume(self) -> None:
        """Tell that what failed works again: a present `pause` ends, a later one does not."""

    def stop(self) -> None:
        """End the loop: every wait returns at once from now on."""

    @property
    def is_stopped(self) -> bool:
        """Whether `stop` was called."""
