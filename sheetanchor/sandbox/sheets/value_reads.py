"""Values as values.get gives them: trimmed rows or columns, formatted, raw or as formulas."""

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


class Reading:
    """How values are asked for."""

    def __init__(
        self,
        render: Render = Render.FORMATTED_VALUE,
        dates: DateRender = DateRender.SERIAL_NUMBER,
        major: MajorDimension = MajorDimension.ROWS,
    ) -> None:
        self.render = render
        self.dates = dates
        self.major = major

    def value_range(self, sheet: Sheet, area: GridRange) -> JsonObject:
        """A ValueRange; `values` is left out where there are none."""
        answer: JsonObject = {"range": answer_name(sheet, area), "majorDimension": str(self.major)}
        rows = self._rows(sheet, area)
        values = rows if self.major is MajorDimension.ROWS else _turned(rows)
        return {**answer, "values": values} if values else answer

    def _rows(self, sheet: Sheet, area: GridRange) -> list[list[Scalar]]:
        used = range(area.top, min(area.bottom, sheet.grid.used_rows))
        rows = [self._row(sheet, row, area) for row in used]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    def _row(self, sheet: Sheet, row: int, area: GridRange) -> list[Scalar]:
        filled = {
            column: cell
            for column, cell in sheet.grid.row(row).items()
            if cell.entered is not None and area.left <= column < area.right
        }
        if not filled:
            return []
        values: list[Scalar] = [""] * (max(filled) + 1 - area.left)
        for column, cell in filled.items():
            values[column - area.left] = self._value(sheet, row, column, cell)
        return values

    def _value(self, sheet: Sheet, row: int, column: int, cell: Cell) -> Scalar:
        entered = cell.entered
        if isinstance(entered, str):
            return entered
        if self.render is Render.FORMULA and isinstance(entered, Formula):
            return entered.text
        value = sheet.effective_of(cell, row, column)
        if self.render is Render.FORMATTED_VALUE:
            return shown_text(value, cell.number_format, sheet.book.locale)
        return self._unformatted(value, cell, sheet)

    def _unformatted(self, value: Effective, cell: Cell, sheet: Sheet) -> Scalar:
        if isinstance(value, ErrorValue):
            return value.shown
        if value is None or isinstance(value, str | bool):
            return "" if value is None else value
        if self.dates is DateRender.FORMATTED_STRING and is_date(cell.number_format):
            return shown_text(value, cell.number_format, sheet.book.locale)
        return number(value)


def _turned(rows: list[list[Scalar]]) -> list[list[Scalar]]:
    width = max((len(row) for row in rows), default=0)
    columns: list[list[Scalar]] = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    for column in columns:
        while column and column[-1] == "":
            column.pop()
    return columns
