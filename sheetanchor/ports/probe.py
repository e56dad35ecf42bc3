"""What the engine rests on and Google nowhere promises in a form that could be tested offline."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Assumption:
    """One thing that was tried. promise: what weakens where it does not hold."""

    what: str
    holds: bool
    promise: str


class Probe(Protocol):
    """Tries the spreadsheet itself."""

    def try_out(self) -> tuple[Assumption, ...]:
        """Try every assumption on a scratch tab of its own, which is gone afterwards.

        Raises as Sheet does.
        """
