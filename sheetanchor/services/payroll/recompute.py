"""Shifts that people typed or changed in the sheet: their figures follow from the new inputs."""

from collections.abc import Iterator
from dataclasses import dataclass

from sheetanchor.domain.errors import InputError, RemoteError, SheetContentError
from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.pay.edits import recompute
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.employees import Employees
from sheetanchor.services.payroll.gone_shifts import forget_gone_shifts
from sheetanchor.services.payroll.inputs_text import inputs_of, inputs_text
from sheetanchor.services.payroll.left_shifts import LeftShift, note_left
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.results import RankNews
from sheetanchor.services.payroll.shift_rows import change_shift, recorded_shift
from sheetanchor.services.payroll.tables import SHIFT_TERMS
from sheetanchor.services.payroll.touched_months import TouchedMonths
from sheetanchor.services.payroll.work import PayWork


@dataclass(frozen=True, slots=True)
class Recomputed:
    """shifts: the ids whose figures are new. news: rank changes to tell. left: shifts left as they were."""

    shifts: tuple[int, ...] = ()
    news: tuple[RankNews, ...] = ()
    left: tuple[LeftShift, ...] = ()


_RECOMPUTE = Operation("recompute_shifts", Recomputed)


class RecomputeShifts:
    """To be run after each pass that read shifts; a second run in a row changes nothing.

    reviews_rank: False beside a bot of the old interface, which does that itself.
    """

    def __init__(
        self, work: PayWork, employees: Employees, choose: Chooser, *, reviews_rank: bool = True
    ) -> None:
        self._work = work
        self._employees = employees
        self._choose = choose
        self._reviews_rank = reviews_rank

    def __call__(self) -> Recomputed:
        """Compute anew what was typed or changed in the sheet (Rule 2.3), and review the ranks concerned.

        A shift that another program paid is taken as it stands; only later changes of its inputs count. One
        that nobody paid, of a month that was over at the takeover, earns no reward (Rule 2.6). One that
        cannot be computed is left as it is, and the admins are told. What was kept beside a shift that is
        gone goes as well.
        Raises UnavailableError where a table was never read.
        """
        return self._work.do(_RECOMPUTE, None, self.within)

    def within(self, book: PayBook) -> Recomputed:
        """The same inside a transaction that is open already."""
        done: list[int] = []
        left: list[tuple[Shift, LeftShift]] = []
        months = TouchedMonths(book)
        for shift, before in list(_changed(book)):
            try:
                changed = self._recompute(book, shift, before)
            except (InputError, SheetContentError, RemoteError) as error:
                left.append((shift, LeftShift(shift.id, str(error).rstrip("."))))
                continue
            done.append(shift.id)
            months.changed(before, changed)
        for gone in forget_gone_shifts(book):
            months.left(gone)
        note_left(book, left)
        news = months.review(self._choose) if self._reviews_rank else ()
        return Recomputed(tuple(done), news, tuple(one for _, one in left))

    def _recompute(self, book: PayBook, shift: Shift, before: Shift | None) -> RecordedShift:
        terms, _ = self._employees.terms(book, shift, None)
        recorded = recorded_shift(book.read, shift, terms)
        context = book.read.context(book.read.shifts(shift.employee_id))
        return change_shift(book, recorded, recompute(recorded, context, before))


def _changed(book: PayBook) -> Iterator[tuple[Shift, Shift | None]]:
    """Shifts with the inputs that their figures went with, None where nobody ever computed any."""
    for shift, text in book.read.shifts_with_inputs():
        if text is None and shift.total_made is not None:
            book.write(SHIFT_TERMS, {"shift_id": shift.id, "computed_from": inputs_text(shift)})
        elif text is None:
            yield shift, None
        elif text != inputs_text(shift):
            yield from _if_changed(book, shift.id)


def _if_changed(book: PayBook, shift_id: int) -> Iterator[tuple[Shift, Shift | None]]:
    """The texts may differ in digits that mean nothing, or in products that have no column any more."""
    shift, before = book.read.shift(shift_id), book.read.inputs(shift_id)
    if before != inputs_of(shift):
        yield shift, before
