"""What happened to spreadsheets, told to whoever listens: the page flashes cells, tests wait for writes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Actor = Literal["api", "person"]
Kind = Literal[
    "values", "format", "note", "rows", "columns", "sort", "sheets", "names", "properties", "restored"
]
Subscriber = Callable[["Change"], None]


@dataclass(frozen=True, slots=True)
class Change:
    """One change; `sheet_id` is None for a whole spreadsheet, `a1` (without the title) for a whole sheet."""

    spreadsheet_id: str
    sheet_id: int | None
    a1: str | None
    actor: Actor
    kind: Kind


class ChangeFeed:
    """Calls every subscriber at once, in the thread that made the change, while the world is locked.

    A subscriber hands the change on and returns; its errors are the change's errors.
    """

    def __init__(self) -> None:
        self._subscribers: list[Subscriber] = []

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Have `callback` told of every change from now on; the returned function ends that."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def publish(self, change: Change) -> None:
        """Tell all subscribers, in the order they came."""
        for callback in tuple(self._subscribers):
            callback(change)
