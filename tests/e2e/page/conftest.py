from collections.abc import Iterator

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.world import World
from tests.e2e.page.driver import PageDriver
from tests.e2e.page.workbook import small_world


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running(small_world(), page=True) as served:
        yield served


@pytest.fixture
def empty() -> Iterator[RunningSandbox]:
    with running(World(deterministic=True), page=True) as served:
        yield served


@pytest.fixture
def page(browser: PageDriver, sandbox: RunningSandbox) -> Iterator[PageDriver]:
    browser.open(sandbox.url)
    browser.pick_person("Ann Miller")
    yield browser
    assert browser.console_errors() == []
    browser.browser.get("about:blank")
