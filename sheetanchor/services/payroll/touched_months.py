"""The months whose ranks follow from what happened to shifts, each reviewed once however many there were.

They are kept in the transactions that touched them until they are reviewed, so that no kill loses one.
"""

import json
import logging
from collections.abc import Callable

from sheetanchor.domain.errors import InputError, RemoteError, SheetContentError
from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.instants import Month, month_of
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.rank_reviews import review_left, review_month
from sheetanchor.services.payroll.results import RankNews
from sheetanchor.services.sync.facts import MONTHS_TO_REVIEW

_LOG = logging.getLogger(__name__)

_Place = tuple[int, Month]


class TouchedMonths:
    """Those of this transaction and of earlier ones that are not reviewed yet."""

    def __init__(self, book: PayBook) -> None:
        self._book = book
        self._ours_since = month_of(book.taken_over_at(), book.policy.zone)
        self._shifts: dict[_Place, int | None] = {}
        self._past: set[_Place] = set()
        for who, year, month, shift_id, is_past in json.loads(book.fact(MONTHS_TO_REVIEW) or "[]"):
            self._shifts[who, Month(year, month)] = shift_id
            if is_past:
                self._past.add((who, Month(year, month)))

    def left(self, shift: Shift) -> None:
        """A shift does not stand any more where these inputs had it, or may not."""
        self._shifts.setdefault(self._place(shift), None)

    def changed(self, before: Shift | None, now: Shift) -> None:
        """A shift stands there now; a flat reward of the month is paid on the last one.

        before: None for one that nobody ever computed, which earns nothing in a month that was over at the
        takeover, unless another one does.
        """
        if before is not None:
            self.left(before)
        place = self._place(now)
        is_past = before is None and place[1] < self._ours_since
        if is_past and self._shifts.get(place) is None:
            self._past.add(place)
        elif not is_past:
            self._past.discard(place)
        self._shifts[place] = now.id

    def keep(self) -> None:
        """Remember them beyond this transaction."""
        kept = [
            (who, *month, shift_id, (who, month) in self._past)
            for (who, month), shift_id in self._shifts.items()
        ]
        text = json.dumps(kept) if kept else None
        if text != self._book.fact(MONTHS_TO_REVIEW):
            self._book.set_fact(MONTHS_TO_REVIEW, text)

    def review(
        self, choose: Chooser, recorded: Callable[[Shift], RecordedShift], at_most: int
    ) -> tuple[RankNews, ...]:
        """Review so many of them, and keep the others; gives what is to be told, or could not be."""
        places = list(self._shifts)[:at_most]
        news = [self._review(place, self._shifts.pop(place), choose, recorded) for place in places]
        self.keep()
        return tuple(one for one in news if one.change is not None or one.unreviewed is not None)

    def _review(
        self,
        place: _Place,
        shift_id: int | None,
        choose: Chooser,
        recorded: Callable[[Shift], RecordedShift],
    ) -> RankNews:
        shift = None if shift_id is None else self._standing(place, shift_id)
        if shift is None:
            return review_left(self._book, *place, choose)
        try:
            current = recorded(shift)
        except (InputError, SheetContentError, RemoteError) as error:
            # Its terms cannot be read any more: a flat reward is kept and waits for the next shift.
            _LOG.warning("shift %d takes no reward of its month at present: %s", shift.id, error)
            current = None
        return review_month(self._book, *place, choose, current, is_past=place in self._past)

    def _standing(self, place: _Place, shift_id: int) -> Shift | None:
        """The shift, if it still stands in that month: other people write between two transactions."""
        found = self._book.read.shifts_numbered([shift_id])
        return next((shift for shift in found if self._place(shift) == place), None)

    def _place(self, shift: Shift) -> _Place:
        return shift.employee_id, month_of(shift.date, self._book.policy.zone)
