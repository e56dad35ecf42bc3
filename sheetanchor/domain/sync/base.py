"""The base: what both sides last agreed on, without which no merge could tell who changed what."""

from collections.abc import Mapping
from dataclasses import dataclass

from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.values import Key, Value


@dataclass(frozen=True, slots=True)
class BaseCell:
    """One agreed cell: its meaning, and the cell as it stood in the sheet.

    A cell that still stands as it stood means what it meant, so that no kind reads it anew.
    """

    value: Value
    cell: Cell


@dataclass(frozen=True, slots=True)
class BaseRow:
    """One agreed row by field. A field is absent where the sides have never agreed.

    missing: how many complete reads in a row did not find it in the sheet.
    fingerprint: of the table's declaration under which it was agreed.
    """

    key: Key
    cells: Mapping[str, BaseCell]
    fingerprint: str
    missing: int = 0
