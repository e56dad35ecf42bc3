from collections.abc import Iterator

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.seed import seed_demo
from sheetanchor.sandbox.world import World
from tests.e2e.page.driver import PageDriver


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    world = World(deterministic=True)
    seed_demo(world)
    with running(world, page=True) as served:
        yield served


@pytest.fixture
def empty() -> Iterator[RunningSandbox]:
    with running(World(deterministic=True), page=True) as served:
        yield served


@pytest.fixture
def page(browser: PageDriver, sandbox: RunningSandbox) -> Iterator[PageDriver]:
    browser.open(sandbox.url)
    yield browser
    assert browser.console_errors() == []
    browser.browser.get("about:blank")
