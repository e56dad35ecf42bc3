import os
from collections.abc import Iterator
from pathlib import Path

import pytest

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


@pytest.fixture(scope="session")
def browser(chromium_is_there: None) -> Iterator[PageDriver]:
    chromium = start_chromium()
    yield PageDriver(chromium)
    chromium.quit()
