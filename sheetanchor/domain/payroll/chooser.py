"""The one door through which chance comes in."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

OptionT = TypeVar("OptionT")


class Chooser(Protocol):
    """Picks one of the options with equal chance; `random.SystemRandom().choice` is one.

    Never called without options.
    """

    def __call__(self, options: Sequence[OptionT], /) -> OptionT:
        """One of the options."""
