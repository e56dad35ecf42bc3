"""A shop for every test: the demo workbook served, and nothing in the replica yet but one pass."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetanchor.sandbox.pytest import running
from sheetanchor.sandbox.seed import seed_demo
from sheetanchor.sandbox.world import World
from tests.e2e.cli.shop import Shop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    world = World(deterministic=True)
    seed_demo(world)
    with running(world) as served:
        served.service_account(tmp_path / "key.json")
        shop = Shop(served, tmp_path)
        shop.told("sync")
        yield shop
