"""Which updates are sent next, as the open Bot API server decides it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sheetanchor.sandbox.json_text import JsonObject

_LONGEST_WAIT = 60.0
_LONGEST_RETRY_AFTER = 3600.0


@dataclass
class _Failed:
    times: int = 0
    not_before: float = 0.0


class Schedule:
    """A person's updates of one kind go one after the other, all others side by side, `most` at once.

    So a text and a tap of one person may overtake each other. Moments are seconds of one clock.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._under_way: set[int] = set()
        self._failed: dict[int, _Failed] = {}

    def take_due(self, waiting: Iterable[JsonObject], now: float) -> list[JsonObject]:
        """The updates to send now; they are under way until it is said how that went."""
        heads = _first_of_each(waiting)
        still = {update["update_id"] for update in heads}
        self._failed = {number: failed for number, failed in self._failed.items() if number in still}
        ready = [update for update in heads if self._is_ready(update["update_id"], now)]
        due = ready[: max(self._most - len(self._under_way), 0)]
        self._under_way |= {update["update_id"] for update in due}
        return due

    def seconds_to_next(self, now: float) -> float | None:
        """Until one that failed is sent again; None where none waits for that."""
        moments = [one.not_before for number, one in self._failed.items() if number not in self._under_way]
        return max(min(moments) - now, 0.0) if moments else None

    def succeeded(self, number: int) -> None:
        """It was taken."""
        self._under_way.discard(number)
        self._failed.pop(number, None)

    def failed(self, number: int, now: float, *, first_wait: float, retry_after: float = 0.0) -> None:
        """It comes again at once, then after waits that double, or when it was asked for."""
        self._under_way.discard(number)
        one = self._failed.setdefault(number, _Failed())
        grown = min(first_wait * 2.0**one.times, _LONGEST_WAIT) if one.times else 0.0
        one.not_before = now + (min(retry_after, _LONGEST_RETRY_AFTER) or grown)
        one.times += 1

    def _is_ready(self, number: int, now: float) -> bool:
        failed = self._failed.get(number)
        return number not in self._under_way and (failed is None or failed.not_before <= now)


def _first_of_each(waiting: Iterable[JsonObject]) -> list[JsonObject]:
    """The oldest of each person and kind."""
    heads: dict[tuple[str, int], JsonObject] = {}
    for update in waiting:
        kind = next(name for name in update if name != "update_id")
        heads.setdefault((kind, update[kind]["from"]["id"]), update)
    return list(heads.values())
