"""Shifts that people typed or changed in the sheet: their figures follow from the new inputs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from sheetanchor.domain.errors import InputError, RemoteError, SheetContentError
from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.instants import day_of
from sheetanchor.domain.payroll.pay.edits import recompute
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.shift import FIGURES, Shift
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.employees import Employees
from sheetanchor.services.payroll.gone_shifts import forget_gone_shifts
from sheetanchor.services.payroll.inputs_text import inputs_of, inputs_text, is_of_zone
from sheetanchor.services.payroll.left_shifts import LeftShift, forget_left, note_left
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.results import RankNews
from sheetanchor.services.payroll.shift_rows import change_shift, note_inputs, recorded_shift
from sheetanchor.services.payroll.touched_months import TouchedMonths
from sheetanchor.services.payroll.work import PayWork
from sheetanchor.services.sync.facts import MONTHS_TO_REVIEW


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
_FORGET = Operation("forget_gone_shifts", bool)
#: How many shifts, or months, one transaction computes, so that nobody waits long for the lock.
_SHIFTS_AT_ONCE, _MONTHS_AT_ONCE = 100, 1


class RecomputeShifts:
    """To be run after each pass that read shifts; a second run in a row changes nothing.

    Many shifts are computed in several transactions, so that others write in between. Ranks are reviewed when
    all is computed, those of an earlier run that was ended in between as well.
    reviews_rank: False beside a bot of the old interface, which does that itself.
    """

    def __init__(
        self,
        work: PayWork,
        employees: Employees,
        choose: Chooser,
        *,
        reviews_rank: bool = True,
        at_once: int = _SHIFTS_AT_ONCE,
    ) -> None:
        self._work = work
        self._employees = employees
        self._choose = choose
        self._reviews_rank = reviews_rank
        self._at_once = at_once

    def __call__(self) -> Recomputed:
        """Compute anew what was typed or changed in the sheet (Rule 2.3), and review the ranks concerned.

        A shift that another program paid is taken as it stands; only later changes of its inputs count. One
        that nobody paid, of a month that was over at the takeover, earns no reward (Rule 2.6). One that
        cannot be computed is left as it is, and the admins are told. What was kept beside a shift that is
        gone goes as well.
        Raises UnavailableError where a table was never read.
        """
        done: list[int] = []
        left: list[LeftShift] = []
        # Looked for without the lock; whether each has changed is asked again under it.
        ids = [
            shift.id
            for shift, text, emptied in self._work.reader().shifts_with_inputs()
            if emptied or text != inputs_text(shift)
        ]
        for first in range(0, len(ids), self._at_once):
            some = ids[first : first + self._at_once]
            computed = self._work.do(_RECOMPUTE, None, partial(self._compute, ids=some))
            done += computed.shifts
            left += computed.left
        still = [one.shift_id for one in left]
        while self._work.do(_FORGET, None, partial(self._forget, still=still)):
            pass
        return Recomputed(tuple(done), self._reviewed(), tuple(left))

    def _compute(self, book: PayBook, ids: Sequence[int]) -> Recomputed:
        done: list[int] = []
        left: list[tuple[Shift, LeftShift]] = []
        months = TouchedMonths(book)
        changes = list(_changed(book, ids))
        # Looked up once: many shifts may be pasted at once, and people wait for this transaction.
        by_day = book.read.ids_by_day() if changes else {}
        for one in changes:
            try:
                changed = self._recompute(book, one, by_day)
            except (InputError, SheetContentError, RemoteError) as error:
                left.append((one.shift, LeftShift(one.shift.id, str(error).rstrip("."))))
                continue
            done.append(one.shift.id)
            months.changed(one.before, changed.shift)
        note_left(book, left)
        self._keep(months)
        return Recomputed(tuple(done), left=tuple(one for _, one in left))

    def _forget(self, book: PayBook, still: Collection[int]) -> bool:
        """Forget some of what is gone; whether there may be more."""
        months = TouchedMonths(book)
        gone = book.read.gone_shifts()
        for shift in forget_gone_shifts(book, self._at_once):
            months.left(shift)
        forget_left(book, still)
        self._keep(months)
        return len(gone) > self._at_once

    def _keep(self, months: TouchedMonths) -> None:
        if self._reviews_rank:
            months.keep()

    def _reviewed(self) -> tuple[RankNews, ...]:
        news: list[RankNews] = []
        while self._reviews_rank and self._work.replica.state(MONTHS_TO_REVIEW) is not None:
            news += self._work.do(_RECOMPUTE, None, self._review).news
        return tuple(news)

    def _review(self, book: PayBook) -> Recomputed:
        def recorded(shift: Shift) -> RecordedShift:
            return recorded_shift(book.read, shift, self._employees.terms(book, shift, None)[0])

        return Recomputed(news=TouchedMonths(book).review(self._choose, recorded, _MONTHS_AT_ONCE))

    def _recompute(
        self, book: PayBook, changed: _Changed, by_day: Mapping[tuple[int, date], Sequence[int]]
    ) -> RecordedShift:
        shift = changed.shift
        of_day = by_day[shift.employee_id, day_of(shift.date, book.policy.zone)]
        terms, _ = self._employees.terms(book, shift, None)
        recorded = recorded_shift(book.read, shift, terms)
        context = book.read.context(book.read.shifts_numbered(of_day))
        return change_shift(book, recorded, recompute(recorded, context, changed.before, changed.emptied))


def _changed(book: PayBook, ids: Iterable[int]) -> Iterator[_Changed]:
    for shift, text, emptied in book.read.shifts_with_inputs(ids):
        if text is None and shift.total_made is not None:
            note_inputs(book, shift)
        elif text is None:
            yield _Changed(_as_typed(shift), None, frozenset())
        elif emptied or text != inputs_text(shift):
            yield from _if_changed(book, shift.id, text, emptied)


def _as_typed(shift: Shift) -> Shift:
    """Nobody computed the figures that stand there already, so somebody typed them."""
    return replace(shift, pinned={name: None for name in FIGURES if getattr(shift, name) is not None})


def _if_changed(book: PayBook, shift_id: int, text: str, emptied: frozenset[str]) -> Iterator[_Changed]:
    """The texts may differ in digits that mean nothing, in products without a column, or in their zone."""
    shift, before = book.read.shift(shift_id), book.read.inputs(shift_id)
    if emptied or before != inputs_of(shift):
        yield _Changed(shift, before, emptied)
    elif not is_of_zone(text, book.policy.zone):
        note_inputs(book, shift)
