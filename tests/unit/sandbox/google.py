"""Google's APIs called in the test's own thread, without a socket."""

import json
from typing import Any
from urllib.parse import quote, urlencode

from sheetanchor.sandbox.faults.wire import Captured
from sheetanchor.sandbox.google import Wire, answer_google
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.world import World


class RefusedError(Exception):
    """The answer was no 200; `error` is the JSON below `error`."""

    def __init__(self, status: int, error: dict[str, Any]) -> None:
        super().__init__(error.get("message"))
        self.status = status
        self.error = error


class Google:
    """Calls on one spreadsheet, `book`, and on Drive."""

    def __init__(self, world: World, book: Spreadsheet) -> None:
        self.world = world
        self.book = book
        self.headers = {"authorization": "Bearer any"}

    def call(self, method: str, path: str, body: object = None, **query: object) -> Any:
        """The JSON of an answer; raises RefusedError for any but 2xx."""
        answer = self._answer(method, path, body, query)
        content: Any = answer.body.decode()
        if answer.body.startswith((b"{", b"[")):
            content = json.loads(content)
        if answer.status >= 300:
            raise RefusedError(answer.status, content["error"])
        return content

    def raw(self, method: str, path: str, **query: object) -> bytes:
        """The body of an answer as it came."""
        return self._answer(method, path, None, query).body

    def sheets(self, method: str, tail: str, body: object = None, **query: object) -> Any:
        return self.call(method, f"/v4/spreadsheets/{self.book.spreadsheet_id}{tail}", body, **query)

    def batch(self, *requests: dict[str, Any], **options: object) -> Any:
        fields = options.pop("fields", None)
        query = {} if fields is None else {"fields": fields}
        return self.sheets("POST", ":batchUpdate", {"requests": requests, **options}, **query)

    def values(self, cells: str, **query: object) -> Any:
        return self.sheets("GET", f"/values/{quote(cells, safe='')}", **query).get("values", [])

    def write(self, cells: str, values: object, option: str = "RAW", **query: object) -> Any:
        path = f"/values/{quote(cells, safe='')}"
        return self.sheets("PUT", path, {"values": values}, valueInputOption=option, **query)

    def append(self, cells: str, values: object, option: str = "RAW", **query: object) -> Any:
        path = f"/values/{quote(cells, safe='')}:append"
        return self.sheets("POST", path, {"values": values}, valueInputOption=option, **query)

    def version(self) -> int:
        return int(
            self.call("GET", f"/drive/v3/files/{self.book.spreadsheet_id}", fields="version")["version"]
        )

    def _answer(self, method: str, path: str, body: object, query: dict[str, object]) -> Captured:
        sent = b"" if body is None else json.dumps(body).encode()
        query_string = urlencode(query, doseq=True).encode()
        return answer_google(self.world, Wire(method, path, query_string, self.headers, sent))


def text(value: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": value}}


def number(value: float) -> dict[str, Any]:
    return {"userEnteredValue": {"numberValue": value}}


def row(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"values": list(cells)}
