"""What a cell holds: what was entered, its format, a note."""

from dataclasses import dataclass
from typing import NamedTuple

from sheetanchor.sandbox.json_text import JsonObject, number

MAX_CELL_TEXT = 50_000


@dataclass(frozen=True, slots=True)
class Formula:
    """An entered formula, with its leading `=`."""

    text: str


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """The result of a formula that failed: the API's ErrorType, and what the cell shows."""

    type: str
    shown: str
    message: str = ""


Effective = float | str | bool | ErrorValue | None
"""A value after calculation; None is an empty cell."""
Entered = float | str | bool | Formula | None
"""A value as entered. Numbers are doubles, whatever they look like: dates are days since 1899-12-30."""


class Cell(NamedTuple):
    """One cell. Cells never change; a change puts another one in their place."""

    entered: Entered = None
    format: JsonObject | None = None
    note: str | None = None
    validation: JsonObject | None = None

    @property
    def number_format(self) -> JsonObject | None:
        """`{"type": …, "pattern": …}` where somebody, or what was typed, has set one."""
        return self.format.get("numberFormat") if self.format else None

    def with_entered(self, entered: Entered) -> "Cell":
        """The same format and note around another value."""
        return Cell(entered, self.format, self.note, self.validation)

    def with_number_format(self, number_format: JsonObject) -> "Cell":
        """The same cell with that number format."""
        return self._replace(format={**(self.format or {}), "numberFormat": number_format})


EMPTY = Cell()


def extended_value(value: Effective | Entered) -> JsonObject | None:
    """The API's ExtendedValue: one key that says the type; None for an empty cell."""
    if value is None:
        return None
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, float):
        return {"numberValue": number(value)}
    if isinstance(value, str):
        return {"stringValue": value}
    if isinstance(value, Formula):
        return {"formulaValue": value.text}
    error = {"type": value.type}
    return {"errorValue": {**error, "message": value.message} if value.message else error}
