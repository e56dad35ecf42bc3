"""Processes to be killed, and the shop that they work at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crashes.children import Children, starting_children
from tests.crashes.shop import Shop, served_shop


@pytest.fixture(scope="session")
def children() -> Iterator[Children]:
    with starting_children() as children:
        yield children


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with served_shop(tmp_path) as shop:
        yield shop
