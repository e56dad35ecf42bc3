"""Bots that are told to slow down."""

from dataclasses import dataclass

from sheetanchor.sandbox.telegram.errors import too_many_requests


@dataclass
class _RateLimit:
    method: str
    retry_after: int
    times: int


class RateLimits:
    """429 for calls to come, each with the seconds to wait."""

    def __init__(self) -> None:
        self._coming: list[_RateLimit] = []

    def add(self, retry_after: int, *, method: str = "", times: int = 1) -> None:
        """Refuse the next `times` calls of a method, its name in any case, or of every method."""
        self._coming.append(_RateLimit(method.lower(), retry_after, times))

    def check(self, method: str) -> None:
        """Raises the 429 that is due for a call; counts as having happened."""
        for limit in self._coming:
            if limit.method in {"", method.lower()}:
                limit.times -= 1
                if limit.times < 1:
                    self._coming.remove(limit)
                raise too_many_requests(limit.retry_after)
