"""Rows as a file: the shifts with the columns of their tab, and what is summed up of them."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from sheetanchor.domain.tables.cells import CellFormat
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.domain.tables.values import Value, Values

#: What spreadsheet programs take for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows of a table in their order."""

    table: Table
    rows: Sequence[Values]


def csv_of(listing: Listing) -> bytes:
    """UTF-8 with a mark, so that Excel reads it; text that looks like a formula is kept from being one."""
    text = StringIO()
    writer = csv.writer(text)
    columns = listing.table.columns
    writer.writerow([_inert(column.header) for column in columns])
    for row in listing.rows:
        writer.writerow([_cell(column, row[column.field]) for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _cell(column: Column, value: Value) -> str:
    if value is None:
        return ""
    written = column.kind.write(value, CellFormat.PLAIN)
    is_text = isinstance(value, str | date)
    return _inert(str(written)) if is_text else f"{written}"


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
