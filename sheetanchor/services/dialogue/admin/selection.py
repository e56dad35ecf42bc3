"""Which shifts an export holds: of whom, and of which month or fortnight by their Date."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from sheetanchor.domain.payroll.instants import Month, month_of
from sheetanchor.domain.payroll.periods.fortnights import Fortnight, FortnightTotals, fortnight_of
from sheetanchor.domain.tables.values import Values
from sheetanchor.services.dialogue.admin.reports import Chatter, Period

_TYPED = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/]([12]))?", re.ASCII)
_CODED = re.compile(r"(\d{4})(\d{2})([ab]?)", re.ASCII)
_ALL = "all"
_MONTHS = range(1, 13)
_UNFIT = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Selection:
    """None in either place: all of them."""

    period: Period = None
    person: Chatter | None = None

    def holds(self, shift: Values, zone: tzinfo) -> bool:
        """Whether a row of Shifts belongs to it; one without a Date belongs to no period."""
        if self.person is not None and shift["employee_id"] != self.person.person_id:
            return False
        at = shift["date"]
        return self.period is None or (isinstance(at, datetime) and _is_in(at, self.period, zone))

    @property
    def code(self) -> str:
        """Period and person as part of a button's action."""
        return f"{period_code(self.period)}:{_ALL if self.person is None else self.person.person_id}"

    def sums(self, totals: FortnightTotals) -> bool:
        """Whether a half month of somebody belongs to it."""
        if self.person is not None and totals.employee_id != self.person.person_id:
            return False
        return self.period in {None, totals.fortnight, totals.fortnight.month}

    def file_stem(self, what: str, on: date) -> str:
        """A file's name without its ending, which says what is in it; `on` where all of the time is."""
        parts = [what, f"all-{on:%Y-%m-%d}" if self.period is None else _in_a_name(self.period)]
        if self.person is not None:
            parts += [_UNFIT.sub("", self.person.name), str(self.person.person_id)]
        return "-".join(part for part in parts if part)


def period_code(period: Period) -> str:
    """all, 202511, 202511a or 202511b."""
    match period:
        case None:
            return _ALL
        case Fortnight(month=month, number=number):
            return f"{month.year:04}{month.month:02}{'ab'[number - 1]}"
        case Month(year=year, month=number):
            return f"{year:04}{number:02}"


def period_from_code(code: str) -> Period:
    """What `period_code` was given; raises ValueError for anything else."""
    match = _CODED.fullmatch(code)
    if code == _ALL:
        return None
    if match is None:
        raise ValueError(f"{code!r} is no period")
    return _period(int(match[1]), int(match[2]), "ab".find(match[3]) + 1 if match[3] else 0)


def typed_period(word: str, now: datetime, zone: tzinfo) -> Month | Fortnight | None:
    """2025-11, 2025-11-1 for its first fortnight, month, fortnight, last-month, last-fortnight; else None."""
    present, half = month_of(now, zone), fortnight_of(now, zone)
    named: dict[str, Month | Fortnight] = {
        "month": present,
        "last-month": month_before(present),
        "fortnight": half,
        "last-fortnight": _fortnight_before(half),
    }
    match = _TYPED.fullmatch(word)
    if match is None:
        return named.get(word)
    try:
        return _period(int(match[1]), int(match[2]), int(match[3] or 0))
    except ValueError:
        return None


def month_before(month: Month) -> Month:
    """The one before it."""
    day = date(month.year, month.month, 1) - timedelta(days=1)
    return Month(day.year, day.month)


def _fortnight_before(half: Fortnight) -> Fortnight:
    return Fortnight(half.month, 1) if half.number > 1 else Fortnight(month_before(half.month), 2)


def _period(year: int, month: int, half: int) -> Month | Fortnight:
    if month not in _MONTHS or year < 1:
        raise ValueError(f"{year}-{month} is no month")
    return Fortnight(Month(year, month), half) if half else Month(year, month)


def _is_in(at: datetime, period: Month | Fortnight, zone: tzinfo) -> bool:
    if isinstance(period, Fortnight):
        return fortnight_of(at, zone) == period
    return month_of(at, zone) == period


def _in_a_name(period: Month | Fortnight) -> str:
    if isinstance(period, Fortnight):
        return f"{period.start:%Y-%m-%d}-to-{period.end:%d}"
    return f"{period.year:04}-{period.month:02}"
