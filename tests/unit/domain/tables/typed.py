"""Reading what people typed, and asking for the reason where it is refused."""

from sheetanchor.domain.tables.cells import Cell, CellFormat, CellValue
from sheetanchor.domain.tables.kinds import Kind
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.values import Value


class Refused:
    """What `read` gives where the kind refuses the cell."""

    def __repr__(self) -> str:
        return "refused"


REFUSED = Refused()


def read(kind: Kind, value: CellValue, fmt: CellFormat = CellFormat.PLAIN) -> Value | Refused:
    try:
        return kind.read(Cell(value, fmt))
    except CellRefusedError:
        return REFUSED


def is_refused(kind: Kind, value: object) -> bool:
    """Whether a program may not store the value."""
    try:
        kind.accept(value)
    except CellRefusedError:
        return True
    return False
