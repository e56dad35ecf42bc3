"""What an employee may look at or correct: the newest own shifts, and the card of one."""

from sheetanchor.domain.payroll.periods.recent_shifts import EDITABLE_SHIFTS, newest_shifts
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.services.payroll.errors import NotYourShiftError
from sheetanchor.services.payroll.results import ShiftCard
from sheetanchor.services.payroll.shift_rows import card_of
from sheetanchor.services.payroll.work import PayWork


class LastShifts:
    """Reads only; as last committed."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def __call__(self, employee_id: int, limit: int = EDITABLE_SHIFTS) -> tuple[Shift, ...]:
        """The shifts of the greatest Date, newest first (Rule 2.3).

        Raises UnavailableError where the shifts were never read.
        """
        own = self._work.reader().shifts(employee_id)
        return tuple(newest_shifts(own, employee_id, limit))

    def card(self, shift_id: int, employee_id: int | None = None) -> ShiftCard:
        """One shift with all that its card shows; employee_id: whose it must be, None for anybody's.

        Raises ShiftNotFoundError and NotYourShiftError.
        """
        card = card_of(self._work.reader(), shift_id)
        if employee_id is not None and card.shift.employee_id != employee_id:
            raise NotYourShiftError(shift_id, employee_id)
        return card
