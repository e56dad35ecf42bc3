"""What every edit of a shift has in common: whose it is, what it was paid by, what is stored and reviewed."""

from collections.abc import Callable
from dataclasses import dataclass

from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.instants import Month, month_of
from sheetanchor.domain.payroll.pay.edits import EditedShift
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.employees import Employees
from sheetanchor.services.payroll.errors import NotYourShiftError
from sheetanchor.services.payroll.rank_reviews import review_left, review_month
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.results import RankNews, ShiftSaved
from sheetanchor.services.payroll.shift_rows import card_of, change_shift, recorded_shift
from sheetanchor.services.payroll.work import PayWork

#: The rules' part of an edit: from the shift as it is recorded to what is to be stored, None for no change.
Rule = Callable[[PayBook, RecordedShift], EditedShift | None]


@dataclass(frozen=True, slots=True)
class EditRequest:
    """Which shift, by whom, and the key by which a repeat is known.

    employee_id: must be the shift's; None where somebody may edit any shift. request: None where a repeat
    cannot be told.
    """

    shift_id: int
    employee_id: int | None
    request: str | None


class ShiftEdits:
    """Carries out edits, each in one transaction; none uses up a bonus that is still unapplied (Rule 2.3)."""

    def __init__(self, work: PayWork, employees: Employees, choose: Chooser) -> None:
        self._work = work
        self._employees = employees
        self._choose = choose

    def edit(
        self, operation: Operation[ShiftSaved], asked: EditRequest, rule: Rule, *, reviews_rank: bool
    ) -> ShiftSaved:
        """Do one edit.

        Raises ShiftNotFoundError, NotYourShiftError, what the rule raises, and for a shift from before us
        what the search for its employee's settings raises. Then nothing was changed.
        """
        outside = None
        if not self._work.is_done(operation, asked.request):
            outside = self._settings_outside(asked.shift_id)

        def step(book: PayBook) -> ShiftSaved:
            return self._edit(book, asked, rule, outside, reviews_rank=reviews_rank)

        return self._work.do(operation, asked.request, step)

    def _settings_outside(self, shift_id: int) -> EmployeeSettings | None:
        read = self._work.reader()
        shift = read.shift(shift_id)
        return None if read.terms(shift) is not None else self._employees.ask_outside(shift.employee_id)

    def _edit(
        self,
        book: PayBook,
        asked: EditRequest,
        rule: Rule,
        outside: EmployeeSettings | None,
        *,
        reviews_rank: bool,
    ) -> ShiftSaved:
        shift = book.read.shift(asked.shift_id)
        if asked.employee_id is not None and shift.employee_id != asked.employee_id:
            raise NotYourShiftError(shift.id, asked.employee_id)
        terms, new_settings = self._employees.terms(book, shift, outside)
        recorded = recorded_shift(book.read, shift, terms)
        edited = rule(book, recorded)
        if edited is None:
            return ShiftSaved(card_of(book.read, shift.id), None, new_settings)
        before = book.read.inputs(shift.id)
        changed = change_shift(book, recorded, edited)
        rank = self._review(book, before, changed) if reviews_rank else None
        return ShiftSaved(card_of(book.read, shift.id), rank, new_settings)

    def _review(self, book: PayBook, before: Shift | None, changed: RecordedShift) -> RankNews:
        """The month of the shift, and first another one that it has left in the sheet a moment ago."""
        left, place = (None if before is None else _place(book, before)), _place(book, changed.shift)
        if left is not None and left != place:
            review_left(book, *left, self._choose)
        return review_month(book, *place, self._choose, changed)


def _place(book: PayBook, shift: Shift) -> tuple[int, Month]:
    return shift.employee_id, month_of(shift.date, book.policy.zone)
