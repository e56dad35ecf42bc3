"""The ranks as the screen lists them, and where an employee stands among them."""

from dataclasses import dataclass
from decimal import Decimal

from sheetanchor.domain.payroll.instants import month_of
from sheetanchor.domain.payroll.periods.sales_totals import month_total
from sheetanchor.domain.payroll.ranks import Rank
from sheetanchor.services.payroll.work import PayWork


@dataclass(frozen=True, slots=True)
class RankBoard:
    """ranks: all of them, lowest first. present: the one that the sales of this month reach.

    sales_of_month: the employee's. missing: what is still to be sold for the next rank, None on the highest.
    """

    ranks: tuple[Rank, ...]
    present: Rank
    sales_of_month: Decimal
    missing: Decimal | None


class ReadRankBoard:
    """Reads only; as last committed."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def __call__(self, employee_id: int) -> RankBoard:
        """The board of this month (Rule 2.6), from sales and never from a record that may be stale.

        Raises EmptyRankTableError, and UnavailableError where shifts or ranks were never read.
        """
        read = self._work.reader()
        zone = read.policy.zone
        month = month_of(self._work.clock.now(), zone)
        table = read.ranks()
        sales = month_total(read.shifts(employee_id), employee_id, month, zone)
        present = table.rank_for(sales)
        above = table.ranks[table.position(present.name) + 1 :]
        return RankBoard(table.ranks, present, sales, above[0].min_amount - sales if above else None)
