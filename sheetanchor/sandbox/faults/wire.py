"""Answers that break off: what a fault does to the connection itself."""

import socket
import struct
from asyncio import Transport
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import Message, Receive, Scope, Send

_LINGER_NOT = struct.pack("ii", 1, 0)
TRANSPORT = "transport"
"""Where the server leaves a connection's transport in the scope's state."""


@dataclass
class Captured:
    """A whole answer, held back."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    async def take(self, message: Message) -> None:
        """Stands in for the connection while the application answers."""
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message.get("headers", ()))
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    async def send(self, send: Send) -> None:
        """Give the answer to the client."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})

    def with_body(self, body: bytes) -> "Captured":
        """The same answer with another body, its length said as it is."""
        rest = [(name, value) for name, value in self.headers if name != b"content-length"]
        return Captured(self.status, [*rest, (b"content-length", str(len(body)).encode())], body)


def answer(status: int, body: bytes, content_type: str, headers: Mapping[str, str] | None = None) -> Captured:
    """An answer made here."""
    lines = {"content-type": content_type, "content-length": str(len(body)), **(headers or {})}
    return Captured(status, [(name.encode(), value.encode()) for name, value in lines.items()], body)


def cut_connection(scope: Scope) -> None:
    """A reset, not an orderly end: the client learns nothing."""
    transport: Transport = scope["state"][TRANSPORT]
    connection = transport.get_extra_info("socket")
    if connection is not None and not transport.is_closing():
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NOT)
    transport.abort()


async def hold_until_gone(scope: Scope, receive: Receive) -> None:
    """Say nothing until the client has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass
    cut_connection(scope)


async def break_off(captured: Captured, part: float, scope: Scope, send: Send) -> None:
    """Announce the whole body, send a part of it, and close."""
    await send({"type": "http.response.start", "status": captured.status, "headers": captured.headers})
    sent = captured.body[: int(len(captured.body) * part)]
    await send({"type": "http.response.body", "body": sent, "more_body": True})
    transport: Transport = scope["state"][TRANSPORT]
    transport.close()
