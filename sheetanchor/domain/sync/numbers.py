"""Numbers that programs give to rows: which stand in a tab, and which were given twice."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sheetanchor.domain.sync.decode import DecodedTab, SheetRow, readable_columns
from sheetanchor.domain.sync.tab import Tab, address
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.rows import Row
from sheetanchor.domain.tables.schema import LARGEST_TYPED_NUMBER, Table
from sheetanchor.domain.tables.values import Key

_FIRST_ROW = 1


@dataclass(frozen=True, slots=True)
class Collision:
    """A new row of ours whose number somebody else gave as well. sheet: their row, None where it is gone."""

    number: int
    sheet: SheetRow | None
    address: str | None


def numbers_in(table: Table, tab: Tab) -> Iterator[int]:
    """All numbers of rows that stand in a tab, those of rows that are held included.

    Without those too large to give another one after them: people typed them, or the fence says them as well.
    """
    (field,) = table.key
    columns = readable_columns(table, tab)
    for place in range(_FIRST_ROW, len(tab.rows)) if field in columns else ():
        try:
            number = table.by_field[field].kind.read(tab.cell(place, columns[field]))
        except CellRefusedError:
            continue
        if isinstance(number, int) and number <= LARGEST_TYPED_NUMBER:
            yield number


def collisions(
    sheet: DecodedTab, base: Collection[Key], local: Mapping[Key, Row], given: range
) -> tuple[Collision, ...]:
    """Rows that never were in the sheet under their number, while another row has or had it.

    One that the sheet knows by its identity was sent before a backup was restored, and is no other row.
    given: the numbers that others gave since we looked last; a row of such a number may be deleted already.
    """
    fresh = (row for key, row in local.items() if key not in base and key not in sheet.held_keys)
    return tuple(each for row in fresh if (each := _collision(sheet, row, given)) is not None)


def _collision(sheet: DecodedTab, row: Row, given: range) -> Collision | None:
    (field,), (number,) = sheet.table.key, row.key
    assert isinstance(number, int)  # noqa: S101 - a numbered table is declared with a whole number
    theirs = sheet.by_key.get(row.key)
    if theirs is None:
        return Collision(number, None, None) if number in given else None
    if theirs.values == row.values or sheet.table.is_one_row(row.values, theirs.values):
        return None
    return Collision(number, theirs, address(theirs.place, sheet.columns[field]))
