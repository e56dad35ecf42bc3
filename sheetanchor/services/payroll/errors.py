"""What the use cases refuse beside what the rules refuse; nothing was changed in any of these cases."""

from dataclasses import dataclass
from datetime import date

from sheetanchor.domain.errors import InputError, SheetContentError


@dataclass(eq=False)
class ShiftNotFoundError(InputError):
    """There is no shift of this id, or it was deleted."""

    shift_id: int

    def __str__(self) -> str:
        return (
            f"there is no shift {self.shift_id}; it may have been deleted in the sheet. Nothing was changed."
        )


@dataclass(eq=False)
class NotYourShiftError(InputError):
    """Somebody asked for a shift of another employee."""

    shift_id: int
    employee_id: int

    def __str__(self) -> str:
        return f"shift {self.shift_id} is not one of employee {self.employee_id}; nothing was changed"


@dataclass(eq=False)
class NoSettingsError(SheetContentError):
    """A shift of another program is to be told apart, and nobody knows its employee's base."""

    employee_id: int

    def __str__(self) -> str:
        return f"employee {self.employee_id} has no row in EmployeeSettings, so the base is not known"


@dataclass(eq=False)
class ClockInDayError(InputError):
    """A shift starts on a day that cannot be picked (Rules 2.2, 2.3)."""

    day: date
    allowed: tuple[date, ...]

    def __str__(self) -> str:
        days = " or ".join(str(day) for day in self.allowed)
        return f"a shift cannot start on {self.day}, only on {days}; nothing was changed"


@dataclass(eq=False)
class RequestReusedError(InputError):
    """A request's key was used for another operation before."""

    request: str
    operation: str

    def __str__(self) -> str:
        return f"request {self.request!r} was answered by {self.operation} before; nothing was changed"
