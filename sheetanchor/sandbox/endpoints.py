"""Which method and path is which call of the APIs."""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import unquote

from sheetanchor.sandbox.call import Answer, Call
from sheetanchor.sandbox.json_text import JsonObject

Handler = Callable[[Call], JsonObject | Answer]
_NAME = re.compile(r"\{(\w+)\}")


class Endpoint(NamedTuple):
    """`pattern` matches the path as sent: a parameter ends at a slash or colon that is not encoded."""

    method: str
    pattern: re.Pattern[str]
    call: str
    handler: Handler


class Found(NamedTuple):
    """An endpoint and the decoded parameters of a path."""

    endpoint: Endpoint
    parameters: dict[str, str]


def endpoint(method: str, path: str, call: str, handler: Handler) -> Endpoint:
    """`path` holds parameters in braces; one named `range` may hold bare colons, as A1 notation does."""
    parts = _NAME.split(path)
    pattern = "".join(re.escape(part) if at % 2 == 0 else _group(part) for at, part in enumerate(parts))
    return Endpoint(method, re.compile(pattern + r"\Z"), call, handler)


def _group(name: str) -> str:
    """An id may have a slash behind it: google-spreadsheet for Node asks for `ID/` and `ID/:batchUpdate`."""
    return r"(?P<range>[^/]+)" if name == "range" else rf"(?P<{name}>[^/:]+)(?:/(?=:|\Z))?"


def find(endpoints: tuple[Endpoint, ...], method: str, raw_path: str) -> Found | None:
    """The first that fits; the ones with a longer fixed part come first."""
    for candidate in endpoints:
        match = candidate.pattern.match(raw_path)
        if match and candidate.method == method:
            return Found(candidate, {name: unquote(value) for name, value in match.groupdict().items()})
    return None
