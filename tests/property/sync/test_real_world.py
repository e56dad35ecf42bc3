"""A handful of the same sequences over a real wire and on disk, the faults of HTTP included.

`python -m tests.property.sync.soak --real --seconds 60` draws other ones.
"""

from collections.abc import Iterator

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.world import World
from tests.property.sync.real_world import REAL_NAMES, run_real
from tests.property.sync.soak import drawn

_SEEDS = range(6)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[RunningSandbox]:
    with running(World(deterministic=True), telegram=False) as started:
        yield started


@pytest.mark.parametrize("seed", _SEEDS)
def test_nothing_is_lost_over_a_real_wire_and_on_disk(seed: int, sandbox: RunningSandbox) -> None:
    steps, setup = drawn(seed, REAL_NAMES)
    world = run_real(steps, setup, sandbox)
    assert world.sheet.requests()
