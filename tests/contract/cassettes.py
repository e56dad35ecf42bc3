"""Cassettes: Google's side of a contract, recorded once and replayed without a network.

A cassette says who recorded it. One recorded by the sandbox proves only that adapter and sandbox agree.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from google.auth.credentials import AnonymousCredentials, Credentials
from vcr.request import Request  # type: ignore[import-untyped]
from vcr.serializers import yamlserializer  # type: ignore[import-untyped]

from sheetanchor.adapters.sheets.credentials import service_account_from_file
from sheetanchor.sandbox.pytest import running
from sheetanchor.sandbox.world import World

FOLDER = Path(__file__).parent / "cassettes"
REPLAYED_HOST = "sheets.invalid"
REPLAYED_ID = "SPREADSHEET"
COMMAND = ".venv/bin/pytest tests/contract --record-mode=rewrite"

#: Where both are set, recording talks to this spreadsheet of Google, whose tabs are all deleted on the way.
SPREADSHEET_VARIABLE = "SHEETANCHOR_RECORD_SPREADSHEET_ID"
ACCOUNT_VARIABLE = "SHEETANCHOR_RECORD_SERVICE_ACCOUNT"

_KEPT_HEADERS = frozenset({"content-type", "retry-after"})
_ID_IN_PATH = re.compile(r"^(/v4/spreadsheets|/drive/v3/files)/([^/:]+)")
_ID_IN_BODY = re.compile(rb'("spreadsheetId": ?"|/spreadsheets/d/)[^"/]+')


class MissingRecordingError(Exception):
    """Something was asked that no cassette holds."""

    def __init__(self, test: str) -> None:
        super().__init__(
            f"{test} asks for something that was not recorded. Record it with: {COMMAND} "
            f"(from the sandbox; from Google where {SPREADSHEET_VARIABLE} and {ACCOUNT_VARIABLE} are set)"
        )


@dataclass(frozen=True)
class Server:
    """Whom the adapter talks to while a test runs; base_url None is Google itself."""

    base_url: str | None
    spreadsheet_id: str
    credentials: Credentials


def replayed() -> Server:
    """The server that a cassette plays; it needs no credential and is found nowhere."""
    return Server(f"http://{REPLAYED_HOST}", REPLAYED_ID, AnonymousCredentials())  # type: ignore[no-untyped-call]


def recorded_by() -> str:
    """What a recording made now is worth."""
    return "Google" if _is_google() else "sandbox"


def _is_google() -> bool:
    return SPREADSHEET_VARIABLE in os.environ and ACCOUNT_VARIABLE in os.environ


@contextmanager
def recorded(folder: Path) -> Iterator[Server]:
    """Google where the environment names an account, else a sandbox of our own; folder holds its key."""
    if _is_google():
        credentials = service_account_from_file(Path(os.environ[ACCOUNT_VARIABLE]))
        yield Server(None, os.environ[SPREADSHEET_VARIABLE], credentials)
        return
    with running(World(deterministic=True)) as sandbox:
        book = sandbox.world.create_spreadsheet("Contract")
        credentials = service_account_from_file(sandbox.service_account(folder / "account.json"))
        yield Server(sandbox.url, book.spreadsheet_id, credentials)


def without_server(request: Request) -> Request | None:
    """The request as if sent to the host of all cassettes; None for signing in, which is never recorded."""
    parts = urlsplit(request.uri)
    if parts.path.endswith("/token"):
        return None
    path = _ID_IN_PATH.sub(rf"\1/{REPLAYED_ID}", parts.path)
    request.uri = urlunsplit(("http", REPLAYED_HOST, path, parts.query, ""))
    request.headers = _kept(request.headers)
    return request


def without_traces(response: dict[str, Any]) -> dict[str, Any]:
    """The answer without what differs from run to run, and without the blanks between its JSON."""
    response["headers"] = _kept(response["headers"])
    body = _ID_IN_BODY.sub(rb"\g<1>" + REPLAYED_ID.encode(), response["body"]["string"])
    response["body"]["string"] = _compact(body)
    return response


def _compact(body: bytes) -> bytes:
    """What is no JSON stays as it is."""
    try:
        parsed = json.loads(body)
    except ValueError:
        return body
    return json.dumps(parsed, ensure_ascii=False, separators=(",", ":")).encode()


def _kept(headers: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in headers.items() if name.lower() in _KEPT_HEADERS}


class StatedSerializer:
    """YAML whose first line says who recorded it."""

    @staticmethod
    def serialize(cassette: dict[str, Any]) -> str:
        """The text of a cassette file."""
        return f"recorded_by: {recorded_by()}\n{yamlserializer.serialize(cassette)}"

    @staticmethod
    def deserialize(text: str) -> Any:
        """The cassette of a file; raises ValueError where it does not say who recorded it."""
        if not text.startswith("recorded_by: "):
            raise ValueError("the cassette does not say who recorded it")
        return yamlserializer.deserialize(text)
