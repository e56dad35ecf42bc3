"""The clients that npm has for Google Sheets, as real programs of Node against the sandbox.

`make system-deps` installs them, and in CI their absence is a failure.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sheetanchor.sandbox.pytest import RunningSandbox
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

SCRIPTS = Path(__file__).parent / "node"
WAGES = (("EmployeeId", "Wage"), ("1001", "$15.50"), ("1002", "$16.00"))


@pytest.fixture
def book(sandbox: RunningSandbox) -> Spreadsheet:
    made = sandbox.world.create_spreadsheet("Team")
    sheet = made.add_sheet("Wage list")
    for row, line in enumerate(WAGES):
        for column, text in enumerate(line):
            sheet.type_cell(row, column, text)
    return made


def run(script: str, sandbox: RunningSandbox, book: Spreadsheet, tmp_path: Path) -> Any:
    node = shutil.which("node")
    if node is None or not (SCRIPTS / "node_modules").is_dir():
        absent = (
            "Node or its packages in tests/sandbox_clients/node are missing: run `make system-deps` as root"
        )
        (pytest.fail if os.environ.get("CI") else pytest.skip)(absent)
    key_file = sandbox.service_account(tmp_path / "account.json")
    command = [node, str(SCRIPTS / script), sandbox.url, str(key_file), book.spreadsheet_id]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def shown(sheet: Sheet, rows: int, columns: int) -> list[list[str]]:
    return [[sheet.shown(row, column) for column in range(columns)] for row in range(rows)]


def test_googleapis_signs_in_reads_writes_appends_batches_and_exports(
    sandbox: RunningSandbox, book: Spreadsheet, tmp_path: Path
) -> None:
    assert run("googleapis.js", sandbox, book, tmp_path) == {
        "title": "Team",
        "rows": [list(line) for line in WAGES],
        "updated": "'Wage list'!B2",
        "appended": "'Wage list'!A4:B4",
        "replies": [["addSheet"], [], []],
        "read": [[[1003, 18.25], [1002, 16], [1001, 17.5, 35]], [["Doubled"]]],
        "files": 1,
        "exported": "PK",
        "missing": 404,
        "refused": "Unable to parse range: Nowhere!A1",
    }
    assert shown(book["Wage list"], 5, 3) == [
        ["EmployeeId", "Wage", ""],
        ["1003", "$18.25", ""],
        ["1002", "$16.00", ""],
        ["1001", "$17.50", ""],
        ["", "", ""],
    ]
    assert [sheet.title for sheet in book.sheets] == ["Sheet1", "Wage list", "Made by googleapis"]


def test_google_spreadsheet_works_on_rows_cells_and_tabs(
    sandbox: RunningSandbox, book: Spreadsheet, tmp_path: Path
) -> None:
    seen = run("google_spreadsheet.js", sandbox, book, tmp_path)
    assert seen == {
        "title": "Team",
        "tabs": ["Sheet1", "Wage list"],
        "rows": [dict(zip(WAGES[0], line, strict=True)) for line in WAGES[1:]],
        "addedAt": 4,
        "cell": {"value": 15.5, "formatted": "$15.50", "type": "numberValue"},
        "sum": 72.5,
        "size": [21, 5],
        "cells": [
            ["EmployeeId", "Wage"],
            ["1001", "$17.50"],
            ["1002", "$20.00"],
            ["1004", "$35.00"],
        ],
        "missing": "Google API error - [404] Requested entity was not found.",
    }
    wages = book["Wage list"]
    noted = wages.grid.cell(1, 1)
    assert (noted.note, (noted.format or {})["textFormat"]) == ("raised", {"bold": True})
    assert [sheet.title for sheet in book.sheets] == ["Sheet1", "Wage list", "Renamed"]
    assert (book.title, [entry["name"] for entry in book.named_ranges]) == ("Paid by JavaScript", ["wages"])
