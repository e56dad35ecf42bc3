"""Cells and rows of people that a batch of ours overwrote unseen, and that are owed back to them.

Between our read and our write a person may have edited a cell, moved its row or its column. The copy that
every batch takes first shows it. What is owed is written back with the next batch, and until then every merge
reads the cell as it was.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sheetanchor.domain.sync.formulas import FormulaAt, has_references, is_whole, moved
from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat, CellValue, Formula, Written

Line = tuple[CellValue, ...]

_HEADER = 0
#: How many cells of a row beside its key have to be equal before it is taken for the same row.
_TELLING = 3


@dataclass(frozen=True, slots=True)
class CellDebt:
    """A cell to write back.

    line is its row as our batch left it, header the header row above it; wrote stands in `column` of it.
    identity: the columns of the row's key. was_read: whether it was known before it was overwritten.
    formula: the one that stood there, and showed what is owed; wrote_formula: whether our batch left one.
    is_foreign: whether it stands in none of our columns.
    """

    table: str
    place: int
    column: int
    wrote: CellValue
    owed: CellValue
    line: Line
    header: Line = ()
    identity: tuple[int, ...] = ()
    was_read: bool = False
    formula: FormulaAt | None = None
    wrote_formula: bool = False
    is_foreign: bool = False


@dataclass(frozen=True, slots=True)
class RowDebt:
    """A row to insert again before grid row `place`.

    formats: those of its cells that are not plain, by column. identity: the columns of its key. formulas: by
    column, what they showed stands in line.
    """

    table: str
    place: int
    line: Line
    header: Line = ()
    formats: tuple[tuple[int, CellFormat], ...] = ()
    identity: tuple[int, ...] = ()
    formulas: tuple[tuple[int, FormulaAt], ...] = ()


@dataclass(frozen=True, slots=True)
class ScrapDebt:
    """A row of ours to take away again: it should not have been inserted as things stood."""

    table: str
    place: int
    line: Line
    header: Line = ()


Debt = CellDebt | RowDebt | ScrapDebt


def line_of(tab: Tab, place: int, width: int) -> Line:
    """The values of a row, as wide as asked."""
    return tuple(tab.cell(place, column).value for column in range(width))


def is_blank(tab: Tab) -> bool:
    """Whether nothing stands below the header row, as when somebody emptied the tab and may undo it."""
    return all(cell.value is None for row in tab.rows[1:] for cell in row)


def columns_now(then: Line, tab: Tab) -> Mapping[int, int]:
    """Where columns of a tab went since their header row was `then`; see `moved_columns`."""
    return moved_columns(then, line_of(tab, 0, tab.column_count))


def moved_columns(then: Line, now: Line) -> Mapping[int, int]:
    """Where columns went between two header rows: by their header, else beside their neighbour.

    A column that is gone is absent.
    """
    found = {
        column: now.index(header)
        for column, header in enumerate(then)
        if header is not None and then.count(header) == 1 and now.count(header) == 1
    }
    taken = set(found.values())
    for column in range(len(then)):
        beside = found[column - 1] + 1 if column - 1 in found else column
        if column not in found and beside not in taken and beside < len(now):
            found[column] = beside
            taken.add(beside)
    return found


def find_cell(tab: Tab, debt: CellDebt) -> tuple[int, int] | None:
    """The row and column of an owed cell now; None where a person changed the cell or the row since.

    The row is the one that is equal, else the only one of its key, else one that has got another key and is
    equal otherwise. Beside a list without keys it is the one that is most like it; of the list itself, which
    is one value, a half would be another one. In none of them may the cell itself have changed.
    """
    columns = _columns(tab, debt)
    if debt.column not in columns:
        return None
    line = {columns[column]: value for column, value in enumerate(debt.line) if column in columns}
    target = columns[debt.column]
    key = {columns[column] for column in debt.identity if column in columns}
    standing = [place for place in range(1, len(tab.rows)) if _is_left(tab.cell(place, target), debt)]
    place = _equal(tab, standing, line, debt.place)
    if place is None and key:
        same = [each for each in standing if _agrees(tab, each, {column: line[column] for column in key})]
        place = same[0] if len(same) == 1 else None
    if place is None and key:
        place = _rekeyed(tab, standing, {column: line[column] for column in line.keys() - key}, debt.place)
    if place is None and debt.is_foreign and not key:
        place = _most_alike(
            tab, standing, {column: line[column] for column in line.keys() - {target}}, debt.place
        )
    return None if place is None else (place, target)


def find_scrap(tab: Tab, debt: ScrapDebt) -> int | None:
    """Where a row to take away stands now; None where a person changed it since."""
    columns = _columns(tab, debt)
    line = {columns[column]: value for column, value in enumerate(debt.line) if column in columns}
    return _equal(tab, range(1, len(tab.rows)), line, debt.place)


def find_again(tab: Tab, debt: RowDebt, scraps: Collection[int] = ()) -> int | None:
    """Where a row of the key of a row to insert again stands by now, for others may bring it back as well.

    scraps: rows that are taken away, such as one as which it came back under other headers.
    """
    columns = _columns(tab, debt)
    key = {columns[column]: debt.line[column] for column in debt.identity if column in columns}
    if not key or None in key.values():
        return None
    places = (place for place in range(1, len(tab.rows)) if place not in scraps)
    return next((place for place in places if _agrees(tab, place, key)), None)


def row_cells(tab: Tab, debt: RowDebt) -> dict[int, Cell]:
    """The cells of a row to insert again, by the columns of now."""
    columns = _columns(tab, debt)
    formats, formulas = dict(debt.formats), dict(debt.formulas)
    return {
        columns[column]: _as_it_was(value, formats.get(column, CellFormat.PLAIN), formulas.get(column))
        for column, value in enumerate(debt.line)
        if column in columns
    }


def row_formulas(tab: Tab, debt: RowDebt) -> dict[int, FormulaAt]:
    """The formulas of a row to insert again, by the columns of now."""
    columns = _columns(tab, debt)
    return {columns[column]: formula for column, formula in debt.formulas if column in columns}


def again_before(tab: Tab, debt: RowDebt) -> int:
    """Before which grid row a row is inserted again."""
    return max(_HEADER + 1, min(debt.place, len(tab.rows)))


def model_of(place: int) -> int:
    """The row whose formats a row takes over that is inserted there: the one above it, except a header's."""
    return place - 1 if place - 1 > _HEADER else place


def written_at(place: int, value: CellValue, formula: FormulaAt | None) -> Written:
    """What pays an owed cell in a row: the formula if it can be moved there, else the value."""
    text = None if formula is None else moved(formula, place)
    if formula is None or text is None:
        return value
    return Formula(text, value, formula.error)


def can_stand(tab: Tab, place: int, formula: FormulaAt, header: Line) -> bool:
    """Whether a formula means in a row of now, under the header row of then, what it meant."""
    if not formula.is_exact or not is_whole(formula.text):
        return False
    now = line_of(tab, 0, max(tab.column_count, len(header)))
    is_headed = now[: len(header)] == header and not any(value is not None for value in now[len(header) :])
    return moved(formula, place) is not None and (is_headed or not has_references(formula.text))


def is_cut(tab: Tab, debt: RowDebt) -> bool:
    """Whether a column in which the row holds something is nowhere to be found."""
    columns = _columns(tab, debt)
    return any(value is not None and column not in columns for column, value in enumerate(debt.line))


def as_owed(tab: Tab, debts: Sequence[tuple[int, int, CellDebt]]) -> Tab:
    """The tab as people meant it; each debt with the row and column where it stands."""
    rows = [list(row) for row in tab.rows]
    for place, column, debt in debts:
        row = rows[place]
        row.extend([EMPTY] * (column + 1 - len(row)))
        row[column] = _as_it_was(debt.owed, row[column].format, debt.formula)
    return replace(tab, rows=tuple(tuple(row) for row in rows))


def _columns(tab: Tab, debt: Debt) -> Mapping[int, int]:
    """Where the columns of a debt's row are now; without a header row where they were."""
    return columns_now(debt.header, tab) if debt.header else {n: n for n in range(len(debt.line))}


def _is_left(cell: Cell, debt: CellDebt) -> bool:
    """Whether a cell is as our batch left it, as far as the cell tells."""
    return cell.value == debt.wrote and cell.is_formula == debt.wrote_formula


def _as_it_was(value: CellValue, fmt: CellFormat, formula: FormulaAt | None) -> Cell:
    if formula is None:
        return Cell(value, fmt)
    return Cell(value, fmt, is_formula=True, error=formula.error, formula=formula.text)


def _equal(tab: Tab, places: Sequence[int], line: Mapping[int, CellValue], place: int) -> int | None:
    """The row that is equal, in its place if it is; of several equal ones any would do."""
    found = [each for each in places if _agrees(tab, each, line)]
    return place if place in found else found[0] if found else None


def _rekeyed(tab: Tab, places: Sequence[int], rest: Mapping[int, CellValue], place: int) -> int | None:
    """The row with another key: in its place, or elsewhere if enough stands in it to tell it from others."""
    found = [each for each in places if _agrees(tab, each, rest)]
    if place in found:
        return place
    is_telling = sum(value is not None for value in rest.values()) >= _TELLING
    return found[0] if is_telling and len(found) == 1 else None


def _most_alike(tab: Tab, places: Sequence[int], rest: Mapping[int, CellValue], place: int) -> int | None:
    """The row in which more than half of what stood beside a cell still stands, in its place if it is."""
    filled = {column: value for column, value in rest.items() if value is not None}
    alike = {
        each: sum(_agrees(tab, each, {column: value}) for column, value in filled.items()) for each in places
    }
    most = max(alike.values(), default=0)
    found = [each for each, count in alike.items() if count == most]
    if most * 2 <= len(filled):
        return None
    return place if place in found else found[0] if len(found) == 1 else None


def _agrees(tab: Tab, place: int, line: Mapping[int, CellValue]) -> bool:
    return all(tab.cell(place, column).value == value for column, value in line.items())
