"""Named ranges. A workbook's other names, of constants, formulas or lists of ranges, are left out."""

from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

from sheetanchor.sandbox.json_text import JsonObject
from sheetanchor.sandbox.sheets.a1 import AskedRange, column_letters, parse_range, split_title
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet

_BOUNDS = ("startRowIndex", "startColumnIndex", "endRowIndex", "endColumnIndex")


def write_names(workbook: Workbook, book: Spreadsheet, written: Mapping[str, str]) -> None:
    """Add all named ranges that still stand for cells."""
    for entry in book.named_ranges:
        found = book.named_area(entry["name"])
        if found is None:
            continue
        sheet, area = found
        first = f"${column_letters(area.left)}${area.top + 1}"
        last = f"${column_letters(area.right - 1)}${area.bottom}"
        title = written[sheet.title].replace("'", "''")
        workbook.defined_names[entry["name"]] = DefinedName(
            entry["name"], attr_text=f"'{title}'!{first}:{last}"
        )


def read_names(workbook: Workbook, book: Spreadsheet, sheet_ids: Mapping[str, int]) -> None:
    """Take over every name of one range; `sheet_ids` are by the tab's title in the workbook."""
    for name, defined in workbook.defined_names.items():
        title, cells = split_title(defined.attr_text or "")
        asked = parse_range(cells or "")
        sheet_id = None if title is None else sheet_ids.get(title)
        if sheet_id is not None and asked is not None:
            area = _json_range(sheet_id, asked)
            book.named_ranges.append(
                {"namedRangeId": str(book.world.ids.number()), "name": name, "range": area}
            )


def _json_range(sheet_id: int, asked: AskedRange) -> JsonObject:
    bounds = {key: bound for key, bound in zip(_BOUNDS, asked, strict=True) if bound is not None}
    return {"sheetId": sheet_id, **bounds}
