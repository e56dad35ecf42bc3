"""Every request that the APIs were sent, and what was answered."""

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One request, from whom, and its answer's status: 0 where the connection was cut without one.

    `call` is the method's name in the API, such as `spreadsheets.values.get`; `who` is the token's account.
    """

    at: datetime
    api: str
    call: str
    method: str
    path: str
    query: str
    body: bytes
    status: int
    who: str


class Recorder:
    """Keeps the last 100,000 requests in the order they ended."""

    def __init__(self) -> None:
        self.requests: deque[RecordedRequest] = deque(maxlen=_KEPT)

    def add(self, request: RecordedRequest) -> None:
        """Called by the server for every request but the control API's own."""
        self.requests.append(request)

    def reset(self) -> None:
        """Begin a new list."""
        self.requests.clear()

    def calls(self, prefix: str = "") -> list[RecordedRequest]:
        """The requests whose call's name begins so."""
        return [request for request in self.requests if request.call.startswith(prefix)]

    def by_api(self) -> Mapping[str, int]:
        """How many for each of `sheets`, `drive`, `telegram`, `token`."""
        return Counter(request.api for request in self.requests)

    def by_call(self) -> Mapping[str, int]:
        """How many for each method of the APIs."""
        return Counter(request.call for request in self.requests)
