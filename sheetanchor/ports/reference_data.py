"""Wages, rates and ranks: what pay is computed from."""

from typing import Protocol

from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.ranks import RankTable
from sheetanchor.domain.payroll.rates import RateTable

EMPLOYEE_SETTINGS = "employee_settings"
DYNAMIC_RATES = "dynamic_rates"
RANKS = "ranks"


class ReferenceData(Protocol):
    """Answers from what the boss keeps in the sheet.

    Every method raises UnavailableError where the source cannot answer, and RowHeldError or
    TablePausedError where what stands there cannot be read and nothing good is known from before: never a
    default, never an empty answer.
    """

    def employee_settings(self, employee_id: int) -> EmployeeSettings | None:
        """The settings of an employee; None where it is certain that there is no such row."""

    def dynamic_rates(self) -> RateTable:
        """All rate steps in sheet order; a table without rows is an empty one."""

    def ranks(self) -> RankTable:
        """All ranks; a table without rows is an empty one."""
