"""The sandbox as a program of its own."""

import signal
import subprocess
import sys
from pathlib import Path

import requests
from openpyxl import Workbook, load_workbook

from sheetanchor.sandbox.seed import DEMO_SPREADSHEET_ID


def test_the_process_says_where_it_listens_serves_the_demo_and_ends_cleanly_on_sigterm(
    tmp_path: Path,
) -> None:
    key_file = tmp_path / "account.json"
    options = ["--seed", "demo", "--service-account", str(key_file), "--no-page"]
    command = [sys.executable, "-m", "sheetanchor.sandbox", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        word, url = process.stdout.readline().split()
        assert word == "READY"
        answer = requests.get(
            f"{url}/v4/spreadsheets/{DEMO_SPREADSHEET_ID}/values/EmployeeSettings!A1:C2",
            headers={"Authorization": "Bearer anything"},
            timeout=10,
        )
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    assert answer.json()["values"] == [
        ["EmployeeId", "Hourly wage", "Sales commission"],
        ["1001", "$15.00", "8.0"],
    ]
    assert url in key_file.read_text(encoding="utf-8")


def test_the_process_begins_with_csv_files_and_leaves_csv_files(tmp_path: Path) -> None:
    source = tmp_path / "Rates.csv"
    source.write_text("Min,Percent\r\n0,8%\r\n", encoding="utf-8", newline="")
    options = ["--load", str(source), "--save", str(tmp_path / "out"), "--no-page"]
    command = [sys.executable, "-m", "sheetanchor.sandbox", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("READY ")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
    (saved,) = tmp_path.glob("out/Rates */Rates.csv")
    assert saved.read_bytes() == source.read_bytes()


def test_the_process_begins_with_a_workbook_and_leaves_a_workbook(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.create_sheet("Rates").append([500, 0.08])
    workbook.save(tmp_path / "Team.xlsx")
    options = ["--load", str(tmp_path / "Team.xlsx"), "--save", str(tmp_path / "out.xlsx"), "--no-page"]
    command = [sys.executable, "-m", "sheetanchor.sandbox", *options]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("READY ")
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)
    saved = load_workbook(tmp_path / "out.xlsx")
    assert saved.sheetnames == ["Sheet", "Rates"]
    assert [cell.value for cell in saved["Rates"][1]] == [500, 0.08]


def test_a_file_that_cannot_be_loaded_ends_the_process_with_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "Broken.xlsx"
    broken.write_bytes(b"no workbook")
    command = [sys.executable, "-m", "sheetanchor.sandbox", "--load", str(broken), "--no-page"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Error: --load {broken}: Broken.xlsx is no .xlsx workbook")
