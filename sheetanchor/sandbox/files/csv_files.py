"""CSV: the shown texts of a tab, read back as if a person had typed them."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from sheetanchor.sandbox.drive.csv_text import exported
from sheetanchor.sandbox.files.errors import FileFormatError
from sheetanchor.sandbox.sheets import structure
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

_UNSAFE = str.maketrans(dict.fromkeys('/\\:*?"<>|', "_"))
Table = tuple[str, list[list[str]]]
"""A tab's title and its rows."""


def tables_in(path: Path) -> list[Table]:
    """A file is one tab titled as the file, a folder one tab a file; raises FileFormatError."""
    files = sorted(path.glob("*.csv")) if path.is_dir() else [path]
    if not files:
        raise FileFormatError(f"{path} holds no .csv file")
    return [(file.stem, rows_of(file.read_bytes(), str(file))) for file in files]


def rows_of(content: bytes, name: str) -> list[list[str]]:
    """The texts of a CSV file in UTF-8; raises FileFormatError that says which file, by `name`."""
    try:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (UnicodeDecodeError, csv.Error) as problem:
        raise FileFormatError(f"{name} is no CSV file in UTF-8: {problem}") from None


def fill(book: Spreadsheet, tables: Sequence[Table]) -> None:
    """The tables take the place of a new spreadsheet's one empty tab."""
    first = book.sheets[0]
    for title, rows in tables:
        _type_in(book.sheet_titled(title) or book.append_sheet(title), rows)
    if first.title not in {title for title, _ in tables}:
        book.remove(first)


def save_csv(book: Spreadsheet, folder: Path) -> list[Path]:
    """One file per tab with what is shown in its cells; gives the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sheet in book.sheets:
        file = folder / f"{file_name(sheet.title)}.csv"
        file.write_bytes(csv_bytes(sheet))
        written.append(file)
    return written


def csv_bytes(sheet: Sheet) -> bytes:
    """What is shown in the tab's cells, every line ended by CR LF."""
    return (exported(sheet) + "\r\n").encode()


def file_name(title: str) -> str:
    """A title without the characters that no file's name may hold."""
    return title.translate(_UNSAFE)


def _type_in(sheet: Sheet, rows: list[list[str]]) -> None:
    width = max((len(row) for row in rows), default=0)
    structure.resize(sheet, "ROWS", max(sheet.grid.row_count, len(rows)))
    structure.resize(sheet, "COLUMNS", max(sheet.grid.column_count, width))
    for row, line in enumerate(rows):
        for column, text in enumerate(line):
            sheet.enter(row, column, text)
