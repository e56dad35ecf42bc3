"""Spreadsheets as CSV files on disk."""

from pathlib import Path

import pytest

from sheetanchor.sandbox.files.csv_files import save_csv
from sheetanchor.sandbox.files.disk import load
from sheetanchor.sandbox.files.errors import FileFormatError
from sheetanchor.sandbox.world import World


def test_a_folder_of_csv_files_is_a_spreadsheet_and_goes_back_as_it_came(
    world: World, tmp_path: Path
) -> None:
    folder = tmp_path / "Team"
    folder.mkdir()
    (folder / "Rates.csv").write_text("Min,Percent\r\n0,8%\r\n", encoding="utf-8", newline="")
    (folder / "Names.csv").write_text('"a, b"\r\n', encoding="utf-8", newline="")
    book = load(world, folder)
    assert [sheet.title for sheet in book.sheets] == ["Names", "Rates"]
    assert book["Rates"].effective(1, 1) == 0.08
    written = save_csv(book, tmp_path / "out")
    assert [(file.name, file.read_bytes()) for file in written] == [
        ("Names.csv", b'"a, b"\r\n'),
        ("Rates.csv", b"Min,Percent\r\n0,8%\r\n"),
    ]


def test_a_single_csv_file_is_a_spreadsheet_of_one_tab_as_large_as_it_needs(
    world: World, tmp_path: Path
) -> None:
    file = tmp_path / "Wide.csv"
    file.write_text(",".join(str(column) for column in range(30)) + "\n" * 1200 + "end\n", encoding="utf-8")
    (sheet,) = load(world, file).sheets
    assert (sheet.title, sheet.size) == ("Wide", (1201, 30))


def test_a_folder_without_csv_files_is_an_error(world: World, tmp_path: Path) -> None:
    with pytest.raises(FileFormatError):
        load(world, tmp_path)
    assert world.spreadsheets == {}
