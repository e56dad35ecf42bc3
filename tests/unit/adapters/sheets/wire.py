"""A server that answers byte for byte what a test wants: faults of the wire are not to be imagined."""

import json
import socket
import struct
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

Answer = Callable[[socket.socket], None]


def text(status: int, body: str, content_type: str = "text/html", **headers: str) -> Answer:
    """Any answer; names of headers with _ for -."""
    data = body.encode()
    fields = {
        "content_type": content_type,
        "content_length": str(len(data)),
        "connection": "close",
        **headers,
    }
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    head = "\r\n".join([f"HTTP/1.1 {status} Said", *lines, "", ""])
    return lambda connection: connection.sendall(head.encode() + data)


def answered(status: int, body: object, **headers: str) -> Answer:
    """An answer in JSON."""
    return text(status, json.dumps(body), "application/json", **headers)


def fault(code: int, message: str, **more: Any) -> Answer:
    """An error as Google words it."""
    return answered(code, {"error": {"code": code, "message": message, **more}})


def cut(connection: socket.socket) -> None:
    """Reset the connection without an answer."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def half(connection: socket.socket) -> None:
    """Break off in the middle of the body."""
    connection.sendall(b'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"version": "1')


def silence(connection: socket.socket) -> None:
    """Say nothing until the other side gives up."""
    while connection.recv(1024):
        pass


class Wire:
    """Gives its answers one after the other, one connection each; requests are kept whole."""

    def __init__(self, *answers: Answer) -> None:
        self._answers = deque(answers)
        self.requests: list[bytes] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._thread = Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        while self._answers:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection, suppress(ConnectionError):
                self.requests.append(_read(connection))
                self._answers.popleft()(connection)

    @contextmanager
    def serving(self) -> "Iterator[Wire]":
        """Answer until the block ends."""
        self._thread.start()
        try:
            yield self
        finally:
            with suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._thread.join(timeout=10)


def _read(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, body = data.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    length = int(lengths[0].partition(b":")[2]) if lengths else 0
    while len(body) < length:
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


def refused_url() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"
