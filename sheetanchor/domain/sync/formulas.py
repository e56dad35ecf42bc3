"""Formulas of people, put back where they stood. Nothing of them is understood but which rows they name."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_CELL, _COLUMN, _ROW = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]*", r"\$?[A-Za-z]{1,3}", r"\$?[1-9][0-9]*"
#: Text in quotes, which may look like anything, or a reference with the tab that it names.
_PIECE = re.compile(
    rf"""
    "(?:[^"]|"")*"
    | (?<![\w.$])
      (?P<tab>(?:'(?:[^']|'')*'|[\w.]+)!)?
      (?P<cells>{_CELL}:(?:{_CELL}|{_COLUMN}|{_ROW}) | {_COLUMN}:(?:{_CELL}|{_COLUMN})
              | {_ROW}:(?:{_CELL}|{_ROW}) | {_CELL})
      (?![\w.(!])
    """,
    re.VERBOSE,
)
#: From a cell on to the end of its column.
_OPEN = re.compile(r"[0-9]:\$?[A-Za-z]+\Z")
_NUMBER = re.compile(r"(\$?)([0-9]+)")
_GONE = "#REF!"


@dataclass(frozen=True, slots=True)
class FormulaAt:
    """A formula as it stood in a grid row. error: what it showed instead of a value.

    is_exact: whether all that it names is where it was, so that it can stand there again.
    """

    text: str
    place: int
    error: str | None = None
    is_exact: bool = True


def unshifted(text: str, rows: int) -> str:
    """A formula that was copied so many rows down, as it was before; what lies above row 1 is lost."""

    def before(mark: str, number: int) -> int:
        return number if mark else number - rows

    return _rewritten(text, before, lambda _: True)


def is_whole(text: str) -> bool:
    """Whether nothing that the formula named has got lost."""
    return _GONE not in text


def has_references(text: str) -> bool:
    """Whether it names cells at all."""
    return any(piece["cells"] for piece in _PIECE.finditer(text))


def rows_named(text: str) -> frozenset[int]:
    """The grid rows of its own tab that a formula names; whole columns are none."""
    cells = (piece["cells"] for piece in _PIECE.finditer(text) if piece["cells"] and not piece["tab"])
    return frozenset(int(number) - 1 for each in cells for _, number in _NUMBER.findall(each))


def moved(formula: FormulaAt, place: int) -> str | None:
    """The formula in another row, where it names its own row alone; None where it names others.

    Nobody knows where those are by now.
    """
    if place == formula.place:
        return formula.text
    is_open = any(_OPEN.search(piece["cells"] or "") for piece in _PIECE.finditer(formula.text))
    if is_open or rows_named(formula.text) - {formula.place}:
        return None
    return _rewritten(formula.text, lambda _mark, _number: place + 1, lambda tab: tab is None)


def _rewritten(text: str, row: Callable[[str, int], int], applies: Callable[[str | None], bool]) -> str:
    def number(match: re.Match[str]) -> str:
        mark, digits = match.groups()
        return f"{mark}{row(mark, int(digits))}"

    def piece(match: re.Match[str]) -> str:
        tab, cells = match["tab"], match["cells"]
        if cells is None or not applies(tab):
            return match[0]
        rewritten = _NUMBER.sub(number, cells)
        return f"{tab or ''}{rewritten if _exists(rewritten) else _GONE}"

    return _PIECE.sub(piece, text)


def _exists(cells: str) -> bool:
    """Whether all its rows are rows: none is number 0 or less."""
    return "-" not in cells and all(int(number) > 0 for _, number in _NUMBER.findall(cells))
