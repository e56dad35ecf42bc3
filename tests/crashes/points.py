"""The inputs and outputs of a process, counted, so that it can be killed or stopped at each of them.

What comes after one is what comes before the next, so one moment for each is enough: before a statement that
begins, writes or commits; before a request; between its head and its body; and when its answer has come and
nothing of it was read.
"""

import os
import select
import signal
from http.client import HTTPConnection, HTTPResponse
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

#: When the one at the other end of the wire is not heard of any more.
_PATIENCE = 60.0
_WRITES = ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "PRAGMA journal_mode")
_SHOWN = 60


class Points:
    """Notes each point in the file `report`; at number `at`, from 1 on, the process sends itself a signal."""

    def __init__(self, report: int, at: int | None, number: signal.Signals) -> None:
        self._report = report
        self._at = at
        self._signal = number
        self._count = 0

    def reach(self, label: str) -> None:
        """Go no further if this is the point."""
        self._count += 1
        os.write(self._report, f"{label[:_SHOWN]}\n".encode())
        if self._count == self._at:
            os.kill(os.getpid(), self._signal)


class _Statements:
    """What one connection to a database does to the file; what only reads is left out."""

    def __init__(self, points: Points) -> None:
        self._points = points
        self._is_writing = False
        self._last = ""

    def __call__(self, statement: str) -> None:
        text = " ".join(statement.split())
        # SQLite tells a statement again for every trigger that it sets off.
        is_told_already, self._last = text == self._last, text
        is_end = text in {"COMMIT", "ROLLBACK"} and self._is_writing
        if text == "BEGIN IMMEDIATE" or is_end:
            self._is_writing = not is_end
            self._points.reach(text)
        elif text.startswith(_WRITES) and not is_told_already:
            self._points.reach(text)


def watch_statements(points: Points) -> None:
    """Every statement as SQLite itself is about to run it, whoever asked for it."""

    def watch(connection: Any, _record: object) -> None:
        connection.set_trace_callback(_Statements(points))

    event.listen(Pool, "connect", watch)


def watch_requests(points: Points) -> None:
    """Every request as it goes over the wire, that of signing in as well."""
    send, getresponse = HTTPConnection.send, HTTPConnection.getresponse
    line = ""

    def watched_send(connection: HTTPConnection, data: Any) -> None:
        nonlocal line
        first = bytes(data).split(b"\r\n", 1)[0].decode(errors="replace") if isinstance(data, bytes) else ""
        is_head = first.endswith(" HTTP/1.1")
        if is_head:
            line = _shown(first)
        points.reach(line if is_head else f"{line}: body")
        send(connection, data)

    def watched_answer(connection: HTTPConnection) -> HTTPResponse:
        select.select([connection.sock], [], [], _PATIENCE)
        points.reach(f"{line}: answered, unread")
        return getresponse(connection)

    HTTPConnection.send = watched_send  # type: ignore[method-assign, assignment]
    HTTPConnection.getresponse = watched_answer  # type: ignore[method-assign, assignment]


def _shown(line: str) -> str:
    """A request without the long id: `POST spreadsheets:batchUpdate`."""
    method, path, _ = line.split(" ")
    folder, _, name = path.partition("?")[0].strip("/").rpartition("/")
    _, colon, verb = name.partition(":")
    return f"{method} {folder.rpartition('/')[2] or name}{colon}{verb}"
