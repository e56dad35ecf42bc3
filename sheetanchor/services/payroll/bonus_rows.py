"""Bonuses as rows: used up by a shift, given back, or granted."""

import logging
from collections.abc import Iterable

from sheetanchor.domain.payroll.bonuses.active import AppliedBonus, bonuses_of_others
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.bonuses.rewards import GrantedBonus
from sheetanchor.domain.payroll.shift import Shift
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.tables import ACTIVE_BONUSES, BONUS_MONEY

_LOG = logging.getLogger(__name__)


def use_bonuses(book: PayBook, bonuses: Iterable[AppliedBonus], shift_id: int) -> None:
    """Mark them applied to a shift, with the exact money of those that depend on others (Rules 2.1, 2.5)."""
    for bonus in bonuses:
        book.write(ACTIVE_BONUSES, {"id": bonus.bonus_id, "applied": True, "shift_id": shift_id})
        if bonus.money is not None:
            book.write(BONUS_MONEY, {"bonus_id": bonus.bonus_id, "money": bonus.money})


def give_back_bonuses(book: PayBook, shift: Shift) -> None:
    """Let bonuses wait again that acted on a shift while it was somebody else's (Rule 2.3).

    A flat one that was paid there at once waits as a plain one.
    """
    for bonus in bonuses_of_others(book.read.bonuses_of(shift.id), shift.id, shift.employee_id):
        kind = BonusKind.FLAT if bonus.kind == BonusKind.FLAT_IMMEDIATE else bonus.kind
        row = {"id": bonus.id, "bonus_type": str(kind), "applied": False, "shift_id": None}
        book.write(ACTIVE_BONUSES, row)
        book.delete(BONUS_MONEY, (bonus.id,))
        _LOG.info(
            "bonus %d of employee %d waits again, for shift %d is of employee %d now",
            bonus.id,
            bonus.employee_id,
            shift.id,
            shift.employee_id,
        )


def add_bonus(book: PayBook, granted: GrantedBonus) -> int:
    """Record a granted bonus under a new id, which is returned."""
    bonus_id = book.new_id(ACTIVE_BONUSES)
    book.write(
        ACTIVE_BONUSES,
        {
            "id": bonus_id,
            "employee_id": granted.employee_id,
            "bonus_type": str(granted.kind),
            "value": granted.value,
            "applied": granted.applied,
            "shift_id": granted.shift_id,
            "created_at": book.at,
        },
    )
    return bonus_id
