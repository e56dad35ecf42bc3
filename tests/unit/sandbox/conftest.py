"""A world at a fixed time, and Google's APIs on one spreadsheet in it."""

from datetime import UTC, datetime

import pytest

from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.world import World
from tests.unit.sandbox.google import Google

NOW = datetime(2025, 11, 1, 17, 5, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    return World(clock=lambda: NOW, deterministic=True)


@pytest.fixture
def google(world: World) -> Google:
    return Google(world, world.create_spreadsheet("Team"))


@pytest.fixture
def sheet(google: Google) -> Sheet:
    return google.book.sheets[0]
