"""Bonuses as rows: used up by a shift, or granted."""

from collections.abc import Iterable

from sheetanchor.domain.payroll.bonuses.active import AppliedBonus
from sheetanchor.domain.payroll.bonuses.rewards import GrantedBonus
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.tables import ACTIVE_BONUSES, BONUS_MONEY


def use_bonuses(book: PayBook, bonuses: Iterable[AppliedBonus], shift_id: int) -> None:
    """Mark them applied to a shift, with the exact money of those that depend on others (Rules 2.1, 2.5)."""
    for bonus in bonuses:
        book.write(ACTIVE_BONUSES, {"id": bonus.bonus_id, "applied": True, "shift_id": shift_id})
        if bonus.money is not None:
            book.write(BONUS_MONEY, {"bonus_id": bonus.bonus_id, "money": bonus.money})


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
