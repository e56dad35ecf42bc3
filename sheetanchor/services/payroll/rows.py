"""Rows of the pay tables as they stand, for whoever hands them on column by column."""

from collections.abc import Iterable

from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.periods.recent_shifts import newest_shifts
from sheetanchor.domain.tables.values import Key, Values
from sheetanchor.services.payroll.errors import ShiftNotFoundError
from sheetanchor.services.payroll.tables import ACTIVE_BONUSES, EMPLOYEE_RANKS, SHIFTS
from sheetanchor.services.payroll.work import PayWork


class PayRows:
    """Reads only; as last committed. Raises UnavailableError for a table that was never read."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def shifts(self) -> list[Values]:
        """Everybody's shifts by ID."""
        return self._rows(SHIFTS, ((shift.id,) for shift in self._work.reader().shifts()))

    def last_shifts(self, employee_id: int, limit: int) -> list[Values]:
        """The employee's shifts of the greatest Date, newest first (Rule 2.3)."""
        own = self._work.reader().shifts(employee_id)
        return self._rows(SHIFTS, ((shift.id,) for shift in newest_shifts(own, employee_id, limit)))

    def shift(self, shift_id: int) -> Values | None:
        """One shift, None where it is certain that there is none; raises RowHeldError."""
        try:
            return self._row(SHIFTS, (self._work.reader().shift(shift_id).id,))
        except ShiftNotFoundError:
            return None

    def month_rank(self, employee_id: int, month: Month) -> Values | None:
        """The record of a month, None where it is certain that there is none; raises RowHeldError."""
        if self._work.reader().month_rank(employee_id, month) is None:
            return None
        return self._row(EMPLOYEE_RANKS, (employee_id, month.year, month.month))

    def waiting_bonuses(self, employee_id: int) -> list[Values]:
        """The employee's bonuses that have not acted yet, by ID."""
        bonuses = self._work.reader().bonuses(employee_id)
        return self._rows(ACTIVE_BONUSES, ((bonus.id,) for bonus in bonuses if not bonus.is_spent))

    def bonuses_of_shift(self, shift_id: int) -> list[Values]:
        """The bonuses that act on a shift, by ID."""
        bonuses = self._work.reader().bonuses_of(shift_id)
        return self._rows(ACTIVE_BONUSES, ((bonus.id,) for bonus in bonuses if bonus.is_spent))

    def _row(self, table: str, key: Key) -> Values | None:
        return next(iter(self._rows(table, [key])), None)

    def _rows(self, table: str, keys: Iterable[Key]) -> list[Values]:
        """A row that was deleted a moment ago is left out."""
        rows = self._work.replica.snapshot(table)
        return [rows[key].values for key in keys if key in rows]
