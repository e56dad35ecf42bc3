"""From a range as a request writes it to a tab and a rectangle."""

from sheetanchor.sandbox.errors import InvalidArgument
from sheetanchor.sandbox.sheets.a1 import (
    AskedRange,
    GridRange,
    full_name,
    open_range_name,
    parse_range,
    quoted_title,
    split_title,
)
from sheetanchor.sandbox.sheets.sheet import Sheet
from sheetanchor.sandbox.sheets.spreadsheet import Spreadsheet


def resolve(book: Spreadsheet, text: str) -> tuple[Sheet, AskedRange]:
    """The tab and the range as asked, whatever the grid's size; raises InvalidArgument in Google's words.

    A bare word is a range on the first visible tab if it can be one, else a tab's title, else a named range.
    """
    title, cells = split_title(text)
    found = _on_sheet(book, title, cells) if title is not None else _bare(book, cells or "")
    if found is None:
        raise InvalidArgument(f"Unable to parse range: {text}")
    return found


def within(sheet: Sheet, asked: AskedRange) -> GridRange:
    """What of the range lies in the grid; raises InvalidArgument where it begins outside."""
    rows, columns = sheet.size
    if asked.top >= rows or asked.left >= columns:
        raise exceeds_grid(sheet, asked)
    return asked.clip(rows, columns)


def exceeds_grid(sheet: Sheet, asked: AskedRange | GridRange) -> InvalidArgument:
    """The refusal of a range outside the grid."""
    name = f"{quoted_title(sheet.title)}!{open_range_name(AskedRange(*asked))}"
    rows, columns = sheet.size
    return InvalidArgument(f"Range ({name}) exceeds grid limits. Max rows: {rows}, max columns: {columns}")


def answer_name(sheet: Sheet, area: GridRange) -> str:
    """The range as answers print it."""
    return full_name(sheet.title, area)


def _on_sheet(book: Spreadsheet, title: str, cells: str | None) -> tuple[Sheet, AskedRange] | None:
    sheet = book.sheet_titled(title)
    if sheet is None:
        return None
    asked = AskedRange() if cells is None else parse_range(cells)
    return (sheet, asked) if asked is not None else _named(book, cells or "", sheet)


def _bare(book: Spreadsheet, text: str) -> tuple[Sheet, AskedRange] | None:
    asked = parse_range(text)
    if asked is not None:
        return next(sheet for sheet in book.sheets if not sheet.hidden), asked
    sheet = book.sheet_titled(text)
    if sheet is not None:
        return sheet, AskedRange()
    return _named(book, text)


def _named(book: Spreadsheet, name: str, home: Sheet | None = None) -> tuple[Sheet, AskedRange] | None:
    """A named range; one that is asked for on a tab has to be there."""
    found = book.named_area(name)
    if found is None or home not in (None, found[0]):
        return None
    return found[0], AskedRange(*found[1])
