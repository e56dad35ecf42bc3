"""A review of an employee's month inside a transaction: the record, the reward, and what to tell."""

import logging
from dataclasses import replace
from decimal import Decimal

from sheetanchor.domain.errors import SheetContentError
from sheetanchor.domain.payroll.bonuses.codes import NO_BONUS
from sheetanchor.domain.payroll.chooser import Chooser
from sheetanchor.domain.payroll.instants import Month
from sheetanchor.domain.payroll.pay.edits import made_with_flat_bonus
from sheetanchor.domain.payroll.pay.recorded import RecordedShift
from sheetanchor.domain.payroll.periods.sales_totals import month_total
from sheetanchor.domain.payroll.rank_changes.month_rank import MonthRank
from sheetanchor.domain.payroll.rank_changes.review import (
    MonthStanding,
    RankReview,
    Reward,
    review_rank,
)
from sheetanchor.ports.errors import UnavailableError
from sheetanchor.ports.notifier import RankNotReviewed, RewardByHand
from sheetanchor.services.payroll.bonus_rows import add_bonus
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.rank_messages import keep_untold
from sheetanchor.services.payroll.results import RankNews
from sheetanchor.services.payroll.tables import EMPLOYEE_RANKS, RANK_REWARDS, SHIFTS

_LOG = logging.getLogger(__name__)


def review_month(
    book: PayBook,
    employee_id: int,
    month: Month,
    choose: Chooser,
    current: RecordedShift | None = None,
    *,
    is_past: bool = False,
) -> RankNews:
    """Compare the month's rank with its record and record what follows (Rule 2.6).

    current: the shift that was just created or edited, as it is stored now; a flat bonus is paid on it, but
    waits for the next one where a person typed over its Total made.
    is_past: only record the rank, without a reward or anything to tell. Where the sheet as it is does not
    tell the rank, all ranks stay as they are and no shift is stopped: the answer and the admins are told, and
    the next review or a recalculation makes up for it.
    """
    if current is not None and "total_made" in current.shift.pinned:
        current = None
    shift_id = None if current is None else current.shift.id
    try:
        standing = replace(_standing(book, employee_id, month), is_past=is_past)
        review = review_rank(standing, book.read.ranks(), choose, shift_id)
    except (SheetContentError, UnavailableError) as error:
        _LOG.warning("the rank of employee %d was not reviewed: %s", employee_id, error)
        book.notices.append(RankNotReviewed(employee_id, month, str(error)))
        return RankNews(employee_id, month, unreviewed=str(error))
    _record(book, review, current)
    news = RankNews(employee_id, month, review.change)
    return news if review.change is None else keep_untold(book, news)


def review_left(book: PayBook, employee_id: int, month: Month, choose: Chooser) -> RankNews:
    """The same for a month that a shift has left. One that was never reviewed has nothing to follow."""
    if book.row(EMPLOYEE_RANKS, (employee_id, month.year, month.month)) is None:
        return RankNews(employee_id, month)
    return review_month(book, employee_id, month, choose)


def _standing(book: PayBook, employee_id: int, month: Month) -> MonthStanding:
    return MonthStanding(
        employee_id=employee_id,
        month=month,
        sales=_sales(book, employee_id, month),
        record=book.read.month_rank(employee_id, month),
        rewarded=book.read.rewarded(employee_id, month),
    )


def _sales(book: PayBook, employee_id: int, month: Month) -> Decimal:
    return month_total(book.read.shifts(employee_id), employee_id, month, book.policy.zone)


def _record(book: PayBook, review: RankReview, current: RecordedShift | None) -> None:
    if review.record is not None:
        write_record(book, review.record)
    for rank in review.reached:
        book.write(RANK_REWARDS, {**_reward_key(review, rank), "code": NO_BONUS, "granted_at": book.at})
    if review.change is not None and review.change.reward is not None:
        _grant(book, review, review.change.reward, current)
    if review.unearned:
        _LOG.info(
            "employee %d keeps the rewards of %s in %d-%02d, whose sales are gone",
            review.employee_id,
            ", ".join(review.unearned),
            *review.month,
        )


def write_record(book: PayBook, record: MonthRank) -> None:
    """Store a month's rank; its message is still to be delivered unless the record says so."""
    book.write(
        EMPLOYEE_RANKS,
        {
            "employee_id": record.employee_id,
            "year": record.month.year,
            "month": record.month.month,
            "current_rank": record.current,
            "previous_rank": record.previous,
            "notified": record.notified,
            "last_updated": book.at,
        },
    )


def _grant(book: PayBook, review: RankReview, reward: Reward, current: RecordedShift | None) -> None:
    """The bonus, the money of a flat one on the shift at once, and the reward itself, once for ever."""
    bonus_id = None
    if reward.bonus is None:
        notice = RewardByHand(review.employee_id, review.month, review.rank.name, reward.code)
        book.notices.append(notice)
    else:
        if current is not None and reward.bonus.money_now:
            made = made_with_flat_bonus(current, reward.bonus.money_now, book.policy)
            book.write(SHIFTS, {"id": current.shift.id, "total_made": made})
        bonus_id = add_bonus(book, reward.bonus)
    book.write(
        RANK_REWARDS,
        {
            **_reward_key(review, review.rank.name),
            "code": str(reward.code),
            "bonus_id": bonus_id,
            "shift_id": None if current is None else current.shift.id,
            "granted_at": book.at,
        },
    )


def _reward_key(review: RankReview, rank: str) -> dict[str, object]:
    year, month = review.month
    return {"employee_id": review.employee_id, "year": year, "month": month, "rank": rank}
