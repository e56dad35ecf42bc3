"""Serving a world on the loopback interface."""

import asyncio
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sheetanchor.sandbox.app import build_app
from sheetanchor.sandbox.faults.wire import TRANSPORT
from sheetanchor.sandbox.world import World

HOST = "127.0.0.1"
_BACKLOG = 128
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def listening_socket(port: int) -> socket.socket:
    """A socket that already takes connections; port 0 is a free one. Raises OSError where it is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def base_url(listener: socket.socket) -> str:
    """Where clients find it."""
    return f"http://{HOST}:{listener.getsockname()[1]}"


class _Protocol(H11Protocol):
    """Leaves each connection's transport in the scope, so that a fault can cut it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, TRANSPORT: transport}


class SandboxServer(uvicorn.Server):
    """Ends with exit status 0 on a signal: uvicorn's own would raise the signal again after its shutdown.

    `started_up` is called once requests are answered and signals are heeded.
    """

    started_up: Callable[[], None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer."""
        await super().startup(sockets)
        if self.started_up is not None:
            self.started_up()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Heed SIGINT and SIGTERM while serving, where this is the main thread."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self.handle_exit) for number in _STOP_SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def server_for(world: World, *, page: bool = True, telegram: bool = True) -> SandboxServer:
    """A server that is not started yet; its owner runs it on a socket of `listening_socket`."""
    config = uvicorn.Config(
        build_app(world, page=page, telegram=telegram),
        http=_Protocol,
        ws="auto",
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
    )
    return SandboxServer(config)


def serve(
    world: World, port: int, *, page: bool = True, ready: Callable[[str], None] = lambda _: None
) -> None:
    """Serve until SIGTERM or SIGINT; `ready` is called with the base URL before READY is printed."""
    listener = listening_socket(port)
    url = base_url(listener)
    ready(url)
    server = server_for(world, page=page)
    server.started_up = lambda: print(f"READY {url}", flush=True)  # noqa: T201  # what its starter waits for
    server.run(sockets=[listener])
