"""Recording and replaying for all contract suites that talk to Google."""

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from vcr import VCR  # type: ignore[import-untyped]
from vcr.errors import CannotOverwriteExistingCassetteException  # type: ignore[import-untyped]

from tests.contract.cassettes import (
    MissingRecordingError,
    Server,
    StatedSerializer,
    recorded,
    replayed,
    without_server,
    without_traces,
)
from tests.contract.workbooks import GoogleWorkbook


def pytest_recording_configure(config: pytest.Config, vcr: VCR) -> None:
    vcr.register_serializer("yaml", StatedSerializer)


@pytest.fixture
def vcr_config() -> dict[str, Any]:
    return {
        "match_on": ["method", "path", "query", "body"],
        "before_record_request": without_server,
        "before_record_response": without_traces,
        "decode_compressed_response": True,
    }


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    yield from _naming_what_is_missing(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    yield from _naming_what_is_missing(item)


def _naming_what_is_missing(item: pytest.Item) -> Generator[None, None, None]:
    try:
        return (yield)
    except CannotOverwriteExistingCassetteException as error:
        raise MissingRecordingError(item.nodeid) from error


@pytest.fixture
def server(record_mode: str, tmp_path: Path) -> Iterator[Server]:
    """For tests marked vcr: what the cassette plays, or what it is recorded from."""
    if record_mode == "none":
        yield replayed()
    else:
        with recorded(tmp_path) as recording:
            yield recording


@pytest.fixture
def google_workbook(server: Server) -> Iterator[GoogleWorkbook]:
    """A spreadsheet behind Google's API without any tab of a table."""
    workbook = GoogleWorkbook(server)
    workbook.clear()
    yield workbook
    workbook.close()
