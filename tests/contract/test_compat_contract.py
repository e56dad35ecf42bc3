"""One suite over the whole surface of both old services, and a list that shows that no method is left out."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheetanchor.compat import HybridService, SheetsService
from tests.compat.test_signatures import METHODS, PROPERTIES
from tests.contract import compat_rank_suite, compat_suite
from tests.contract.compat_rank_suite import TabSuite
from tests.contract.compat_suite import CallsSuite, CompatSuite
from tests.contract.compat_world import OldBot, container_on, fill
from tests.contract.workbooks import GoogleWorkbook, MemoryWorkbook, Workbook

SUITES = (compat_suite, compat_rank_suite)


def nothing() -> None:
    """There is nothing to wait for."""


def straight(workbook: Workbook, folder: Path) -> OldBot:
    fill(workbook)
    service = SheetsService(container=container_on(workbook.sheet, folder))
    return OldBot(service, workbook, nothing, nothing)


def hybrid(workbook: Workbook, folder: Path) -> Iterator[OldBot]:
    fill(workbook)
    service = HybridService(auto_sync=False, container=container_on(workbook.sheet, folder))
    yield OldBot(service, workbook, service.force_sync_from_sheets, service.force_push_to_sheets)
    service.shutdown()


@pytest.mark.vcr
@pytest.mark.block_network
class TestSheetsService(CompatSuite):
    @pytest.fixture
    def bot(self, google_workbook: GoogleWorkbook, tmp_path: Path) -> OldBot:
        return straight(google_workbook, tmp_path)


class TestHybridService(CallsSuite):
    """On a real SQLite file; the sheet is one in memory."""

    @pytest.fixture
    def bot(self, tmp_path: Path) -> Iterator[OldBot]:
        yield from hybrid(MemoryWorkbook(), tmp_path)


@pytest.mark.vcr
@pytest.mark.block_network
class TestHybridServiceTab(TabSuite):
    """What needs gspread itself."""

    @pytest.fixture
    def bot(self, google_workbook: GoogleWorkbook, tmp_path: Path) -> Iterator[OldBot]:
        yield from hybrid(google_workbook, tmp_path)


class TestSheetsServiceInMemory(CallsSuite):
    """The same again without a cassette, so that a change of what the engine asks hides nothing."""

    @pytest.fixture
    def bot(self, tmp_path: Path) -> OldBot:
        return straight(MemoryWorkbook(), tmp_path)


def test_the_suite_calls_every_public_method() -> None:
    texts = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in SUITES]
    nodes = [node for text in texts for node in ast.walk(ast.parse(text))]
    named = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
    assert METHODS.keys() | (PROPERTIES - {"cache_manager"}) <= named
