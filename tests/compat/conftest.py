"""A sandbox with the old bot's spreadsheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetanchor.sandbox.pytest import running
from sheetanchor.sandbox.world import World
from tests.compat.world import OldWorkbook


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[OldWorkbook]:
    with running(World(deterministic=True), telegram=False) as sandbox:
        yield OldWorkbook(sandbox, tmp_path)
