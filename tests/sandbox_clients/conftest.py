"""A spreadsheet opened by the real gspread, signed in with a real service-account file."""

from collections.abc import Iterator
from pathlib import Path

import gspread
import pytest
from google.oauth2.service_account import Credentials

from sheetanchor.sandbox.gspread import connected
from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.world import World

SCOPES = ["https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive"]


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running(World(deterministic=True), telegram=False) as started:
        yield started


@pytest.fixture
def client(sandbox: RunningSandbox, tmp_path: Path) -> gspread.Client:
    key_file = sandbox.service_account(tmp_path / "account.json")
    read_key = Credentials.from_service_account_file
    credentials = read_key(str(key_file), scopes=SCOPES)  # type: ignore[no-untyped-call]  # untyped library
    return connected(sandbox.url, credentials)


@pytest.fixture
def worksheet(client: gspread.Client) -> gspread.Worksheet:
    return client.create("Team").sheet1
