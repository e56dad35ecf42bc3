"""A spreadsheet cell as it was read, before anybody decides what it means."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum

#: Text, a number by its shortest decimal text, a checkbox, or nothing.
CellValue = str | Decimal | bool | None


class CellFormat(Enum):
    """What the number format of a cell says its number is; every other format is PLAIN."""

    PLAIN = "plain"
    PERCENT = "percent"
    DATE = "date"
    TIME = "time"
    CURRENCY = "currency"
    SCIENTIFIC = "scientific"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its effective value, and what must be known before it is read or written.

    `error` is the spreadsheet's own error such as `#REF!`; `value` is then None. `formula` is the text of a
    formula that stands in this very cell: one that is filled by a formula elsewhere has none. It changes
    with whatever moves around it, so that cells which differ in nothing else are equal.
    """

    value: CellValue = None
    format: CellFormat = CellFormat.PLAIN
    is_formula: bool = False
    error: str | None = None
    formula: str | None = field(default=None, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing, or nothing but spaces, stands in the cell."""
        blank = self.value is None or (isinstance(self.value, str) and not self.value.strip())
        return blank and self.error is None and not self.is_formula

    def shown(self) -> str:
        """The cell for a message to a person: short, on one line; of formats that of a percentage alone."""
        text = self.error or ("" if self.value is None else self._text())
        flat = " ".join(text.split())
        return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"

    def _text(self) -> str:
        if self.format is CellFormat.PERCENT and isinstance(self.value, Decimal):
            return f"{(self.value * 100).normalize():f}%"
        return str(self.value)


EMPTY = Cell()
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of a person to write where it stood before: nothing that a program holds becomes one.

    shows, error: what it showed there.
    """

    text: str
    shows: CellValue = None
    error: str | None = None


#: What may be written into a cell.
Written = CellValue | Formula


def shown_by(written: Written) -> CellValue:
    """The value that the cell then holds, as far as known."""
    return written.shows if isinstance(written, Formula) else written
