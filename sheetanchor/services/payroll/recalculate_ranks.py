"""The admin's review of everybody's rank in a month."""

from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.instants import Month, month_of
from sheetanchor.domain.payroll.rank_changes.recalculation import employees_of_month
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.rank_reviews import review_month
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.results import RanksRecalculated
from sheetanchor.services.payroll.work import PayWork

_RECALCULATE = Operation("recalculate_ranks", RanksRecalculated)


class RecalculateRanks:
    """One transaction for all, so that the report is of one moment."""

    def __init__(self, work: PayWork, choose: Chooser) -> None:
        self._work = work
        self._choose = choose

    def __call__(self, request: str | None, month: Month | None = None) -> RanksRecalculated:
        """Review all who have a shift or a record in the month, None being the present one (Rule 2.6).

        Flat bonuses wait for the next shift. An employee whose record names an unknown rank is in the news as
        not reviewed, and the others go on. Raises UnavailableError where shifts or records were never read.
        """
        return self._work.do(_RECALCULATE, request, lambda book: self._recalculate(book, month))

    def _recalculate(self, book: PayBook, month: Month | None) -> RanksRecalculated:
        zone = book.policy.zone
        of = month or month_of(book.at, zone)
        employees = employees_of_month(book.read.shifts(), book.read.month_ranks(), of, zone)
        reviews = [review_month(book, employee, of, self._choose) for employee in employees]
        news = tuple(one for one in reviews if one.change is not None or one.unreviewed is not None)
        return RanksRecalculated(of, len(reviews), news)
