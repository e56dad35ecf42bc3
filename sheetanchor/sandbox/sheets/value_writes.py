"""Values as values.update writes them: checked as a whole, then cell by cell, null leaving a cell alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sheetanchor.sandbox.errors import InvalidArgument, invalid_value
from sheetanchor.sandbox.json_text import JsonObject, render
from sheetanchor.sandbox.sheets.a1 import AskedRange, GridRange, column_letters, open_range_name, quoted_title
from sheetanchor.sandbox.sheets.cells import MAX_CELL_TEXT
from sheetanchor.sandbox.sheets.protections import check_writable
from sheetanchor.sandbox.sheets.references import answer_name, exceeds_grid, within
from sheetanchor.sandbox.sheets.sheet import Sheet

InputScalar = str | int | float | bool | None
Values = Sequence[Sequence[InputScalar]]
TOO_LONG = f"Your input contains more than the maximum of {MAX_CELL_TEXT} characters in a single cell."


class InputOption(StrEnum):
    """ValueInputOption."""

    RAW = "RAW"
    USER_ENTERED = "USER_ENTERED"


@dataclass
class Written:
    """What one write covered; rows and columns are those in which a cell was really written."""

    sheet: Sheet
    area: GridRange
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    cells: int = 0

    def answer(self) -> JsonObject:
        """The counts of an UpdateValuesResponse; a zero is left out."""
        counts = {
            "updatedRows": len(self.rows),
            "updatedColumns": len(self.columns),
            "updatedCells": self.cells,
        }
        return {
            "spreadsheetId": self.sheet.book.spreadsheet_id,
            "updatedRange": answer_name(self.sheet, self.area),
            **{key: count for key, count in counts.items() if count},
        }


def checked_values(body: JsonObject, where: str = "data") -> Values:
    """The rows of a ValueRange; raises the 400 of a body that is no list of lists of plain values."""
    values = body.get("values", [])
    if not isinstance(values, list):
        raise _not_a_list(f"{where}.values", values)
    for at, row in enumerate(values):
        if not isinstance(row, list):
            raise _not_a_list(f"{where}.values[{at}]", row)
        for column, value in enumerate(row):
            if isinstance(value, dict | list):
                kind = "list_value" if isinstance(value, list) else "struct_value"
                raise InvalidArgument(f"Invalid values[{at}][{column}]: {kind} {_shown(value)}")
    return _turned(values) if body.get("majorDimension") == "COLUMNS" else values


def write_values(sheet: Sheet, asked: AskedRange, values: Values, option: InputOption, who: str) -> Written:
    """Write from the range's first cell on; raises InvalidArgument, nothing written, where it does not fit.

    A range of one cell is only the place to begin; any other bounds the data.
    """
    start = within(sheet, asked)
    height, width = len(values), max((len(row) for row in values), default=0)
    area = GridRange(start.top, start.left, start.top + height, start.left + width)
    if not asked.is_cell:
        _check_bounds(sheet, asked, area)
    _check_grid(sheet, area)
    if not height or not width:
        return Written(sheet, area._replace(bottom=area.top + 1, right=area.left + 1))
    check_writable(sheet, area, who)
    return put_values(sheet, area, values, option)


def put_values(sheet: Sheet, area: GridRange, values: Values, option: InputOption) -> Written:
    """Write without any check but the length of texts."""
    written = Written(sheet, area)
    for row, line in enumerate(values, area.top):
        for column, value in enumerate(line, area.left):
            if value is None:
                continue
            _put(sheet, row, column, value, option)
            written.rows.add(row)
            written.columns.add(column)
            written.cells += 1
    return written


def _put(sheet: Sheet, row: int, column: int, value: InputScalar, option: InputOption) -> None:
    if isinstance(value, str):
        if len(value) > MAX_CELL_TEXT:
            raise InvalidArgument(TOO_LONG)
        if option is InputOption.USER_ENTERED:
            sheet.enter(row, column, value)
            return
        entered: str | float | bool | None = value or None
    else:
        entered = value if isinstance(value, bool) or value is None else float(value)
    sheet.grid.put(row, column, sheet.grid.cell(row, column).with_entered(entered))


def _check_bounds(sheet: Sheet, asked: AskedRange, area: GridRange) -> None:
    if asked.right is not None and area.right > asked.right:
        raise _outside(sheet, asked, f"column [{column_letters(asked.right)}]")
    if asked.bottom is not None and area.bottom > asked.bottom:
        raise _outside(sheet, asked, f"row [{asked.bottom + 1}]")


def _check_grid(sheet: Sheet, area: GridRange) -> None:
    rows, columns = sheet.size
    if area.bottom > rows or area.right > columns:
        raise exceeds_grid(sheet, area)


def _outside(sheet: Sheet, asked: AskedRange, tried: str) -> InvalidArgument:
    name = f"{quoted_title(sheet.title)}!{open_range_name(asked)}"
    return InvalidArgument(f"Requested writing within range [{name}], but tried writing to {tried}")


def _turned(columns: list[list[InputScalar]]) -> Values:
    height = max((len(column) for column in columns), default=0)
    return [[column[row] if row < len(column) else None for column in columns] for row in range(height)]


def _not_a_list(field_name: str, value: object) -> InvalidArgument:
    return invalid_value(field_name, "google.protobuf.ListValue", _shown(value))


def _shown(value: object) -> str:
    return render(value).decode().rstrip("\n")
