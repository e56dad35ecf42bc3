"""What an event came to: all that one transaction stores."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sheetanchor.services.dialogue.hints import Notice
from sheetanchor.services.dialogue.screens import Screen
from sheetanchor.services.dialogue.state import Dialogue
from sheetanchor.services.dialogue.store import ChatBook


@dataclass(frozen=True, slots=True)
class Letter:
    """A message on its own, to anybody. then: what to do once it was delivered.

    edit: the message that it takes the place of, None for a new one. telling: the change of a rank that it is
    about, which is told once whoever comes first; None for all else. mark: see ChatBook.expect_place.
    """

    person_id: int
    screen: Screen
    then: tuple[Any, ...] = ()
    edit: int | None = None
    telling: str | None = None
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """dialogue: where the person is now. screen: None where what is shown stays, and a short notice does.

    effects: what else to write, in the same transaction.
    """

    dialogue: Dialogue
    screen: Screen | None
    notice: Notice | None = None
    letters: tuple[Letter, ...] = ()
    effects: tuple[Callable[[ChatBook], None], ...] = ()


class Renderer(Protocol):
    """Puts a screen into words and signs its buttons."""

    def body(
        self, screen: Screen, notice: Notice | None, person_id: int, mark: int, until: datetime
    ) -> dict[str, Any]:
        """What the outbox keeps and the sender understands, ready to be sent: texts and signed buttons."""

    def toast(self, notice: Notice) -> str:
        """A notice as one line on top of the chat."""
