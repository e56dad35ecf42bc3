"""Whom the bot can write to."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Reached:
    """One admin. refusal: why nothing can be sent to them, None where it can."""

    admin: int
    refusal: str | None


class Reach(Protocol):
    """Asks the messenger."""

    def try_admins(self) -> tuple[Reached, ...]:
        """All admins of the settings; nothing is shown to them but that somebody types.

        Raises RemoteError where the messenger cannot be asked, OperatorError where it refuses the token.
        """
