import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.seed import seed_demo
from sheetanchor.sandbox.world import World
from tests.e2e.page.driver import CHROMEDRIVER, CHROMIUM, PageDriver, start_chromium


@pytest.fixture(scope="session")
def chromium_is_there() -> None:
    missing = [program for program in (CHROMIUM, CHROMEDRIVER) if not Path(program).exists()]
    if not missing:
        return
    reason = f"{' and '.join(missing)} is missing: run `make system-deps` as root"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    world = World(deterministic=True)
    seed_demo(world)
    with running(world, page=True) as served:
        yield served


@pytest.fixture(scope="session")
def browser(chromium_is_there: None) -> Iterator[PageDriver]:
    chromium = start_chromium()
    yield PageDriver(chromium)
    chromium.quit()


@pytest.fixture
def page(browser: PageDriver, sandbox: RunningSandbox) -> Iterator[PageDriver]:
    browser.open(sandbox.url)
    yield browser
    assert browser.console_errors() == []
    browser.browser.get("about:blank")
