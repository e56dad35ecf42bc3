"""Notices to the admins as warnings in the log, where nothing better is wired."""

import logging

from sheetanchor.ports.notifier import (
    AdminNotice,
    BadBonusCode,
    BonusesOfGoneShift,
    NewEmployee,
    Notifier,
    PaidWithoutUnread,
    RankNotReviewed,
    RewardByHand,
    ShiftLeft,
)
from sheetanchor.ports.replica import Transaction

_LOG = logging.getLogger(__name__)


class LogNotifier(Notifier):
    """One line for each notice."""

    def tell_admins(self, notice: AdminNotice, tx: Transaction | None = None) -> None:
        """A warning."""
        del tx
        _LOG.warning("%s", in_words(notice))


def in_words(notice: AdminNotice) -> str:
    """The notice as one sentence."""
    match notice:
        case NewEmployee(name, settings):
            return (
                f"employee {settings.employee_id} ({name}) had no row in EmployeeSettings and got one: wage "
                f"{settings.hourly_wage}, commission {settings.sales_commission} %; correct it in the sheet"
            )
        case RewardByHand() | RankNotReviewed() | BadBonusCode():
            return _of_ranks(notice)
        case ShiftLeft(shift_id, employee_id, _, reason):
            return f"shift {shift_id} of employee {employee_id} is not computed: {reason}"
        case BonusesOfGoneShift(shift_id, bonus_ids):
            numbers = ", ".join(map(str, bonus_ids))
            return (
                f"shift {shift_id} was deleted and bonuses that acted on it stay used up: {numbers}; to give "
                "one back, set Applied to false and empty Shift ID in ActiveBonuses"
            )
        case PaidWithoutUnread(shift_id, employee_id, _, cells, waiting):
            kept = (
                f"; bonuses that depend on others and wait for the next shift: {waiting}" if waiting else ""
            )
            return (
                f"shift {shift_id} of employee {employee_id} was paid while shifts in the sheet cannot be "
                f"read, which count in no total of the day or month{kept}. Mend: {'; '.join(cells)}"
            )


def _of_ranks(notice: RewardByHand | RankNotReviewed | BadBonusCode) -> str:
    match notice:
        case RewardByHand(employee_id, month, rank, code):
            return f"employee {employee_id} reached {rank} in {_text(month)} and drew {code}; give it by hand"
        case RankNotReviewed(employee_id, month, reason):
            return f"the rank of employee {employee_id} in {_text(month)} was not reviewed: {reason}"
        case BadBonusCode(rank, header, code):
            return f"rank {rank}: {header} in Ranks holds {code!r}, which is no bonus code; it is never drawn"


def _text(month: tuple[int, int]) -> str:
    return f"{month[0]}-{month[1]:02}"
