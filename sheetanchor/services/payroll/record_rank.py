"""A rank written by somebody who determined it: the old interface, which reviews ranks itself."""

from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.rank_changes.month_rank import MonthRank
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.rank_reviews import write_record
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.work import PayWork

_RECORD = Operation("record_rank", MonthRank)


class RecordRank:
    """Writes the record of an employee's month."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def __call__(self, employee_id: int, rank: str, month: Month) -> MonthRank:
        """The record as it stands now (Rule 2.6); its message is still to be delivered.

        The rank before is the one that the record held, the lowest where there was none; the same rank again
        changes nothing. Raises UnknownRankError for a name that the Ranks tab does not list.
        """

        def step(book: PayBook) -> MonthRank:
            ranks = book.read.ranks()
            known = ranks.named(rank).name
            before = book.read.month_rank(employee_id, month)
            if before is not None and before.current == known:
                return before
            record = MonthRank(employee_id, month, known, before.current if before else ranks.lowest.name)
            write_record(book, record)
            return record

        return self._work.do(_RECORD, None, step)
