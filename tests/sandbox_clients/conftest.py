"""A spreadsheet opened by the real gspread, signed in with a real service-account file."""

from collections.abc import Iterator
from pathlib import Path

import gspread
import pytest
from google.oauth2.service_account import Credentials

from sheetanchor.sandbox.pytest import RunningSandbox, running
from sheetanchor.sandbox.world import World

SCOPES = ["https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive"]


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    with running(World(deterministic=True), telegram=False) as started:
        yield started


@pytest.fixture
def client(sandbox: RunningSandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> gspread.Client:
    key_file = sandbox.service_account(tmp_path / "account.json")
    read_key = Credentials.from_service_account_file
    credentials = read_key(str(key_file), scopes=SCOPES)  # type: ignore[no-untyped-call]  # untyped library
    for module in (gspread.urls, gspread.http_client, gspread.client, gspread.spreadsheet, gspread.worksheet):
        for name, url in vars(gspread.urls).items():
            if name.isupper() and isinstance(url, str) and hasattr(module, name):
                moved = url.replace("https://sheets.googleapis.com", sandbox.url)
                monkeypatch.setattr(module, name, moved.replace("https://www.googleapis.com", sandbox.url))
    return gspread.Client(credentials)


@pytest.fixture
def worksheet(client: gspread.Client) -> gspread.Worksheet:
    return client.create("Team").sheet1
