"""What a person can do in the chat."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a private chat. name: the username, else the full name, else empty."""

    person_id: int
    first_name: str
    name: str


@dataclass(frozen=True, slots=True)
class Tap:
    """A button. action: a word, and after a colon what it is about. mark: of the screen that it stood under.

    message_id: of the message that it stands under.
    """

    action: str
    mark: int
    message_id: int

    @property
    def verb(self) -> str:
        """What to do."""
        return self.action.partition(":")[0]

    @property
    def about(self) -> str:
        """With what; empty where there is nothing to say."""
        return self.action.partition(":")[2]


class Refusal(StrEnum):
    """Why a button is not heeded."""

    FORGED = "forged"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class RefusedTap:
    """A button whose data are not ours, not this person's, or too old.

    expired: what it meant, where it was ours and this person's.
    """

    reason: Refusal
    message_id: int
    expired: Tap | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """Free text; also the empty one of a picture or sticker."""

    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """`/word argument`, without the slash."""

    word: str
    argument: str = ""


Event = Tap | RefusedTap | Typed | Command


@dataclass(frozen=True, slots=True)
class Arrived:
    """An event as it was stored. at: when it was, aware; the same when it is handled again after a crash."""

    update_id: int
    person: Person
    event: Event
    at: datetime
