"""One cell of a shift as the old interface changes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.payroll.errors import ClockMissingError
from sheetanchor.domain.payroll.instants import wall_clock
from sheetanchor.domain.payroll.pay.edits import EditedShift, recompute
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.tables.schema import Column, header_key
from sheetanchor.domain.tables.values import Value
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.edit_clocks import EditClocks, NewClocks
from sheetanchor.services.payroll.edit_sales import EditProduct, EditTotalSales
from sheetanchor.services.payroll.inputs_text import inputs_of
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.results import ShiftSaved
from sheetanchor.services.payroll.shift_edits import EditRequest, ShiftEdits
from sheetanchor.services.payroll.tables import SHIFTS
from sheetanchor.services.payroll.work import PayWork

_EDIT = Operation("edit_cell", bool)
_EDIT_INPUT = Operation("edit_input", ShiftSaved)
#: What figures follow from, beside the products.
_INPUTS = frozenset({"date", "employee_id", "clock_in", "clock_out", "total_sales"})


@dataclass(eq=False)
class KeyOfShiftError(InputError):
    """The ID of a shift names it and is not edited."""

    shift_id: int

    def __str__(self) -> str:
        return f"the ID of shift {self.shift_id} cannot be changed; nothing was changed"


@dataclass(frozen=True, slots=True)
class CellEdits:
    """The edits behind the cells; inputs: of all others that figures follow from."""

    clocks: EditClocks
    product: EditProduct
    total: EditTotalSales
    inputs: ShiftEdits


class EditCell:
    """A cell that figures follow from takes them along; any other changes alone."""

    def __init__(self, work: PayWork, edits: CellEdits) -> None:
        self._work = work
        self._edits = edits
        self._by_field: Mapping[str, Callable[[int, Value], object]] = {
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

        A shift without both clocks keeps its figures where they follow from the hours. Raises
        ShiftNotFoundError and what the edits raise; then nothing was changed.
        """
        is_product = self._work.tables.products.get(column.header) == column.field
        edit = self._by_field.get(column.field)
        if value is not None and is_product:
            self._edits.product(_anybody(shift_id), column.header, _amount(value), reviews_rank=False)
        elif value is not None and edit is not None:
            edit(shift_id, value)
        elif is_product or column.field in _INPUTS:
            self._input(shift_id, column.field, value)
        else:
            self._alone(shift_id, column.field, value)

    def _clock_in(self, shift_id: int, value: Value) -> None:
        self._clock(shift_id, "clock_in", value, NewClocks(clock_in=self._wall(value)))

    def _clock_out(self, shift_id: int, value: Value) -> None:
        self._clock(shift_id, "clock_out", value, NewClocks(clock_out=self._wall(value)))

    def _clock(self, shift_id: int, field: str, value: Value, clocks: NewClocks) -> None:
        """The other clock may be blank, for this interface can give only one at a time."""
        try:
            self._edits.clocks(_anybody(shift_id), clocks)
        except ClockMissingError:
            self._input(shift_id, field, value)

    def _total(self, shift_id: int, value: Value) -> None:
        self._edits.total(_anybody(shift_id), _amount(value), reviews_rank=False)

    def _id(self, shift_id: int, value: Value) -> None:
        if value != shift_id:
            raise KeyOfShiftError(shift_id)

    def _input(self, shift_id: int, field: str, value: Value) -> None:
        def rule(book: PayBook, recorded: RecordedShift) -> EditedShift | None:
            book.write(SHIFTS, {"id": shift_id, field: value})
            return _followed(book, recorded)

        self._edits.inputs.edit(_EDIT_INPUT, _anybody(shift_id), rule, reviews_rank=False)

    def _alone(self, shift_id: int, field: str, value: Value) -> None:
        def step(book: PayBook) -> bool:
            book.write(SHIFTS, {"id": book.read.shift(shift_id).id, field: value}, over_pins=True)
            return True

        self._work.do(_EDIT, None, step)

    def _wall(self, value: Value) -> datetime:
        assert isinstance(value, datetime)  # noqa: S101 - the kind of both clocks
        return wall_clock(value, self._work.policy.zone)


def _followed(book: PayBook, before: RecordedShift) -> EditedShift | None:
    """The figures as they follow from the row as it is now; None where there is nothing to compute."""
    shift = book.read.shift(before.shift.id)
    if inputs_of(shift) == inputs_of(before.shift):
        return None
    context = book.read.context(book.read.shifts(shift.employee_id))
    try:
        return recompute(replace(before, shift=shift), context, before.shift)
    except ClockMissingError:
        return None


def _anybody(shift_id: int) -> EditRequest:
    return EditRequest(shift_id, None, None)


def _amount(value: Value) -> Decimal:
    assert isinstance(value, Decimal)  # noqa: S101 - the kind of all amounts
    return value
