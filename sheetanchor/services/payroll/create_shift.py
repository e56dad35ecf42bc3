"""Recording a new shift: pay, bonuses used up, rank and reward, all or nothing."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from decimal import Decimal

from sheetanchor.domain.payroll.bonuses.active import MONEY_FROM_OTHERS, Bonus, usable_bonuses
from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.employee_name import employee_name
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.instants import as_utc, day_of, month_of, shift_instants
from sheetanchor.domain.payroll.pay.context import PayContext
from sheetanchor.domain.payroll.pay.new_shift import NewShift, pay_new_shift
from sheetanchor.domain.payroll.pay.shift_times import clock_in_days
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.ports.notifier import PaidWithoutUnread
from sheetanchor.services.payroll.bonus_rows import use_bonuses
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.employees import Employees
from sheetanchor.services.payroll.errors import ClockInDayError
from sheetanchor.services.payroll.rank_reviews import review_month
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.results import ShiftSaved
from sheetanchor.services.payroll.shift_rows import add_shift, card_of
from sheetanchor.services.payroll.work import PayWork

_LOG = logging.getLogger(__name__)
_CREATE = Operation("create_shift", ShiftSaved)


@dataclass(frozen=True, slots=True)
class ShiftRequest:
    """What the employee says of a shift.

    clock_in, clock_out: wall-clock times of the configured zone, without a zone, or both instants. sales: by
    product, exact. date: when it was asked for, aware; None is now. is_clocked: they were noted as the shift
    began and ended, so that the start may lie further back than what can be picked.
    """

    employee_id: int
    employee_name: str
    clock_in: datetime
    clock_out: datetime
    sales: Mapping[str, Decimal]
    date: datetime | None = None
    is_clocked: bool = False


class CreateShift:
    """One transaction for id, bonuses, shift, rank record, reward and the answer."""

    def __init__(self, work: PayWork, employees: Employees, choose: Chooser) -> None:
        self._work = work
        self._employees = employees
        self._choose = choose

    def __call__(self, asked: ShiftRequest, request: str | None, *, reviews_rank: bool = True) -> ShiftSaved:
        """Record and pay it (Rule 2.1).

        request: the key by which a repeat is known, None where there is none. reviews_rank: False for a
        caller of the old interface, which does that itself.
        Raises InputError for what the employee can put right, SheetContentError for a cell that the boss has
        to mend, RemoteError for what only time mends. In every case nothing was saved and no bonus used up.
        """
        outside = None
        if not self._work.is_done(_CREATE, request):
            outside = self._employees.ask_outside(asked.employee_id)

        def step(book: PayBook) -> ShiftSaved:
            return self._create(book, asked, outside, reviews_rank=reviews_rank)

        return self._work.do(_CREATE, request, step)

    def _create(
        self, book: PayBook, asked: ShiftRequest, outside: EmployeeSettings | None, *, reviews_rank: bool
    ) -> ShiftSaved:
        new = self._new_shift(book, asked)
        name = employee_name(asked.employee_id, asked.employee_name)
        found = self._employees.settings(book, new.employee_id, name, outside)
        bonuses = book.read.bonuses(new.employee_id)
        context = _context(book, new.employee_id, bonuses)
        paid = pay_new_shift(new, found.settings, bonuses, context, self._choose)
        recorded = add_shift(book, new, paid, name)
        use_bonuses(book, paid.bonuses, recorded.shift.id)
        _tell_of_unread(
            book, recorded.shift, len(usable_bonuses(bonuses, new.employee_id)) - len(paid.bonuses)
        )
        rank = None
        if reviews_rank:
            month = month_of(new.date, book.policy.zone)
            rank = review_month(book, new.employee_id, month, self._choose, recorded)
        return ShiftSaved(card_of(book.read, recorded.shift.id), rank, found.if_new)

    def _new_shift(self, book: PayBook, asked: ShiftRequest) -> NewShift:
        zone = book.policy.zone
        date = as_utc(asked.date or book.at).astimezone(zone).replace(microsecond=0)
        start, end = _ends(asked, zone)
        days = clock_in_days(day_of(date, zone))
        if not asked.is_clocked and day_of(start, zone) not in days:
            raise ClockInDayError(day_of(start, zone), days)
        return NewShift(asked.employee_id, date, start, end, asked.sales)


def _ends(asked: ShiftRequest, zone: tzinfo) -> tuple[datetime, datetime]:
    if asked.clock_in.tzinfo is None:
        return shift_instants(asked.clock_in, asked.clock_out, zone)
    start, end = (as_utc(clock).astimezone(zone) for clock in (asked.clock_in, asked.clock_out))
    return start.replace(microsecond=0), end.replace(microsecond=0)


def _context(book: PayBook, employee_id: int, bonuses: Iterable[Bonus]) -> PayContext:
    """The employee's shifts, and everybody's where a bonus depends on them."""
    needs_others = any(bonus.kind in MONEY_FROM_OTHERS for bonus in usable_bonuses(bonuses, employee_id))
    context = book.read.context(book.read.shifts(None if needs_others else employee_id))
    return replace(context, is_whole=not book.read.unread_shifts())


def _tell_of_unread(book: PayBook, shift: Shift, waiting: int) -> None:
    """Shifts that nobody can read take part in nothing, and are named with each shift paid meanwhile."""
    cells = tuple(held.finding() for held in book.read.unread_shifts())
    if cells:
        _LOG.warning("shift %d is paid while others cannot be read: %s", shift.id, "; ".join(cells))
        book.notices.append(
            PaidWithoutUnread(shift.id, shift.employee_id, shift.employee_name, cells, waiting)
        )
