"""Looks at the replica for one person."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.periods.statistics import Statistics
from sheetanchor.domain.payroll.ranks import RankTable
from sheetanchor.domain.payroll.rates import RateTable
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.ports.reference_data import ReferenceData
from sheetanchor.services.dialogue.look import Look, OpenShift
from sheetanchor.services.dialogue.store import ChatStore
from sheetanchor.services.payroll.last_shifts import LastShifts
from sheetanchor.services.payroll.results import ShiftCard
from sheetanchor.services.payroll.statistics import ReadStatistics


@dataclass(frozen=True, slots=True)
class Readers:
    """Where the answers come from. products: in the order of the settings."""

    reference: ReferenceData
    last_shifts: LastShifts
    statistics: ReadStatistics
    store: ChatStore
    products: Sequence[str]


@dataclass(frozen=True, slots=True)
class PersonLook(Look):
    """What one person may see. changed: the open shift as the event leaves it, where it changes it."""

    readers: Readers
    person_id: int
    at: datetime
    changed: tuple[OpenShift | None] | None = None

    @property
    def now(self) -> datetime:
        """When the event was."""
        return self.at

    @property
    def products(self) -> Sequence[str]:
        """From the settings."""
        return self.readers.products

    def after(self, open_shift: OpenShift | None) -> "PersonLook":
        """The same look once the open shift is this one."""
        return replace(self, changed=(open_shift,))

    def settings(self) -> EmployeeSettings | None:
        """From the replica, else from the sheet."""
        return self.readers.reference.employee_settings(self.person_id)

    def rates(self) -> RateTable:
        """From the replica, else from the sheet."""
        return self.readers.reference.dynamic_rates()

    def ranks(self) -> RankTable:
        """From the replica, else from the sheet."""
        return self.readers.reference.ranks()

    def statistics(self) -> Statistics:
        """As last committed."""
        return self.readers.statistics(self.person_id)

    def shifts(self) -> Sequence[Shift]:
        """As last committed."""
        return self.readers.last_shifts(self.person_id)

    def card(self, shift_id: int) -> ShiftCard:
        """As last committed."""
        return self.readers.last_shifts.card(shift_id, self.person_id)

    def open_shift(self) -> OpenShift | None:
        """As last committed, or as the event leaves it."""
        if self.changed is not None:
            return self.changed[0]
        return self.readers.store.open_shift(self.person_id)
