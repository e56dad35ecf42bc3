"""Messages about rank changes: which are still to be delivered, and that one was."""

from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.rank_changes.month_rank import MonthRank
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.tables import EMPLOYEE_RANKS
from sheetanchor.services.payroll.work import PayWork

_TOLD = Operation("mark_rank_told", bool)


class UntoldRanks:
    """Reads only; as last committed."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def __call__(self) -> tuple[MonthRank, ...]:
        """The records whose change the employee was never told, such as after a crash.

        The first record of a month in the lowest rank is no change, and without a rank before none is known.
        """
        records = self._work.reader().month_ranks()
        return tuple(one for one in records if not one.notified and one.previous not in {"", one.current})


class MarkRankTold:
    """Notified turns true once the message about a change was delivered (Rule 2.6)."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def __call__(self, employee_id: int, month: Month, rank: str | None) -> bool:
        """Mark the record, if it still holds the rank that was told; whether it did.

        Where the rank changed again meanwhile, that change is still to be told, and nothing is marked. rank:
        None for a caller of the old interface, which does not say what it told.
        """

        def step(book: PayBook) -> bool:
            record = book.read.month_rank(employee_id, month)
            if record is None or rank not in (None, record.current):
                return False
            key = {"employee_id": employee_id, "year": month.year, "month": month.month}
            book.write(EMPLOYEE_RANKS, {**key, "notified": True})
            return True

        return self._work.do(_TOLD, None, step)
