"""Correcting what was sold in a shift."""

from decimal import Decimal

from sheetanchor.domain.payroll.pay.context import PayContext
from sheetanchor.domain.payroll.pay.edits import (
    EditedShift,
    edit_product,
    edit_total_sales,
    is_same_amount,
)
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.results import ShiftSaved
from sheetanchor.services.payroll.shift_edits import EditRequest, ShiftEdits

_EDIT_PRODUCT = Operation("edit_product", ShiftSaved)
_EDIT_TOTAL = Operation("edit_total_sales", ShiftSaved)


class EditProduct:
    """A new amount of one product: the total moves by as much (Rule 2.3)."""

    def __init__(self, edits: ShiftEdits) -> None:
        self._edits = edits

    def __call__(
        self, asked: EditRequest, product: str, amount: Decimal, *, reviews_rank: bool = True
    ) -> ShiftSaved:
        """Net sales, %, commissions, Total made and the rank follow; the same amount again changes nothing.

        reviews_rank: False for a caller of the old interface, which does that itself. Raises
        UnknownProductError, AmountRefusedError, and as ShiftEdits.
        """

        def rule(book: PayBook, recorded: RecordedShift) -> EditedShift | None:
            if is_same_amount(recorded.shift, product, amount):
                return None
            return edit_product(recorded, product, amount, _context(book, recorded))

        return self._edits.edit(_EDIT_PRODUCT, asked, rule, reviews_rank=reviews_rank)


class EditTotalSales:
    """A new total as the old interface gives it: the products may add up to something else (Rule 2.3)."""

    def __init__(self, edits: ShiftEdits) -> None:
        self._edits = edits

    def __call__(self, asked: EditRequest, total: Decimal, *, reviews_rank: bool = True) -> ShiftSaved:
        """Net sales, %, commissions, Total made and the rank follow.

        reviews_rank: False for a caller that does that itself. Raises AmountRefusedError, and as ShiftEdits.
        """

        def rule(book: PayBook, recorded: RecordedShift) -> EditedShift:
            return edit_total_sales(recorded, total, _context(book, recorded))

        return self._edits.edit(_EDIT_TOTAL, asked, rule, reviews_rank=reviews_rank)


def _context(book: PayBook, recorded: RecordedShift) -> PayContext:
    return book.read.context(book.read.shifts(recorded.shift.employee_id))
