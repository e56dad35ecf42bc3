"""Fixtures for tests that want a Google of their own: `pytest_plugins = ["sheetanchor.sandbox.pytest"]`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

from sheetanchor.sandbox.server import base_url, listening_socket, server_for
from sheetanchor.sandbox.sign_in import write_service_account
from sheetanchor.sandbox.world import World


@dataclass(frozen=True)
class RunningSandbox:
    """A served world: tests reach into `world` from their own thread while clients talk to `url`."""

    url: str
    world: World

    def service_account(self, path: Path) -> Path:
        """Write a key file that signs in at this server, and give its path back."""
        write_service_account(path, self.url, self.world.tokens)
        return path


@contextmanager
def running(world: World, *, page: bool = False, telegram: bool = True) -> Iterator[RunningSandbox]:
    """Serve a world in a thread of this process until the block ends."""
    listener = listening_socket(0)
    server = server_for(world, page=page, telegram=telegram)
    thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="sandbox", daemon=True)
    thread.start()
    try:
        yield RunningSandbox(base_url(listener), world)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()


@pytest.fixture
def sheets_sandbox() -> Iterator[RunningSandbox]:
    """Google's side of an empty world, with the same ids in every run, served for one test."""
    with running(World(deterministic=True), telegram=False) as sandbox:
        yield sandbox
