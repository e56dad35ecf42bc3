"""The shifts as a file, with the columns of their tab."""

import csv
from collections.abc import Sequence
from datetime import datetime
from io import StringIO

from sheetanchor.domain.tables.cells import CellFormat
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.domain.tables.values import Value, Values

#: What spreadsheet programs take for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_of(table: Table, rows: Sequence[Values]) -> bytes:
    """UTF-8 with a mark, so that Excel reads it; text that looks like a formula is kept from being one."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([_inert(column.header) for column in table.columns])
    for row in rows:
        writer.writerow([_cell(column, row[column.field]) for column in table.columns])
    return text.getvalue().encode("utf-8-sig")


def _cell(column: Column, value: Value) -> str:
    if value is None:
        return ""
    written = column.kind.write(value, CellFormat.PLAIN)
    is_text = isinstance(value, str | datetime)
    return _inert(str(written)) if is_text else f"{written}"


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
