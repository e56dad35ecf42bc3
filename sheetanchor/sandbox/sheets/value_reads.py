"""Values as values.get gives them: trimmed rows or columns, formatted, raw or as formulas."""

from dataclasses import dataclass
from enum import StrEnum

from sheetanchor.sandbox.json_text import JsonObject, number
from sheetanchor.sandbox.sheets.a1 import GridRange
from sheetanchor.sandbox.sheets.cells import Cell, Effective, ErrorValue, Formula
from sheetanchor.sandbox.sheets.formats import is_date, shown_text
from sheetanchor.sandbox.sheets.references import answer_name
from sheetanchor.sandbox.sheets.sheet import Sheet

Scalar = str | int | float | bool


class Render(StrEnum):
    """ValueRenderOption."""

    FORMATTED_VALUE = "FORMATTED_VALUE"
    UNFORMATTED_VALUE = "UNFORMATTED_VALUE"
    FORMULA = "FORMULA"


class DateRender(StrEnum):
    """DateTimeRenderOption; it does not matter to formatted values."""

    SERIAL_NUMBER = "SERIAL_NUMBER"
    FORMATTED_STRING = "FORMATTED_STRING"


class MajorDimension(StrEnum):
    """Whether the inner lists are rows or columns."""

    ROWS = "ROWS"
    COLUMNS = "COLUMNS"


@dataclass(frozen=True, slots=True)
class Reading:
    """How values are asked for."""

    render: Render = Render.FORMATTED_VALUE
    dates: DateRender = DateRender.SERIAL_NUMBER
    major: MajorDimension = MajorDimension.ROWS

    def value_range(self, sheet: Sheet, area: GridRange) -> JsonObject:
        """A ValueRange; `values` is left out where there are none."""
        answer: JsonObject = {"range": answer_name(sheet, area), "majorDimension": str(self.major)}
        rows = _SheetReader(sheet, self).rows(area)
        values = rows if self.major is MajorDimension.ROWS else _turned(rows)
        return {**answer, "values": values} if values else answer


class _SheetReader:
    """One pass over a tab; what is the same for all cells is looked up once."""

    def __init__(self, sheet: Sheet, how: Reading) -> None:
        self._sheet = sheet
        self._locale = sheet.book.locale
        self._formulas = how.render is Render.FORMULA
        self._formatted = how.render is Render.FORMATTED_VALUE
        self._date_texts = how.dates is DateRender.FORMATTED_STRING

    def rows(self, area: GridRange) -> list[list[Scalar]]:
        used = range(area.top, min(area.bottom, self._sheet.grid.used_rows))
        rows = [self._row(row, area.left, area.right) for row in used]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def _row(self, row: int, left: int, right: int) -> list[Scalar]:
        cells = self._sheet.grid.row(row).items()
        filled = [(at, cell) for at, cell in cells if cell.entered is not None and left <= at < right]
        if not filled:
            return []
        values: list[Scalar] = [""] * (max(at for at, _ in filled) + 1 - left)
        for at, cell in filled:
            entered = cell.entered
            values[at - left] = entered if type(entered) is str else self._value(row, at, cell)
        return values

    def _value(self, row: int, column: int, cell: Cell) -> Scalar:
        entered = cell.entered
        if self._formulas and isinstance(entered, Formula):
            return entered.text
        value = self._sheet.effective_of(cell, row, column)
        if self._formatted:
            return shown_text(value, cell.number_format, self._locale)
        return self._unformatted(value, cell)

    def _unformatted(self, value: Effective, cell: Cell) -> Scalar:
        if type(value) is float:
            if self._date_texts and is_date(cell.number_format):
                return shown_text(value, cell.number_format, self._locale)
            return number(value)
        if isinstance(value, ErrorValue):
            return value.shown
        return "" if value is None else value


def _turned(rows: list[list[Scalar]]) -> list[list[Scalar]]:
    width = max((len(row) for row in rows), default=0)
    columns: list[list[Scalar]] = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    for column in columns:
        while column and column[-1] == "":
            column.pop()
    return columns
