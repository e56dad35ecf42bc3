"""The errors that Google's APIs answer, and the JSON they come in."""

from http import HTTPStatus

from sheetanchor.sandbox.json_text import JsonObject

_BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"
_SIGN_IN_PAGE = "See https://developers.google.com/identity/sign-in/web/devconsole-project."


class SandboxError(Exception):
    """The root of what the sandbox raises on purpose."""


class ApiError(SandboxError):
    """An answer that is not 200.

    `extra` holds what stands beside code, message and status in the body; Drive leaves the status out.
    """

    def __init__(
        self,
        code: int,
        status: str | None,
        message: str,
        *,
        extra: JsonObject | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.status = status
        self.message = message
        self.extra = extra or {}
        self.headers = headers or {}

    def body(self) -> JsonObject:
        """The whole JSON body of the answer."""
        error: JsonObject = {"code": self.code, "message": self.message}
        if self.status is None:
            return {"error": {**error, **self.extra}}
        if "errors" in self.extra:
            error["errors"] = self.extra["errors"]
        error["status"] = self.status
        return {"error": {**error, **self.extra}}


class InvalidArgument(ApiError):  # noqa: N818  # named as the status it stands for
    """400: the request as it stands cannot be done; nothing of it was."""

    def __init__(self, message: str, *, extra: JsonObject | None = None) -> None:
        super().__init__(HTTPStatus.BAD_REQUEST, "INVALID_ARGUMENT", message, extra=extra)

    def prefixed(self, prefix: str) -> "InvalidArgument":
        """The same refusal, told of one request of a batch."""
        return InvalidArgument(f"{prefix}: {self.message}", extra=self.extra)


def bad_field(field: str, description: str) -> "InvalidArgument":
    """A body or parameter that does not fit the type of its field."""
    violation = {"field": field, "description": description}
    details = [{"@type": _BAD_REQUEST, "fieldViolations": [violation]}]
    return InvalidArgument(description, extra={"details": details})


def unknown_name(name: str, where: str) -> "InvalidArgument":
    """A key that the message at `where` does not have."""
    return bad_field(
        where, f"Invalid JSON payload received. Unknown name \"{name}\" at '{where}': Cannot find field."
    )


def permission_denied() -> ApiError:
    """Sheets' answer for a file of somebody else."""
    return ApiError(HTTPStatus.FORBIDDEN, "PERMISSION_DENIED", "The caller does not have permission")


def entity_not_found() -> ApiError:
    """Sheets' answer for an id that is no file."""
    return ApiError(HTTPStatus.NOT_FOUND, "NOT_FOUND", "Requested entity was not found.")


def file_not_found(file_id: str) -> ApiError:
    """Drive's answer for an id that is no file, or none that the caller may see."""
    message = f"File not found: {file_id}."
    reason = {
        "message": message,
        "domain": "global",
        "reason": "notFound",
        "location": "fileId",
        "locationType": "parameter",
    }
    return ApiError(HTTPStatus.NOT_FOUND, None, message, extra={"errors": [reason]})


def invalid_credentials() -> ApiError:
    """401 for a token that is expired or revoked."""
    message = (
        "Request had invalid authentication credentials. Expected OAuth 2 access token, "
        f"login cookie or other valid authentication credential. {_SIGN_IN_PAGE}"
    )
    reason = {
        "message": "Invalid Credentials",
        "domain": "global",
        "reason": "authError",
        "location": "Authorization",
        "locationType": "header",
    }
    header = 'Bearer realm="https://accounts.google.com/", error="invalid_token"'
    return ApiError(
        HTTPStatus.UNAUTHORIZED,
        "UNAUTHENTICATED",
        message,
        extra={"errors": [reason]},
        headers={"www-authenticate": header},
    )


def missing_credentials() -> ApiError:
    """401 for a request with no token at all."""
    message = (
        "Request is missing required authentication credential. Expected OAuth 2 access token, "
        f"login cookie or other valid authentication credential. {_SIGN_IN_PAGE}"
    )
    header = 'Bearer realm="https://accounts.google.com/"'
    return ApiError(HTTPStatus.UNAUTHORIZED, "UNAUTHENTICATED", message, headers={"www-authenticate": header})


def invalid_value(field: str, type_name: str, shown: str) -> "InvalidArgument":
    """A value of the wrong JSON type, or an unknown word of an enumeration; `shown` is the value as JSON."""
    return bad_field(field, f"Invalid value at '{field}' (type.googleapis.com/{type_name}), {shown}")
