"""What the use cases answer. Each answer can be kept as text, so that a repeat gets the first one."""

from dataclasses import dataclass

from sheetanchor.domain.payroll.bonuses.active import AppliedBonus
from sheetanchor.domain.payroll.employee_settings import EmployeeSettings
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.pay.percentages import PercentParts
from sheetanchor.domain.payroll.periods.recent_shifts import RollingComparison
from sheetanchor.domain.payroll.rank_changes.review import RankChange
from sheetanchor.domain.payroll.shift import Shift


@dataclass(frozen=True, slots=True)
class ShiftCard:
    """All that the card of a shift shows.

    parts: of its %, None where nobody can tell them: no % is stored, or a shift from before us has neither
    terms nor settings. bonuses: those that act on it, by ID. recent: how its sales compare with the shifts
    before it; None in an answer that was kept before it was told.
    """

    shift: Shift
    parts: PercentParts | None
    bonuses: tuple[AppliedBonus, ...]
    recent: RollingComparison | None = None


@dataclass(frozen=True, slots=True)
class RankNews:
    """What a review of an employee's month came to.

    change: what to tell the employee, then `MarkRankTold`; None where the rank is the same. unreviewed: why
    the rank could not be told, None where it could; the rank stands as it was then, and admins know.
    telling: the name of the change until its message is on its way, so that it is told once.
    """

    employee_id: int
    month: Month
    change: RankChange | None = None
    unreviewed: str | None = None
    telling: str | None = None


@dataclass(frozen=True, slots=True)
class ShiftSaved:
    """A shift as it stands now that it is saved.

    rank: None where nothing was changed that a rank depends on. new_settings: what somebody without a row in
    EmployeeSettings got, None where there was one.
    """

    card: ShiftCard
    rank: RankNews | None = None
    new_settings: EmployeeSettings | None = None


@dataclass(frozen=True, slots=True)
class RanksRecalculated:
    """reviewed: how many employees have a shift or a record in the month. news: those to tell something."""

    month: Month
    reviewed: int
    news: tuple[RankNews, ...]
