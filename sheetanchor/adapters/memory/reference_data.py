"""Reference data from memory, for tests of what builds on it."""

from sheetanchor.domain.errors import SheetanchorError
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.ranks import RankTable
from sheetanchor.domain.payroll.rates import RateTable
from sheetanchor.ports.reference_data import ReferenceData

_NO_RATES = RateTable(())
_NO_RANKS = RankTable(())


class MemoryReferenceData(ReferenceData):
    """Answers what it was given; set `failure` to have every question raise it."""

    def __init__(
        self,
        settings: tuple[EmployeeSettings, ...] = (),
        rates: RateTable = _NO_RATES,
        ranks: RankTable = _NO_RANKS,
    ) -> None:
        self.settings = {row.employee_id: row for row in settings}
        self.rates = rates
        self.rank_table = ranks
        self.unreadable: dict[int, SheetanchorError] = {}
        self.failure: SheetanchorError | None = None

    def employee_settings(self, employee_id: int) -> EmployeeSettings | None:
        """The row given, or the error that stands for a row that cannot be read."""
        self._answer()
        if employee_id in self.unreadable:
            raise self.unreadable[employee_id]
        return self.settings.get(employee_id)

    def dynamic_rates(self) -> RateTable:
        """The table given."""
        self._answer()
        return self.rates

    def ranks(self) -> RankTable:
        """The table given."""
        self._answer()
        return self.rank_table

    def _answer(self) -> None:
        if self.failure is not None:
            raise self.failure
