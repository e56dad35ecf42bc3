"""The bodies of errors that a fault asks for, in the form of the API that was called."""

from sheetanchor.sandbox.errors import ApiError, invalid_credentials, permission_denied
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
_UNAUTHORIZED, _FORBIDDEN, _TOO_MANY = 401, 403, 429


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
    if status == _FORBIDDEN:
        return _drive_rate_limit() if api == "drive" else permission_denied()
    if status == _TOO_MANY:
        return too_many_requests("Read" if is_read(call) else "Write")
    word, message = _SERVER_ERRORS.get(status, ("UNKNOWN", "Unknown error."))
    return ApiError(status, word, message)


def _drive_rate_limit() -> ApiError:
    message = "User Rate Limit Exceeded. Rate of requests for user exceed configured project quota."
    reason = {"message": message, "domain": "usageLimits", "reason": "userRateLimitExceeded"}
    return ApiError(403, None, message, extra={"errors": [reason]})


def _telegram_error(status: int) -> JsonObject:
    body: JsonObject = {
        "ok": False,
        "error_code": status,
        "description": _TELEGRAM.get(status, "Internal Server Error"),
    }
    if status == _TOO_MANY:
        body["parameters"] = {"retry_after": 1}
    return body
