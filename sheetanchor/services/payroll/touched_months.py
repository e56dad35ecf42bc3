"""The months whose ranks follow from what happened to shifts, each reviewed once however many there were."""

from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.instants import Month, month_of
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.rank_reviews import review_left, review_month
from sheetanchor.services.payroll.results import RankNews

_Place = tuple[int, Month]


class TouchedMonths:
    """Collects them in one transaction."""

    def __init__(self, book: PayBook) -> None:
        self._book = book
        self._ours_since = month_of(book.taken_over_at(), book.policy.zone)
        self._shifts: dict[_Place, RecordedShift | None] = {}
        self._past: set[_Place] = set()

    def left(self, shift: Shift) -> None:
        """A shift does not stand any more where these inputs had it, or may not."""
        self._shifts.setdefault(self._place(shift), None)

    def changed(self, before: Shift | None, now: RecordedShift) -> None:
        """A shift stands there now; a flat reward of the month is paid on the last one.

        before: None for one that nobody ever computed, which earns nothing in a month that was over at the
        takeover, unless another one does.
        """
        if before is not None:
            self.left(before)
        place = self._place(now.shift)
        is_past = before is None and place[1] < self._ours_since
        if is_past and self._shifts.get(place) is None:
            self._past.add(place)
        elif not is_past:
            self._past.discard(place)
        self._shifts[place] = now

    def review(self, choose: Chooser) -> tuple[RankNews, ...]:
        """What is to be told, or could not be."""
        news = [self._review(place, shift, choose) for place, shift in self._shifts.items()]
        return tuple(one for one in news if one.change is not None or one.unreviewed is not None)

    def _review(self, place: _Place, shift: RecordedShift | None, choose: Chooser) -> RankNews:
        if shift is None:
            return review_left(self._book, *place, choose)
        return review_month(self._book, *place, choose, shift, is_past=place in self._past)

    def _place(self, shift: Shift) -> _Place:
        return shift.employee_id, month_of(shift.date, self._book.policy.zone)
