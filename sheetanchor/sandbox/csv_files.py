"""Spreadsheets from and to CSV files on disk: one file is one tab, a folder is one spreadsheet."""

import csv
from pathlib import Path

from sheetanchor.sandbox.drive.csv_text import exported
from sheetanchor.sandbox.sheets import structure
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.world import World

_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))


def load_csv(world: World, path: Path, *, spreadsheet_id: str | None = None) -> Spreadsheet:
    """A spreadsheet titled as the file or folder, the texts parsed as if a person had typed them.

    Raises FileNotFoundError for a folder without a CSV file, and OSError or ValueError for a file that cannot
    be read as UTF-8.
    """
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not files:
        raise FileNotFoundError(f"{path} holds no .csv file")
    tables = [(file.stem, _rows(file)) for file in files]
    book = world.create_spreadsheet(path.stem, spreadsheet_id=spreadsheet_id)
    first = book.sheets[0]
    for title, rows in tables:
        same = book.sheet_titled(title)
        _fill(same or book.append_sheet(title), rows)
    if first.title not in {title for title, _ in tables}:
        book.remove(first)
    return book


def save_csv(book: Spreadsheet, folder: Path) -> list[Path]:
    """One file per tab with what is shown in its cells; gives the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sheet in book.sheets:
        file = folder / f"{sheet.title.translate(_UNSAFE)}.csv"
        file.write_text(exported(sheet) + "\r\n", encoding="utf-8", newline="")
        written.append(file)
    return written


def _rows(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.reader(source))


def _fill(sheet: Sheet, rows: list[list[str]]) -> None:
    width = max((len(row) for row in rows), default=0)
    structure.resize(sheet, "ROWS", max(sheet.grid.row_count, len(rows)))
    structure.resize(sheet, "COLUMNS", max(sheet.grid.column_count, width))
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            sheet.enter(row, column, text)
