"""A sandbox at the other end of a real wire."""

from collections.abc import Iterator

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.world import World


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running(World(deterministic=True), telegram=False) as started:
        yield started
