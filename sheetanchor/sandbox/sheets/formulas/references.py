"""References inside formulas: moved with the rows they name, or shifted when a formula is copied."""

import re
from collections.abc import Callable
from typing import NamedTuple

from sheetanchor.sandbox.sheets.a1 import column_index, column_letters, quoted_title
from sheetanchor.sandbox.sheets.formulas.tokens import Token, tokens, unquoted
from sheetanchor.sandbox.sheets.shifts import Dimension, Shift

_PART = re.compile(r"(\$?)([A-Za-z]{1,3})?(\$?)(\d+)?\Z")
_LOST = "#REF!"


class Place(NamedTuple):
    """Where cells moved: in the sheet of that title, in all its columns (or rows), or in a band of them."""

    title: str
    dimension: Dimension
    band: range | None = None

    def holds(self, cells: str) -> bool:
        """Whether a reference to that sheet lies in the band with all its columns (or rows)."""
        if self.band is None:
            return True
        first, _, second = cells.partition(":")
        across: Dimension = "COLUMNS" if self.dimension == "ROWS" else "ROWS"
        return {_index(first, across), _index(second or first, across)} <= set(self.band)


def moved(formula: str, own_title: str, place: Place, change: Shift) -> str:
    """The formula of a cell in sheet `own_title` after cells moved."""
    dimension = place.dimension

    def rewrite(token: Token) -> str:
        named = unquoted(token.sheet) if token.sheet else own_title
        if named.lower() != place.title.lower() or not place.holds(token.cells):
            return token.text
        cells = _moved_cells(token.cells, dimension, change)
        return _LOST if cells is None else _prefix(token) + cells

    return _rewritten(formula, rewrite)


def copied(formula: str, rows: int, columns: int) -> str:
    """The formula pasted that many rows down and columns right: relative parts follow, `$` parts stay."""

    def rewrite(token: Token) -> str:
        parts = [_copied_part(part, rows, columns) for part in token.cells.split(":")]
        if any(part is None for part in parts):
            return _LOST
        return _prefix(token) + ":".join(part or "" for part in parts)

    return _rewritten(formula, rewrite)


def renamed(formula: str, old: str, new: str) -> str:
    """The formula after sheet `old` was given the title `new`."""

    def rewrite(token: Token) -> str:
        if not token.sheet or unquoted(token.sheet).lower() != old.lower():
            return token.text
        return f"{quoted_title(new)}!{token.cells}"

    return _rewritten(formula, rewrite)


def without_sheet(formula: str, title: str) -> str:
    """The formula after sheet `title` was deleted."""

    def rewrite(token: Token) -> str:
        return _LOST if token.sheet and unquoted(token.sheet).lower() == title.lower() else token.text

    return _rewritten(formula, rewrite)


def _rewritten(formula: str, rewrite: Callable[[Token], str]) -> str:
    pieces = tokens(formula[1:])
    return "=" + "".join(rewrite(piece) if piece.kind == "reference" else piece.text for piece in pieces)


def _prefix(token: Token) -> str:
    return f"{token.sheet}!" if token.sheet else ""


def _moved_cells(cells: str, dimension: Dimension, change: Shift) -> str | None:
    first, mark, second = cells.partition(":")
    start = _index(first, dimension)
    if start is None:
        return cells
    end = _index(second, dimension) if mark else start
    span = change.span(start, None if end is None else end + 1)
    if span is None:
        return None
    moved_first = _with_index(first, dimension, span[0])
    if not mark:
        return moved_first
    last = second if span[1] is None else _with_index(second, dimension, span[1] - 1)
    return f"{moved_first}:{last}"


def _index(part: str, dimension: Dimension) -> int | None:
    match = _PART.match(part)
    if not match:
        return None
    if dimension == "ROWS":
        return int(match[4]) - 1 if match[4] else None
    return column_index(match[2]) if match[2] else None


def _with_index(part: str, dimension: Dimension, index: int) -> str:
    match = _PART.match(part)
    if not match:
        return part
    column_mark, letters, row_mark, digits = match.groups()
    if dimension == "ROWS":
        return f"{column_mark}{letters or ''}{row_mark}{index + 1}"
    return f"{column_mark}{column_letters(index)}{row_mark}{digits or ''}"


def _copied_part(part: str, rows: int, columns: int) -> str | None:
    match = _PART.match(part)
    if not match:
        return part
    column_mark, letters, row_mark, digits = match.groups()
    if letters is None and column_mark:  # `$5:$7`: the mark before a bare row number
        row_mark, column_mark = column_mark, ""
    if letters and not column_mark:
        index = column_index(letters) + columns
        if index < 0:
            return None
        letters = column_letters(index)
    if digits and not row_mark:
        row = int(digits) + rows
        if row < 1:
            return None
        digits = str(row)
    return f"{column_mark}{letters or ''}{row_mark}{digits or ''}"
