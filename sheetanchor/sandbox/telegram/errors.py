"""Answers of the Bot API that are not ok."""

from http import HTTPStatus

from sheetanchor.sandbox.errors import SandboxError
from sheetanchor.sandbox.json_text import JsonObject


class BotApiError(SandboxError):
    """One such answer; `description` is in Telegram's words, prefix included."""

    def __init__(self, code: int, description: str, *, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> JsonObject:
        """The whole JSON body of the answer."""
        body: JsonObject = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        return body


class PersonError(SandboxError):
    """A person cannot do that in the chat as it stands; nothing was changed."""


class NothingCameError(PersonError):
    """The bot said nothing within the time."""


def bad_request(description: str) -> BotApiError:
    """400; the description without its prefix. A sentence's first letter is made small, a code's is not."""
    is_sentence = len(description) > 1 and not (description[1] == "_" or description[1].isupper())
    shown = description[:1].lower() + description[1:] if is_sentence else description
    return BotApiError(HTTPStatus.BAD_REQUEST, f"Bad Request: {shown}")


def forbidden(description: str) -> BotApiError:
    """403."""
    return BotApiError(HTTPStatus.FORBIDDEN, f"Forbidden: {description}")


def conflict(description: str) -> BotApiError:
    """409."""
    return BotApiError(HTTPStatus.CONFLICT, f"Conflict: {description}")


def unauthorized() -> BotApiError:
    """401 for a token that no bot of this sandbox has."""
    return BotApiError(HTTPStatus.UNAUTHORIZED, "Unauthorized")


def real_token_refused() -> BotApiError:
    """401 for a token in the form of a real one."""
    return BotApiError(
        HTTPStatus.UNAUTHORIZED,
        "Unauthorized: this is the sandbox, and that token looks like one of a real bot. Real tokens must "
        "not be given to the sandbox; it has not kept or logged this one. Use DEMO_BOT_TOKEN, or register "
        "a made-up token.",
    )


def method_not_found() -> BotApiError:
    """404 for a method that there is not, here or at all."""
    return BotApiError(HTTPStatus.NOT_FOUND, "Not Found: method not found")


def not_found() -> BotApiError:
    """404 for an address."""
    return BotApiError(HTTPStatus.NOT_FOUND, "Not Found")


def too_many_requests(retry_after: int) -> BotApiError:
    """429; `retry_after` in seconds."""
    return BotApiError(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"Too Many Requests: retry after {retry_after}",
        retry_after=retry_after,
    )
