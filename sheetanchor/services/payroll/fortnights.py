"""Everybody's half months, for the export."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheetanchor.domain.errors import InputError, RemoteError, SheetContentError
from sheetanchor.domain.payroll.bonuses.active import Bonus, bonuses_of_shift
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.periods.fortnights import (
    Fortnight,
    FortnightTotals,
    fortnight_of,
    fortnight_totals,
)
from sheetanchor.domain.payroll.shift import Shift, ShiftTerms
from sheetanchor.services.payroll.employees import todays_terms
from sheetanchor.services.payroll.errors import NoSettingsError
from sheetanchor.services.payroll.reader import PayReader
from sheetanchor.services.payroll.work import PayWork

_Place = tuple[int, Fortnight]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A shift that is in no total; reason: what to mend."""

    shift_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class FortnightReport:
    """totals: by employee and time. left: shifts that are in none of them, by ID."""

    totals: tuple[FortnightTotals, ...]
    left: tuple[LeftOut, ...]


class ReadFortnights:
    """Reads only; as last committed."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def __call__(self) -> FortnightReport:
        """The totals of each half month in which an employee has a shift (Rule 4.2).

        A shift whose figures cannot be told is left out and named. Raises UnavailableError where shifts or
        bonuses were never read.
        """
        read = self._work.reader()
        places: dict[_Place, list[RecordedShift]] = defaultdict(list)
        left: list[LeftOut] = []
        for shift, recorded in _recorded(read):
            if isinstance(recorded, RecordedShift):
                places[shift.employee_id, fortnight_of(shift.date, read.policy.zone)].append(recorded)
            else:
                left.append(LeftOut(shift.id, str(recorded)))
        totals = (fortnight_totals(*place, places[place], read.policy) for place in sorted(places))
        return FortnightReport(tuple(totals), tuple(left))


def _recorded(read: PayReader) -> Iterator[tuple[Shift, RecordedShift | Exception]]:
    """Each shift with what it was paid by, or why it is in no total."""
    bonuses = read.bonuses_by_shift()
    for shift in read.shifts():
        try:
            yield shift, _checked(read, shift, bonuses)
        except (InputError, SheetContentError, RemoteError) as error:
            yield shift, error


def _checked(read: PayReader, shift: Shift, bonuses: Mapping[int, Sequence[Bonus]]) -> RecordedShift:
    applied = bonuses_of_shift(bonuses.get(shift.id, ()), shift.id, shift.employee_id)
    recorded = RecordedShift(shift, _terms(read, shift), applied)
    fortnight_totals(shift.employee_id, fortnight_of(shift.date, read.policy.zone), [recorded], read.policy)
    return recorded


def _terms(read: PayReader, shift: Shift) -> ShiftTerms:
    stored = read.terms(shift)
    if stored is not None:
        return stored
    settings = read.employee_settings(shift.employee_id)
    if settings is None:
        raise NoSettingsError(shift.employee_id)
    return todays_terms(settings)
