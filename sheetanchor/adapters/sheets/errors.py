"""One table from what Google or the network says to our errors."""

import re
from email.utils import parsedate_to_datetime
from json import JSONDecodeError
from typing import Any

import requests
from google.auth.exceptions import GoogleAuthError, TransportError
from urllib3.exceptions import NewConnectionError

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.sync.errors import (
    AccessError,
    CredentialError,
    FenceLostError,
    OutcomeUnknownError,
    QuotaError,
    ServiceUnavailableError,
    WriteRefusedError,
)

_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _TIMEOUT, _TOO_MANY = 401, 403, 404, 408, 429
_REFUSALS = range(400, 500)
_QUOTA_REASONS = frozenset(
    {
        "rateLimitExceeded",
        "userRateLimitExceeded",
        "dailyLimitExceeded",
        "quotaExceeded",
        "RATE_LIMIT_EXCEEDED",
        "RESOURCE_EXHAUSTED",
    }
)
_RANGE_FAULTS = ("Unable to parse range", "exceeds grid limits")
_FENCE_FAULT = re.compile(
    r"Invalid requests\[\d+\]\.(?:"
    r"deleteNamedRange: No named ?range with id"
    r"|addNamedRange: .*(?:already exists|Duplicate)"
    r"|addSheet: .*already exists"
    r")",
    re.IGNORECASE | re.DOTALL,
)
_REQUEST_FAULT = re.compile(r"Invalid requests\[(\d+)\]\.\w+: ")
_SHOWN = 200
_UNKNOWN = (
    "It is not known whether the batch was applied; it is not repeated blindly, the next pass finds out."
)


class UnknownRangeError(AccessError):
    """A range names a tab that is not there, not there any more, or smaller than it was."""


class RequestRefusedError(WriteRefusedError):
    """A batch was refused for one of its requests; number counts them from 0."""

    def __init__(self, said: str, *, reason: str, number: int) -> None:
        super().__init__(said, reason=reason)
        self.number = number


def refusal(response: requests.Response, *, is_write: bool) -> SheetanchorError:
    """What an answer other than success means; is_write: whether it might have changed something."""
    status, fault = response.status_code, _Fault(response)
    said = f"Google answered HTTP {status}: {fault.message}"
    if status == _UNAUTHORIZED:
        return CredentialError(f"{said} Nothing was read or written; give the program a valid credential.")
    if status == _TOO_MANY or (status == _FORBIDDEN and fault.is_quota):
        return QuotaError(f"{said} Nothing was read or written; it goes on by itself.", retry_after(response))
    if status in (_FORBIDDEN, _NOT_FOUND):
        return AccessError(
            f"{said} Nothing was read or written; check the spreadsheet's id, and share it with the "
            "service account's address as an editor."
        )
    if status in _REFUSALS and status != _TIMEOUT:
        return _refused_write(said, fault) if is_write else _refused_read(said, fault)
    return unanswered(said, is_write=is_write, retry_after=retry_after(response))


def _refused_read(said: str, fault: "_Fault") -> SheetanchorError:
    kind = UnknownRangeError if fault.is_about_range else AccessError
    return kind(f"{said} Nothing was read; check that the id is that of a Google spreadsheet.")


def _refused_write(said: str, fault: "_Fault") -> SheetanchorError:
    """A range of ours stands only in what is to be read back, and that may be looked at after the writing."""
    if fault.is_about_range:
        return OutcomeUnknownError(f"{said} {_UNKNOWN}")
    if fault.is_about_fence:
        return FenceLostError(f"{said} Somebody else wrote meanwhile. Nothing of the batch was applied.")
    named = _REQUEST_FAULT.match(fault.message)
    if named is None:
        return WriteRefusedError(said, reason=fault.message)
    return RequestRefusedError(said, reason=fault.message[named.end() :], number=int(named[1]))


def unanswered(said: str, *, is_write: bool, retry_after: float | None = None) -> SheetanchorError:
    """No answer, or none that can be understood."""
    if is_write:
        return OutcomeUnknownError(f"{said} {_UNKNOWN}")
    return ServiceUnavailableError(f"{said} Nothing was read; it goes on by itself.", retry_after)


def network_failure(error: requests.RequestException, *, is_write: bool) -> SheetanchorError:
    """A failure under HTTP. Where no connection was made nothing was sent, so a write may be repeated."""
    said = f"Google could not be reached or did not answer ({_short(str(error))})."
    return unanswered(said, is_write=is_write and not _was_never_sent(error))


def _was_never_sent(error: requests.RequestException) -> bool:
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(error, requests.ConnectTimeout) or isinstance(reason, NewConnectionError)


def sign_in_failure(error: GoogleAuthError) -> SheetanchorError:
    """A failure to get a token: nothing was sent to the spreadsheet."""
    if isinstance(error, TransportError) or error.retryable:
        return ServiceUnavailableError(
            f"Google's sign-in could not be reached or did not answer ({_short(str(error))}). "
            "Nothing was read or written; it goes on by itself."
        )
    return CredentialError(
        f"Google refused the credential: {_short(str(error))}. Nothing was read or written; check the "
        "service account's file, and that the clock of this machine is right."
    )


def retry_after(response: requests.Response) -> float | None:
    """The seconds that the answer asks for.

    A moment is counted from the answer's own Date, so that our clock plays no part.
    """
    asked = response.headers.get("Retry-After", "").strip()
    if asked.isdecimal():
        return float(asked)
    try:
        until = parsedate_to_datetime(asked)
        now = parsedate_to_datetime(response.headers.get("Date", ""))
        return max(0.0, (until - now).total_seconds())
    except (ValueError, TypeError):
        return None


class _Fault:
    """The body of an answer that is no success; it may be anything."""

    def __init__(self, response: requests.Response) -> None:
        self._error = _error_object(response)
        self.message = _sentence(
            str(self._error.get("message") or _short(response.text) or "no reason given")
        )

    @property
    def is_quota(self) -> bool:
        """Whether a 403 is about how much was asked, and not about who asked."""
        return not _QUOTA_REASONS.isdisjoint(self._reasons())

    @property
    def is_about_range(self) -> bool:
        """Whether an A1 range is at fault, and no request of a batch."""
        return not self.message.startswith("Invalid requests[") and any(
            fault in self.message for fault in _RANGE_FAULTS
        )

    @property
    def is_about_fence(self) -> bool:
        """Whether the mark that a batch moves is not where it was, or the next one is there already.

        The same requests can fail for other reasons, a spreadsheet that is full among them: those last.
        """
        return _FENCE_FAULT.match(self.message) is not None

    def _reasons(self) -> set[str]:
        entries = [*_objects(self._error.get("errors")), *_objects(self._error.get("details"))]
        return {str(self._error.get("status")), *(str(entry.get("reason")) for entry in entries)}


def _error_object(response: requests.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except (JSONDecodeError, requests.JSONDecodeError, UnicodeDecodeError):
        return {}
    error = body.get("error") if isinstance(body, dict) else None
    return error if isinstance(error, dict) else {}


def _objects(value: object) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
