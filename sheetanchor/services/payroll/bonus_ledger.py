"""Bonuses granted or used up one by one, as an admin or the old interface does."""

from dataclasses import dataclass
from decimal import Decimal

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.payroll.bonuses.active import Bonus
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.bonuses.rewards import GrantedBonus
from sheetanchor.domain.payroll.money import require_amount
from sheetanchor.services.payroll.bonus_rows import add_bonus
from sheetanchor.services.payroll.book import PayBook
from sheetanchor.services.payroll.repeats import Operation
from sheetanchor.services.payroll.tables import ACTIVE_BONUSES
from sheetanchor.services.payroll.work import PayWork

_GRANT = Operation("grant_bonus", int)
_APPLY = Operation("apply_bonus", bool)


@dataclass(eq=False)
class BonusNotUsableError(InputError):
    """There is no such bonus, or it belongs to a shift already; nothing was changed."""

    bonus_id: int
    reason: str

    def __str__(self) -> str:
        return f"bonus {self.bonus_id} {self.reason}; nothing was changed"


@dataclass(eq=False)
class NoSuchBonusError(InputError):
    """No bonus of this type and value waits for the employee; nothing was changed."""

    employee_id: int
    kind: str
    value: Decimal

    def __str__(self) -> str:
        return (
            f"no bonus {self.kind} of {self.value} waits for employee {self.employee_id}; nothing was changed"
        )


class GrantBonus:
    """Adds a row to ActiveBonuses."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def __call__(
        self,
        employee_id: int,
        kind: BonusKind,
        value: Decimal,
        shift_id: int | None = None,
        request: str | None = None,
    ) -> int:
        """The id of the new bonus (Rule 2.5).

        A flat_immediate that names its shift was paid there by whoever grants it, and is applied from the
        start; all others wait for the next shift. Raises AmountRefusedError.
        """
        require_amount("bonus", value)
        applied = kind is BonusKind.FLAT_IMMEDIATE and shift_id is not None
        granted = GrantedBonus(employee_id, kind, value, applied=applied, shift_id=shift_id)
        return self._work.do(_GRANT, request, lambda book: add_bonus(book, granted))


class ApplyBonus:
    """Uses a bonus up."""

    def __init__(self, work: PayWork) -> None:
        self._work = work

    def __call__(self, bonus_id: int, shift_id: int | None) -> None:
        """Mark it applied to a shift, None where nobody says which; once more for the same changes nothing.

        Raises BonusNotUsableError for one that does not exist or was applied to another shift.
        """
        self._work.do(_APPLY, None, lambda book: _apply(book, _bonus(book, bonus_id), shift_id))

    def first_like(self, employee_id: int, kind: str, value: Decimal, shift_id: int) -> None:
        """Mark the employee's first waiting bonus of this type and value applied to a shift.

        Where none waits and the shift has such a one already, nothing is changed; else raises
        NoSuchBonusError.
        """

        def step(book: PayBook) -> bool:
            alike = [
                bonus
                for bonus in book.read.bonuses(employee_id)
                if (bonus.kind, bonus.value) == (kind, value)
            ]
            waiting = [bonus for bonus in alike if not bonus.is_spent]
            if not waiting and not any(bonus.shift_id == shift_id for bonus in alike):
                raise NoSuchBonusError(employee_id, kind, value)
            return bool(waiting) and _apply(book, waiting[0], shift_id)

        self._work.do(_APPLY, None, step)


def _apply(book: PayBook, bonus: Bonus, shift_id: int | None) -> bool:
    if bonus.is_spent and shift_id not in (None, bonus.shift_id):
        raise BonusNotUsableError(bonus.id, f"was applied to shift {bonus.shift_id}")
    if not bonus.applied:
        book.write(ACTIVE_BONUSES, {"id": bonus.id, "applied": True, "shift_id": shift_id or bonus.shift_id})
    return True


def _bonus(book: PayBook, bonus_id: int) -> Bonus:
    bonus = book.read.bonus(bonus_id)
    if bonus is None:
        raise BonusNotUsableError(bonus_id, "does not exist")
    return bonus
