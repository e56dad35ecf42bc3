"""Whether an employee's month has reached another rank, and what that earns."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from sheetanchor.domain.payroll.bonuses.codes import BonusCode
from sheetanchor.domain.payroll.bonuses.rewards import GrantedBonus, grant
from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.rank_changes.month_rank import MonthRank
from sheetanchor.domain.payroll.ranks import Rank, RankTable


@dataclass(frozen=True, slots=True)
class MonthStanding:
    """What a review starts from: the month's sales, its record if there is one, the ranks rewarded in it.

    rewarded: as we keep it ourselves; what the record names was reached as well, whoever wrote it. is_past: a
    month that another program saw to, whose rank is recorded as one that everybody was told of.
    """

    employee_id: int
    month: Month
    sales: Decimal
    record: MonthRank | None = None
    rewarded: Collection[str] = ()
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class Reward:
    """What a rise earned; bonus is None where it is handled by hand.

    Every reward is remembered by employee, month and rank; those by hand wait there for an admin (Rule 2.5).
    """

    code: BonusCode
    bonus: GrantedBonus | None


@dataclass(frozen=True, slots=True)
class RankChange:
    """A change to tell the employee; no reward on a fall, without codes, or for a rank already rewarded."""

    old: Rank
    new: Rank
    is_up: bool
    reward: Reward | None = None


@dataclass(frozen=True, slots=True)
class RankReview:
    """The outcome: the record to write, None if it stands, and the change to tell, None if there is none.

    reached names the ranks that only the record so far knows to have been reached: to be kept, for the new
    record forgets them. unearned names the ranks above the present one that were rewarded this month; what
    they earned stays, and is logged.
    """

    employee_id: int
    month: Month
    rank: Rank
    record: MonthRank | None = None
    change: RankChange | None = None
    reached: tuple[str, ...] = ()
    unearned: tuple[str, ...] = ()


def review_rank(
    standing: MonthStanding, ranks: RankTable, choose: Chooser, current_shift: int | None = None
) -> RankReview:
    """Compare the month's rank with its record, after a creation, an edit, or for an admin (Rule 2.6).

    current_shift is the id of the shift that was just created or edited. A month without record starts in the
    lowest rank. Raises EmptyRankTableError, and UnknownRankError where the record names a rank not listed.
    """
    new = ranks.rank_for(standing.sales)
    record = standing.record
    old = ranks.lowest if record is None else ranks.named(record.current)
    change, is_other = None, new.name != old.name
    if is_other and not standing.is_past:
        is_up = ranks.position(new.name) > ranks.position(old.name)
        reward = _draw(standing, new, choose, current_shift) if is_up else None
        change = RankChange(old, new, is_up, reward)
    return RankReview(
        employee_id=standing.employee_id,
        month=standing.month,
        rank=new,
        record=_record(standing, old, new) if record is None or is_other else None,
        change=change,
        reached=_reached(standing, ranks) if is_other else (),
        unearned=_unearned(standing, ranks, new),
    )


def _draw(
    standing: MonthStanding, reached: Rank, choose: Chooser, current_shift: int | None
) -> Reward | None:
    codes = reached.drawable
    if not codes or reached.name in {*standing.rewarded, *_named(standing.record)}:
        return None
    code = choose(codes)
    return Reward(code, grant(code, standing.employee_id, current_shift))


def _record(standing: MonthStanding, old: Rank, new: Rank) -> MonthRank:
    return MonthRank(standing.employee_id, standing.month, new.name, old.name, notified=standing.is_past)


def _named(record: MonthRank | None) -> tuple[str, ...]:
    """The ranks that were held this month: one reward each, whoever gave it (Rule 2.6)."""
    return () if record is None else (record.current, record.previous)


def _reached(standing: MonthStanding, ranks: RankTable) -> tuple[str, ...]:
    """Without the lowest, where every month starts; a previous rank that is not listed says nothing."""
    named, above_lowest = _named(standing.record), ranks.ranks[1:]
    return tuple(
        rank.name for rank in above_lowest if rank.name in named and rank.name not in standing.rewarded
    )


def _unearned(standing: MonthStanding, ranks: RankTable, new: Rank) -> tuple[str, ...]:
    above = ranks.ranks[ranks.position(new.name) + 1 :]
    return tuple(rank.name for rank in above if rank.name in standing.rewarded)
