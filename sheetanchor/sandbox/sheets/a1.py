"""A1 notation, and the rectangles it names: zero-based, half open."""

import re
from typing import NamedTuple

_CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9]\d{0,7})?\Z")
_R1C1 = re.compile(r"R(\d+)C(\d+)(?::R(\d+)C(\d+))?\Z", re.IGNORECASE)
_BARE_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*\Z")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}\d+\Z|R\d*C\d*\Z", re.IGNORECASE)
_QUOTED = re.compile(r"'((?:[^']|'')*)'(?:!(.*))?\Z", re.DOTALL)
_LETTERS = 26


class GridRange(NamedTuple):
    """A rectangle of cells, its ends not included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """Rows in it."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns in it."""
        return self.right - self.left

    def meets(self, other: "GridRange") -> bool:
        """Whether the two share a cell."""
        rows = self.top < other.bottom and other.top < self.bottom
        return rows and self.left < other.right and other.left < self.right


class AskedRange(NamedTuple):
    """A rectangle whose ends may be left to the grid (None)."""

    top: int = 0
    left: int = 0
    bottom: int | None = None
    right: int | None = None

    def clip(self, rows: int, columns: int) -> GridRange:
        """What of it lies in a grid of that size."""
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return GridRange(self.top, self.left, bottom, right)

    @property
    def is_cell(self) -> bool:
        """Whether it names one cell, from which a write may reach as far as its data."""
        return self.bottom == self.top + 1 and self.right == self.left + 1


def column_letters(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The reverse of `column_letters`, upper or lower case."""
    index = 0
    for letter in letters.upper():
        index = index * _LETTERS + ord(letter) - ord("A") + 1
    return index - 1


def cell_name(row: int, column: int) -> str:
    """The address of one cell: (0, 0) is A1."""
    return f"{column_letters(column)}{row + 1}"


def range_name(area: GridRange) -> str:
    """`A1:B2`, or `A1` for one cell."""
    first = cell_name(area.top, area.left)
    last = cell_name(area.bottom - 1, area.right - 1)
    return first if first == last else f"{first}:{last}"


def open_range_name(asked: AskedRange) -> str:
    """The same with ends that may be open: `A1:B`, `A5:6` for whole rows from A."""
    right = "" if asked.right is None else column_letters(asked.right - 1)
    bottom = "" if asked.bottom is None else str(asked.bottom)
    first = cell_name(asked.top, asked.left)
    last = right + bottom
    return first if last in {"", first} else f"{first}:{last}"


def quoted_title(title: str) -> str:
    """A sheet's title as answers write it before `!`: quoted unless plainly a word that is no cell."""
    if _BARE_TITLE.match(title) and not _CELL_LIKE.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def full_name(title: str, area: GridRange) -> str:
    """Title and range, as in the `range` of an answer."""
    return f"{quoted_title(title)}!{range_name(area)}"


def split_title(text: str) -> tuple[str | None, str | None]:
    """Title and range of a reference; either may be missing, and a bare word is told apart by the caller.

    A quoted title comes with no range as `(title, None)`, a bare text as `(None, text)`.
    """
    quoted = _QUOTED.match(text)
    if quoted:
        return quoted[1].replace("''", "'"), quoted[2]
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else (None, text)


def parse_range(text: str) -> AskedRange | None:
    """The rectangle that `B2`, `A1:C`, `A:A`, `2:5`, `D4:A1` or `R1C1:R2C2` names; None for other text."""
    by_number = _R1C1.match(text)
    if by_number:
        return _from_r1c1(by_number)
    first, mark, second = text.partition(":")
    start = _corner(first)
    if start is None:
        return None
    if not mark:
        column, row = start
        return None if column is None or row is None else AskedRange(row, column, row + 1, column + 1)
    end = _corner(second)
    return None if end is None else _between(start, end)


def _corner(text: str) -> tuple[int | None, int | None] | None:
    match = _CORNER.match(text)
    if not match or not text:
        return None
    column = column_index(match[1]) if match[1] else None
    return column, int(match[2]) - 1 if match[2] else None


def _between(start: tuple[int | None, int | None], end: tuple[int | None, int | None]) -> AskedRange:
    left, right = _ends(start[0], end[0])
    top, bottom = _ends(start[1], end[1])
    return AskedRange(top, left, bottom, right)


def _ends(first: int | None, second: int | None) -> tuple[int, int | None]:
    if first is None or second is None:
        return (first if second is None else second) or 0, None
    return min(first, second), max(first, second) + 1


def _from_r1c1(match: re.Match[str]) -> AskedRange:
    row, column = int(match[1]) - 1, int(match[2]) - 1
    if match[3] is None:
        return AskedRange(row, column, row + 1, column + 1)
    return _between((column, row), (int(match[4]) - 1, int(match[3]) - 1))
