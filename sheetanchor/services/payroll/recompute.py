"""Shifts that people typed or changed in the sheet: their figures follow from the new inputs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sheetanchor.domain.errors import InputError, RemoteError, SheetContentError
from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.instants import day_of
from sheetanchor.domain.payroll.pay.edits import recompute
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.shift import FIGURES, Shift
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.employees import Employees
from sheetanchor.services.payroll.gone_shifts import forget_gone_shifts
from sheetanchor.services.payroll.inputs_text import inputs_of, inputs_text
from sheetanchor.services.payroll.left_shifts import LeftShift, note_left
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.results import RankNews
from sheetanchor.services.payroll.shift_rows import change_shift, note_inputs, recorded_shift
from sheetanchor.services.payroll.touched_months import TouchedMonths
from sheetanchor.services.payroll.work import PayWork


@dataclass(frozen=True, slots=True)
class Recomputed:
    """shifts: the ids whose figures are new. news: rank changes to tell. left: shifts left as they were."""

    shifts: tuple[int, ...] = ()
    news: tuple[RankNews, ...] = ()
    left: tuple[LeftShift, ...] = ()


@dataclass(frozen=True, slots=True)
class _Changed:
    """before: the inputs that the figures went with, None where nobody ever computed any.

    emptied: cells that held something then.
    """

    shift: Shift
    before: Shift | None
    emptied: frozenset[str]


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
        changes = list(_changed(book))
        # Looked up once: many shifts may be pasted at once, and people wait for this transaction.
        by_day = book.read.ids_by_day() if changes else {}
        for one in changes:
            try:
                changed = self._recompute(book, one, by_day)
            except (InputError, SheetContentError, RemoteError) as error:
                left.append((one.shift, LeftShift(one.shift.id, str(error).rstrip("."))))
                continue
            done.append(one.shift.id)
            months.changed(one.before, changed)
        for gone in forget_gone_shifts(book):
            months.left(gone)
        note_left(book, left)
        news = months.review(self._choose) if self._reviews_rank else ()
        return Recomputed(tuple(done), news, tuple(one for _, one in left))

    def _recompute(
        self, book: PayBook, changed: _Changed, by_day: Mapping[tuple[int, date], Sequence[int]]
    ) -> RecordedShift:
        shift = changed.shift
        of_day = by_day[shift.employee_id, day_of(shift.date, book.policy.zone)]
        terms, _ = self._employees.terms(book, shift, None)
        recorded = recorded_shift(book.read, shift, terms)
        context = book.read.context(book.read.shifts_numbered(of_day))
        return change_shift(book, recorded, recompute(recorded, context, changed.before, changed.emptied))


def _changed(book: PayBook) -> Iterator[_Changed]:
    for shift, text, emptied in book.read.shifts_with_inputs():
        if text is None and shift.total_made is not None:
            note_inputs(book, shift)
        elif text is None:
            yield _Changed(_as_typed(shift), None, frozenset())
        elif emptied or text != inputs_text(shift):
            yield from _if_changed(book, shift.id, emptied)


def _as_typed(shift: Shift) -> Shift:
    """Nobody computed the figures that stand there already, so somebody typed them."""
    return replace(shift, pinned={name: None for name in FIGURES if getattr(shift, name) is not None})


def _if_changed(book: PayBook, shift_id: int, emptied: frozenset[str]) -> Iterator[_Changed]:
    """The texts may differ in digits that mean nothing, or in products that have no column any more."""
    shift, before = book.read.shift(shift_id), book.read.inputs(shift_id)
    if emptied or before != inputs_of(shift):
        yield _Changed(shift, before, emptied)
