"""Who may do what, asked at every tap; that somebody is a stranger is remembered for seconds."""

from collections.abc import Collection
from enum import StrEnum

from sheetanchor.ports.clock import Clock
from sheetanchor.ports.errors import RowHeldError
from sheetanchor.ports.reference_data import ReferenceData

_ABSENT_SECONDS = 10.0


class Registration(StrEnum):
    """What somebody without a row in EmployeeSettings may do: ask an admin, nothing, or join at once."""

    ASK = "ask"
    OFF = "off"
    OPEN = "open"


class Roles:
    """Employees are those in EmployeeSettings; admins are those that the settings name."""

    def __init__(
        self, reference: ReferenceData, admins: Collection[int], registration: Registration, clock: Clock
    ) -> None:
        self._reference = reference
        self.admins = tuple(admins)
        self.registration = registration
        self._clock = clock
        self._absent: dict[int, float] = {}

    def is_admin(self, person_id: int) -> bool:
        """Whether the settings name the person."""
        return person_id in self.admins

    def is_employee(self, person_id: int) -> bool:
        """Whether there is a row, even one that cannot be read.

        Raises UnavailableError where nobody can tell. A stranger costs a look into the sheet only now and
        then, however often they tap.
        """
        if self._is_known_absent(person_id):
            return False
        try:
            is_there = self._reference.employee_settings(person_id) is not None
        except RowHeldError:
            is_there = True
        if not is_there:
            self._absent[person_id] = self._clock.monotonic() + _ABSENT_SECONDS
        return is_there

    def forget(self, person_id: int) -> None:
        """Somebody was just made an employee."""
        self._absent.pop(person_id, None)

    def _is_known_absent(self, person_id: int) -> bool:
        until = self._absent.get(person_id)
        return until is not None and self._clock.monotonic() < until
