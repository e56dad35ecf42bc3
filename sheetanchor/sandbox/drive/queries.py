"""The `q` of files.list: `name = "x" and mimeType="y" and "z" in parents`, as far as clients send it."""

import re
from collections.abc import Callable

from sheetanchor.sandbox.drive.files import DriveFile
from sheetanchor.sandbox.errors import ApiError

_TERM = re.compile(
    r"\s*(?:(?P<negated>not)\s+)?(?:"
    r"(?P<field>name|mimeType|trashed|starred|sharedWithMe)\s*"
    r"(?P<operator>=|!=|contains)\s*(?P<value>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|true|false)"
    r"|parents\s+in\s+(?P<parents>'[^']*'|\"[^\"]*\")"
    r"|(?P<parent>'[^']*'|\"[^\"]*\")\s+in\s+parents"
    r")\s*",
    re.IGNORECASE,
)
Test = Callable[[DriveFile], bool]


def matcher(query: str) -> Test:
    """Whether a file fits the query; raises Drive's 400 for one that cannot be read."""
    tests: list[Test] = []
    at = 0
    while at < len(query):
        match = _TERM.match(query, at)
        if not match:
            raise _invalid()
        tests.append(_test(match))
        at = match.end()
        if at < len(query):
            joined = re.compile(r"and\b", re.IGNORECASE).match(query, at)
            if not joined:
                raise _invalid()
            at = joined.end()
    return lambda file: all(test(file) for test in tests)


def _test(match: re.Match[str]) -> Test:
    folder = match["parents"] or match["parent"]
    test = _in_folder(_unquoted(folder)) if folder else _field_test(match)
    return (lambda file: not test(file)) if match["negated"] else test


def _in_folder(folder: str) -> Test:
    return lambda file: folder in file.parents


def _field_test(match: re.Match[str]) -> Test:
    value, operator, field = _unquoted(match["value"]), match["operator"].lower(), match["field"].lower()
    if field in {"trashed", "starred", "sharedwithme"}:
        wanted = (value.lower() == "true") == (operator == "=")
        return lambda _: not wanted
    if operator == "contains":
        return lambda file: value.lower() in _value(file, field).lower()
    return lambda file: (_value(file, field) == value) == (operator == "=")


def _value(file: DriveFile, field: str) -> str:
    return file.name if field == "name" else file.mime_type


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text[0] in "'\"" else text


def _invalid() -> ApiError:
    message = "Invalid Value"
    reason = {
        "message": message,
        "domain": "global",
        "reason": "invalid",
        "location": "q",
        "locationType": "parameter",
    }
    return ApiError(400, None, message, extra={"errors": [reason]})
