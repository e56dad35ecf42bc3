"""What a workbook has no place for: kept in its custom document properties, which Excel leaves alone."""

import json
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import CustomPropertyList, StringProperty

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

_BOOK = "sandbox spreadsheet"
_SHEET = "sandbox tab "


def note_book(workbook: Workbook, book: Spreadsheet) -> None:
    """Keep the spreadsheet's locale and time zone."""
    _add(workbook, _BOOK, {key: book.properties[key] for key in ("locale", "timeZone")})


def note_sheet(workbook: Workbook, written_title: str, sheet: Sheet) -> None:
    """Keep a tab's own title, id and size under the title it has in the workbook."""
    rows, columns = sheet.size
    kept = {"title": sheet.title, "id": sheet.sheet_id, "rows": rows, "columns": columns}
    _add(workbook, _SHEET + written_title, kept)


def book_properties(workbook: Workbook) -> JsonObject:
    """What `note_book` kept; empty in a workbook from elsewhere."""
    return _found(workbook, _BOOK)


def sheet_particulars(workbook: Workbook, written_title: str) -> JsonObject:
    """What `note_sheet` kept; empty for a tab from elsewhere or renamed since."""
    return _found(workbook, _SHEET + written_title)


def _add(workbook: Workbook, name: str, value: JsonObject) -> None:
    _properties(workbook).append(StringProperty(name=name, value=json.dumps(value)))


def _found(workbook: Workbook, name: str) -> JsonObject:
    for entry in _properties(workbook).props:
        if entry.name == name:
            kept: Any = json.loads(str(entry.value))
            return dict(kept)
    return {}


def _properties(workbook: Workbook) -> "CustomPropertyList[StringProperty]":
    kept: CustomPropertyList[StringProperty] = workbook.custom_doc_props  # type: ignore[attr-defined]  # in no stub
    return kept
