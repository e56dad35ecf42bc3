"""The bodies of errors that a fault asks for, in the form of the API that was called."""

from sheetanchor.sandbox.errors import (
    ApiError,
    entity_not_found,
    file_not_found,
    invalid_credentials,
    permission_denied,
)
from sheetanchor.sandbox.faults.quota import is_read, too_many_requests
from sheetanchor.sandbox.json_text import JsonObject, render

_SERVER_ERRORS = {
    500: ("INTERNAL", "Internal error encountered."),
    502: ("UNAVAILABLE", "Bad Gateway"),
    503: ("UNAVAILABLE", "The service is currently unavailable."),
    504: ("DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
}
_TELEGRAM = {
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    429: "Too Many Requests: retry after 1",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _TOO_MANY, _INTERNAL = 401, 403, 404, 429, 500
#: The statuses that a fault may have: those of which it is known how Google words them.
_GOOGLE = frozenset({_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND, _TOO_MANY, *_SERVER_ERRORS})


def statuses_of(call: str) -> frozenset[int]:
    """The statuses that a fault of calls with that name may have."""
    return frozenset(_TELEGRAM) if call.startswith("telegram") else _GOOGLE


def error_body(api: str, call: str, status: int) -> tuple[bytes, dict[str, str]]:
    """The JSON of an error and the headers that go with it."""
    if api == "telegram":
        return render(_telegram_error(status)), {}
    problem = _google_error(api, call, status)
    return render(problem.body()), problem.headers


def html_page(status: int) -> bytes:
    """What a proxy in front of Google says."""
    return (
        "<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n"
        f"  <title>Error {status} (Server Error)!!1</title>\n"
        f"  <p><b>{status}.</b> <ins>That&#39;s an error.</ins>\n"
        "  <p>The server encountered a temporary error and could not complete your request.\n"
    ).encode()


def _google_error(api: str, call: str, status: int) -> ApiError:
    if status == _UNAUTHORIZED:
        return invalid_credentials()
    if status == _NOT_FOUND:
        return file_not_found("") if api == "drive" else entity_not_found()
    if status == _FORBIDDEN:
        return _drive_rate_limit() if api == "drive" else permission_denied()
    if api == "drive":
        return _drive_rate_limit(status) if status == _TOO_MANY else _drive_error(status)
    if status == _TOO_MANY:
        return too_many_requests("Read" if is_read(call) else "Write")
    word, message = _SERVER_ERRORS[status]
    return ApiError(status, word, message)


def _drive_rate_limit(status: int = _FORBIDDEN) -> ApiError:
    message = "User Rate Limit Exceeded. Rate of requests for user exceed configured project quota."
    reason = {"message": message, "domain": "usageLimits", "reason": "userRateLimitExceeded"}
    return ApiError(status, None, message, extra={"errors": [reason]})


def _drive_error(status: int) -> ApiError:
    """Drive's older form, without a status word."""
    message = "Internal Error" if status == _INTERNAL else "Backend Error"
    word = "internalError" if status == _INTERNAL else "backendError"
    reason = {"message": message, "domain": "global", "reason": word}
    return ApiError(status, None, message, extra={"errors": [reason]})


def _telegram_error(status: int) -> JsonObject:
    body: JsonObject = {
        "ok": False,
        "error_code": status,
        "description": _TELEGRAM.get(status, "Internal Server Error"),
    }
    if status == _TOO_MANY:
        body["parameters"] = {"retry_after": 1}
    return body
