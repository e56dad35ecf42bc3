"""Serves an application inside the event loop of the program."""

import asyncio
import socket
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette

from sheetanchor.domain.errors import OperatorError

_BACKLOG = 128
_FINISH_SECONDS = 10
# Proxies keep idle connections for up to two minutes: they are to close them, not we under a request.
_KEEP_SECONDS = 130


class CannotListenError(OperatorError):
    """The address that the settings name cannot be listened on."""


def serving(app: Starlette, host: str, port: int) -> Coroutine[Any, Any, None]:
    """Listens at once, host being an IP address; what is returned answers until it is cancelled.

    It then finishes the requests that it has begun. Raises CannotListenError.
    """
    return _serve(app, _listener(host, port))


def _listener(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise CannotListenError(
            f"{host}, port {port}: cannot be listened on ({error.strerror}), so nothing was started; set "
            "SHEETANCHOR_WEBHOOK_LISTEN to an address and a port that are free, and allow the port under "
            "systemd (SocketBindAllow)"
        ) from error
    return listener


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the program, which stops this server among others."""
        yield


async def _serve(app: Starlette, listener: socket.socket) -> None:
    server = _Server(
        uvicorn.Config(
            app,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=_KEEP_SECONDS,
            timeout_graceful_shutdown=_FINISH_SECONDS,
        )
    )
    running = asyncio.ensure_future(server.serve(sockets=[listener]))
    try:
        await asyncio.shield(running)
    finally:
        server.should_exit = True
        await running
