"""What an employee sees of the month and the pay period."""

from sheetanchor.domain.payroll.periods.statistics import Statistics, statistics_of
from sheetanchor.services.payroll.work import PayWork


class ReadStatistics:
    """Reads only; as last committed."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def __call__(self, employee_id: int) -> Statistics:
        """The figures as of now (Rule 2.7).

        Raises EmptyRankTableError, and UnavailableError where shifts or ranks were never read.
        """
        read = self._work.reader()
        now = self._work.clock.now()
        return statistics_of(employee_id, read.shifts(employee_id), read.ranks(), now, read.policy.zone)
