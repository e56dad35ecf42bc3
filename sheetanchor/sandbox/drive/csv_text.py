"""CSV in and out of a spreadsheet."""

import csv
import io

from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

IMPORT_TIME_ZONE = "America/Los_Angeles"


def exported(sheet: Sheet, delimiter: str = ",") -> str:
    """The shown values of a tab down to its last filled cell, lines ended by CR LF but the last."""
    rows = range(sheet.grid.used_rows)
    filled = [
        [column for column, cell in sheet.row_cells(row).items() if cell.entered is not None] for row in rows
    ]
    height = max((row + 1 for row in rows if filled[row]), default=0)
    width = max((max(columns) + 1 for columns in filled if columns), default=0)
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([sheet.shown(row, column) for column in range(width)] for row in range(height))
    return text.getvalue().removesuffix("\r\n")


def replace_with(book: Spreadsheet, text: str) -> None:
    """One new tab with the file's title takes the place of all others; the texts are parsed as if typed.

    The time zone becomes America/Los_Angeles, as recorded from Google.
    """
    rows = list(csv.reader(io.StringIO(text)))
    with book.edit("api") as edit:
        book.properties["timeZone"] = IMPORT_TIME_ZONE
        old, book.sheets[:] = list(book.sheets), []
        taken = {sheet.sheet_id for sheet in old}
        sheet = book.append_sheet(book.title, sheet_id=book.free_sheet_id(taken))
        sheet.grid.row_count = max(sheet.grid.row_count, len(rows))
        sheet.grid.column_count = max(sheet.grid.column_count, *(len(row) for row in rows), 1)
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                sheet.enter(row, column, value)
        edit.changed(None, None, "sheets")
