"""A1 ranges, the only way to name cells in a query."""

from collections.abc import Iterable

from sheetanchor.domain.sync.tab import address


def whole_tab(title: str) -> str:
    """The range of a whole tab.

    Always quoted: a title such as P1 or D3 would be taken for a cell (gspread#652).
    """
    return "'" + title.replace("'", "''") + "'"


def rows_range(title: str, rows: range, width: int) -> str:
    """The first `width` columns of 0-based grid rows that follow each other."""
    return f"{whole_tab(title)}!{address(rows.start, 0)}:{address(rows.stop - 1, width - 1)}"


def runs(numbers: Iterable[int]) -> list[range]:
    """The stretches of numbers that follow each other, in ascending order; a doubled number counts once."""
    found: list[range] = []
    for number in sorted(set(numbers)):
        if found and found[-1].stop == number:
            found[-1] = range(found[-1].start, number + 1)
        else:
            found.append(range(number, number + 1))
    return found
