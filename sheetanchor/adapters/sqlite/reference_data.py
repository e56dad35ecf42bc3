"""Reference data from the replica alone."""

from collections.abc import Sequence

from sheetanchor.domain.payroll.employee_settings import EmployeeSettings, employee_settings_from_row
from sheetanchor.domain.payroll.ranks import RankTable, rank_table_from_rows
from sheetanchor.domain.payroll.rates import RateTable, rate_table_from_rows
from sheetanchor.domain.tables.values import Values
from sheetanchor.ports.errors import RowHeldError, UnavailableError
from sheetanchor.ports.reference_data import DYNAMIC_RATES, EMPLOYEE_SETTINGS, RANKS, ReferenceData
from sheetanchor.ports.replica import Replica
from sheetanchor.services.sync.facts import agreed_at


class ReplicaReferenceData(ReferenceData):
    """Answers in microseconds from the last good rows.

    A table that never reached the replica is unavailable.
    """

    def __init__(self, replica: Replica) -> None:
        self._replica = replica

    def employee_settings(self, employee_id: int) -> EmployeeSettings | None:
        """The row of the replica.

        Where there is none, only a complete and readable tab proves its absence.
        """
        row = self._replica.snapshot(EMPLOYEE_SETTINGS).get((employee_id,))
        if row is not None:
            return employee_settings_from_row(row.values)
        self._require_read(EMPLOYEE_SETTINGS)
        for held in self._replica.held(EMPLOYEE_SETTINGS):
            if held.key is None or held.key == (employee_id,):
                raise RowHeldError(held)
        return None

    def dynamic_rates(self) -> RateTable:
        """The steps in sheet order."""
        return rate_table_from_rows(self._list(DYNAMIC_RATES))

    def ranks(self) -> RankTable:
        """The ranks."""
        return rank_table_from_rows(self._list(RANKS))

    def _list(self, table: str) -> Sequence[Values]:
        rows = self._replica.snapshot(table)
        if not rows:
            self._require_read(table)
        return [row.values for row in rows.values()]

    def _require_read(self, table: str) -> None:
        paused = self._replica.pauses().get(table)
        if paused is not None:
            raise UnavailableError(paused)
        if self._replica.state(agreed_at(table)) is None:
            raise UnavailableError(f"table {table!r} has not been read from the sheet yet")
