"""Columns of an old workbook that may be of products which the settings do not name."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sheetanchor.domain.sync.tab import Tab
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.kinds import Money
from sheetanchor.domain.tables.refusal import CellRefusedError
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.services.payroll.tables import SHIFTS, is_product

#: Where the products stand: after the hours, or after the last clock in the form that had no hours.
_BEFORE = ("worked_hours", "clock_out")
_AFTER = "total_sales"
#: Figures of later versions, which are amounts and no sales.
_FIGURES = frozenset({"rollingaverage", "bonuscounter"})
_AMOUNT = Money()


def products_of(table: Table) -> tuple[Column, ...]:
    """The columns of the products; none in any table but Shifts."""
    return tuple(column for column in table.columns if table.name == SHIFTS and is_product(column))


@dataclass(frozen=True, slots=True)
class ProductColumns:
    """found: the places of our columns in the tab, by field. others: the places of all that are not ours."""

    table: Table
    tab: Tab
    found: Mapping[str, Sequence[int]]
    others: Collection[int]

    def unnamed(self) -> tuple[int, ...]:
        """The places of filled columns that may be of a product, so that no sales are left out unnoticed.

        That is a column between the hours and the total, one of amounts beside the products, or any one of
        amounts where a product of the settings is missing.
        """
        products = [self.found[column.field] for column in products_of(self.table)]
        if not products:
            return ()
        if all(products):
            suspects = {
                *self._between(),
                *self._beside(place for places in products for place in places),
            }
        else:
            suspects = {*self._between(), *(place for place in self.others if self._holds_amounts(place))}
        return tuple(sorted(place for place in suspects if self._filled(place)))

    def _between(self) -> Iterable[int]:
        first = next((self.found[field][0] for field in _BEFORE if self.found.get(field)), None)
        last = next(iter(self.found.get(_AFTER, ())), None)
        if first is None or last is None:
            return ()
        return (place for place in self.others if first < place < last)

    def _beside(self, products: Iterable[int]) -> Iterable[int]:
        for product in products:
            for step in (-1, 1):
                place = product + step
                while place in self.others and self._holds_amounts(place):
                    yield place
                    place += step

    def _holds_amounts(self, place: int) -> bool:
        name = str(self.tab.cell(0, place).value or "")
        is_figure = "".join(name.split()).replace("_", "").casefold() in _FIGURES
        return not is_figure and all(_is_amount(cell) for cell in self._filled(place))

    def _filled(self, place: int) -> list[Cell]:
        cells = (self.tab.cell(row, place) for row in range(1, len(self.tab.rows)))
        return [cell for cell in cells if not cell.is_empty]


def _is_amount(cell: Cell) -> bool:
    try:
        _AMOUNT.read(cell)
    except CellRefusedError:
        return False
    return True
