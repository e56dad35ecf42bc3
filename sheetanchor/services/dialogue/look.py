"""What a step may look at. Reads only, of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.periods.statistics import Statistics
from sheetanchor.domain.payroll.ranks import RankTable
from sheetanchor.domain.payroll.rates import RateTable
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.services.payroll.results import ShiftCard


@dataclass(frozen=True, slots=True)
class OpenShift:
    """A shift that is not finished; aware, in the configured zone. clock_out: None while at work."""

    clock_in: datetime
    clock_out: datetime | None = None


class Look(Protocol):
    """Raises what the services raise: an error is never an empty answer."""

    @property
    def now(self) -> datetime:
        """When the event was, in the configured zone."""

    @property
    def products(self) -> Sequence[str]:
        """What is sold, in the order of the settings."""

    def settings(self) -> EmployeeSettings | None:
        """The person's wage and base, None for somebody who is no employee."""

    def rates(self) -> RateTable:
        """All rate steps."""

    def ranks(self) -> RankTable:
        """All ranks."""

    def statistics(self) -> Statistics:
        """The person's month and pay period."""

    def shifts(self) -> Sequence[Shift]:
        """The newest own ones, newest first: those that may be corrected."""

    def card(self, shift_id: int) -> ShiftCard:
        """One own shift; raises NotYourShiftError and ShiftNotFoundError."""

    def open_shift(self) -> OpenShift | None:
        """The person's, None where there is none."""
