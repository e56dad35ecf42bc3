"""What happened in Telegram, as it is told to whoever listens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal["bot", "person", "said", "pressed", "blocked", "called", "poll", "updates"]


@dataclass(frozen=True, slots=True)
class TelegramChange:
    """`bot` is a username; `person_id` is None for what concerns no single chat.

    `called` is any call of the Bot API that was carried out; `said`, `pressed` and `blocked` are a person's.
    """

    kind: Kind
    bot: str = ""
    person_id: int | None = None


Subscriber = Callable[[TelegramChange], None]
