"""One cell of a shift as the old interface changes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.payroll.instants import wall_clock
from sheetanchor.domain.tables.schema import Column, header_key
from sheetanchor.domain.tables.values import Value
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.edit_clocks import EditClocks, NewClocks
from sheetanchor.services.payroll.edit_sales import EditProduct, EditTotalSales
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.shift_edits import EditRequest
from sheetanchor.services.payroll.tables import SHIFTS
from sheetanchor.services.payroll.work import PayWork

_EDIT = Operation("edit_cell", bool)


@dataclass(eq=False)
class KeyOfShiftError(InputError):
    """The ID of a shift names it and is not edited."""

    shift_id: int

    def __str__(self) -> str:
        return f"the ID of shift {self.shift_id} cannot be changed; nothing was changed"


@dataclass(frozen=True, slots=True)
class SalesEdits:
    """The edits of what was sold."""

    product: EditProduct
    total: EditTotalSales


class EditCell:
    """A clock, a product or the total takes along what follows from it; any other cell changes alone."""

    def __init__(self, work: PayWork, clocks: EditClocks, sales: SalesEdits) -> None:
        self._work = work
        self._clocks = clocks
        self._sales = sales
        self._edits: Mapping[str, Callable[[int, Value], object]] = {
            "clock_in": self._clock_in,
            "clock_out": self._clock_out,
            "total_sales": self._total,
            "id": self._id,
        }

    def column(self, header: str) -> Column | None:
        """The column of Shifts that is called so; None where there is none."""
        columns = self._work.tables[SHIFTS].columns
        return next((one for one in columns if header_key(one.header) == header_key(header)), None)

    def __call__(self, shift_id: int, column: Column, value: Value) -> None:
        """Put a value of the column's kind into its cell, None to empty it (Rule 2.3); ranks stay.

        Raises ShiftNotFoundError and what the edits raise; then nothing was changed.
        """
        edit = self._edits.get(column.field, self._product_or_none(column))
        if edit is None or value is None:
            self._alone(shift_id, column, value)
        else:
            edit(shift_id, value)

    def _product_or_none(self, column: Column) -> Callable[[int, Value], object] | None:
        if self._work.tables.products.get(column.header) != column.field:
            return None
        return lambda shift_id, value: self._sales.product(
            _anybody(shift_id), column.header, _amount(value), reviews_rank=False
        )

    def _clock_in(self, shift_id: int, value: Value) -> None:
        self._clocks(_anybody(shift_id), NewClocks(clock_in=self._wall(value)))

    def _clock_out(self, shift_id: int, value: Value) -> None:
        self._clocks(_anybody(shift_id), NewClocks(clock_out=self._wall(value)))

    def _total(self, shift_id: int, value: Value) -> None:
        self._sales.total(_anybody(shift_id), _amount(value), leave_products=True, reviews_rank=False)

    def _id(self, shift_id: int, value: Value) -> None:
        if value != shift_id:
            raise KeyOfShiftError(shift_id)

    def _alone(self, shift_id: int, column: Column, value: Value) -> None:
        def step(book: PayBook) -> bool:
            book.write(SHIFTS, {"id": book.read.shift(shift_id).id, column.field: value})
            return True

        self._work.do(_EDIT, None, step)

    def _wall(self, value: Value) -> datetime:
        assert isinstance(value, datetime)  # noqa: S101 - the kind of both clocks
        return wall_clock(value, self._work.policy.zone)


def _anybody(shift_id: int) -> EditRequest:
    return EditRequest(shift_id, None, None)


def _amount(value: Value) -> Decimal:
    assert isinstance(value, Decimal)  # noqa: S101 - the kind of all amounts
    return value
