"""Spreadsheets from and to files on disk, by the ending of the file's name."""

from pathlib import Path

from sheetanchor.sandbox.files import csv_files
from sheetanchor.sandbox.files.csv_files import save_csv, tables_in
from sheetanchor.sandbox.files.errors import FileFormatError
from sheetanchor.sandbox.files.xlsx.reading import fill, opened
from sheetanchor.sandbox.files.xlsx.writing import xlsx_bytes
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet
from sheetanchor.sandbox.world import World

XLSX, CSV = ".xlsx", ".csv"


def load(world: World, path: Path, *, spreadsheet_id: str | None = None) -> Spreadsheet:
    """A new spreadsheet, titled as the .xlsx file, the CSV file or the folder of CSV files.

    Raises FileFormatError, or OSError for what cannot be read; the world is then as it was.
    """
    if path.is_file() and path.suffix.lower() == XLSX:
        return load_bytes(world, path.name, path.read_bytes(), spreadsheet_id=spreadsheet_id)
    tables = tables_in(path)
    with world.new_spreadsheet(path.stem, spreadsheet_id=spreadsheet_id) as book:
        csv_files.fill(book, tables)
    return book


def load_bytes(world: World, name: str, content: bytes, *, spreadsheet_id: str | None = None) -> Spreadsheet:
    """The same for the content of a single file of that name."""
    path = Path(name)
    if path.suffix.lower() == XLSX:
        workbook = opened(content, name)
        with world.new_spreadsheet(path.stem, spreadsheet_id=spreadsheet_id) as book:
            fill(book, workbook)
        return book
    if path.suffix.lower() != CSV:
        raise FileFormatError(f"{name} is neither .xlsx nor .csv")
    rows = csv_files.rows_of(content, name)
    with world.new_spreadsheet(path.stem, spreadsheet_id=spreadsheet_id) as book:
        csv_files.fill(book, [(path.stem, rows)])
    return book


def save_all(world: World, path: Path) -> list[Path]:
    """Every spreadsheet, in the order they were made; gives the files written.

    To `NAME.xlsx` goes the only spreadsheet, or each of several with its id before the ending; to a folder
    goes a folder of CSV files each.
    """
    with world.lock:
        books = list(world.spreadsheets.values())
        if path.suffix.lower() == XLSX:
            return [_save_xlsx(book, _own_path(path, book, alone=len(books) == 1)) for book in books]
        folders = [path / f"{csv_files.file_name(book.title)} {book.spreadsheet_id}" for book in books]
        return [file for book, folder in zip(books, folders, strict=True) for file in save_csv(book, folder)]


def _own_path(path: Path, book: Spreadsheet, *, alone: bool) -> Path:
    return path if alone else path.with_name(f"{path.stem} {book.spreadsheet_id}{path.suffix}")


def _save_xlsx(book: Spreadsheet, path: Path) -> Path:
    content = xlsx_bytes(book)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
