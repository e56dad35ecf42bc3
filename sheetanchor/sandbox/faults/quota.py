"""Google's quota: so many reads and so many writes a minute, for one account and for the whole project."""

from collections import Counter
from datetime import datetime
from http import HTTPStatus

from sheetanchor.sandbox.errors import ApiError

_READS = frozenset(
    {
        "spreadsheets.get",
        "spreadsheets.getByDataFilter",
        "spreadsheets.values.get",
        "spreadsheets.values.batchGet",
        "spreadsheets.values.batchGetByDataFilter",
        "spreadsheets.developerMetadata.get",
        "spreadsheets.developerMetadata.search",
    }
)
_PROJECT = "000000000000"


class Quota:
    """Counts per minute of the world's clock; a batch counts as one. Off until a limit is set."""

    def __init__(self) -> None:
        self.per_user: int | None = None
        self.per_project: int | None = None
        self._minute: datetime | None = None
        self._used: Counter[tuple[str, str]] = Counter()

    def enforce(self, per_user: int = 60, per_project: int = 300) -> None:
        """Refuse from now on what is over the limits, reads and writes each counted on their own."""
        self.per_user, self.per_project = per_user, per_project

    def lift(self) -> None:
        """Refuse nothing."""
        self.per_user = self.per_project = None

    def refusal(self, call: str, who: str, now: datetime) -> ApiError | None:
        """The 429 for a call over the limit; any other is counted."""
        if not call.startswith("spreadsheets.") or self.per_user is None:
            return None
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute, self._used = minute, Counter()
        kind = "Read" if call in _READS else "Write"
        if self._used[kind, who] >= self.per_user:
            return too_many_requests(kind)
        if self.per_project is not None and self._used[kind, ""] >= self.per_project:
            return too_many_requests(kind, per_user=False)
        self._used[kind, who] += 1
        self._used[kind, ""] += 1
        return None


def too_many_requests(kind: str, *, per_user: bool = True) -> ApiError:
    """Google's 429, which never has a Retry-After header; `kind` is Read or Write."""
    words = f"{kind} requests per minute" + (" per user" if per_user else "")
    limit = f"{kind}RequestsPerMinutePer" + ("User" if per_user else "Project")
    message = (
        f"Quota exceeded for quota metric '{kind} requests' and limit '{words}' of service "
        f"'sheets.googleapis.com' for consumer 'project_number:{_PROJECT}'."
    )
    info = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "domain": "googleapis.com",
        "metadata": {
            "consumer": f"projects/{_PROJECT}",
            "quota_limit": limit,
            "quota_metric": f"sheets.googleapis.com/{kind.lower()}_requests",
            "service": "sheets.googleapis.com",
        },
    }
    return ApiError(HTTPStatus.TOO_MANY_REQUESTS, "RESOURCE_EXHAUSTED", message, extra={"details": [info]})


def is_read(call: str) -> bool:
    """Whether Google counts the call as a read."""
    return call in _READS
