"""The figures of one shift computed again because somebody asks for it."""

from sheetanchor.domain.payroll.pay.edits import EditedShift, refigure, refigure_hours
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.results import ShiftSaved
from sheetanchor.services.payroll.shift_edits import EditRequest, ShiftEdits

_REFIGURE = Operation("refigure_shift", ShiftSaved)


class Refigure:
    """The caller reviews the rank itself. Raises as ShiftEdits, ClockMissingError and ClockOrderError."""

    def __init__(self, edits: ShiftEdits) -> None:
        self._edits = edits

    def hours(self, shift_id: int) -> ShiftSaved:
        """Hours, their pay and Total made from the clocks; the % stays (Rule 2.3)."""

        def rule(book: PayBook, recorded: RecordedShift) -> EditedShift:
            return refigure_hours(recorded, book.policy)

        return self._edits.edit(_REFIGURE, _anybody(shift_id), rule, reviews_rank=False)

    def totals(self, shift_id: int) -> ShiftSaved:
        """Everything from clocks and products, whose sum the total becomes (Rule 2.3)."""

        def rule(book: PayBook, recorded: RecordedShift) -> EditedShift:
            return refigure(recorded, book.read.context(book.read.shifts(recorded.shift.employee_id)))

        return self._edits.edit(_REFIGURE, _anybody(shift_id), rule, reviews_rank=False)


def _anybody(shift_id: int) -> EditRequest:
    return EditRequest(shift_id, None, None)
