"""Bonuses as ActiveBonuses holds them: which are still to be used, which belong to a shift."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.money import ZERO, exactly
from sheetanchor.domain.payroll.row_values import (
    flag,
    optional_quantity,
    quantity,
    require_quantity,
    text,
    whole_number,
)

_MONEY_ON_THE_SHIFT = frozenset({BonusKind.FLAT, BonusKind.FLAT_IMMEDIATE})
#: Kinds whose money depends on what others sold when the shift was made.
MONEY_FROM_OTHERS = frozenset({BonusKind.PERCENT_PREV, BonusKind.PERCENT_ALL})
#: Kinds that change the pay of a shift; any other stays where it is (Rule 2.1, step 7).
_PAYING = _MONEY_ON_THE_SHIFT | MONEY_FROM_OTHERS | {BonusKind.PERCENT_NEXT, BonusKind.DOUBLE_COMMISSION}


@dataclass(frozen=True, slots=True)
class Bonus:
    """One row of ActiveBonuses; kind is the Bonus Type as it stands, perhaps an unknown one.

    money is what a percent_prev or percent_all paid, kept locally; None where it was never recorded.
    """

    id: int
    employee_id: int
    kind: str
    value: Decimal
    applied: bool = False
    shift_id: int | None = None
    money: Decimal | None = None

    def __post_init__(self) -> None:
        require_quantity("value", self.value)
        if self.money is not None:
            require_quantity("money", self.money)

    @property
    def is_spent(self) -> bool:
        """Whether it has acted: applied, or a flat_immediate that names its shift (Rule 2.5).

        The predecessor left such a flat_immediate unapplied after paying it, and so paid it twice.
        """
        return self.applied or (self.kind == BonusKind.FLAT_IMMEDIATE and self.shift_id is not None)


@dataclass(frozen=True, slots=True)
class AppliedBonus:
    """A bonus acting on one shift, with its money where the value alone does not say it.

    money is exact; it is stored unrounded, or an edit could shift the shift's pay by a cent.
    """

    bonus_id: int
    kind: BonusKind
    value: Decimal
    money: Decimal | None = None

    @property
    def extra(self) -> Decimal | None:
        """What it adds to Total made: 0 for kinds that act on the %, None where that was never recorded."""
        if self.kind in MONEY_FROM_OTHERS:
            return self.money
        return self.value if self.kind in _MONEY_ON_THE_SHIFT else ZERO


def bonus_from_row(row: Mapping[str, object]) -> Bonus:
    """Read id, employee_id, bonus_type, value, applied (a bool), shift_id and money (both may be blank).

    Raises UnreadableValueError; a blank value is 0.
    """
    return Bonus(
        id=whole_number(row, "id"),
        employee_id=whole_number(row, "employee_id"),
        kind=text(row, "bonus_type"),
        value=optional_quantity(row, "value") or ZERO,
        applied=flag(row, "applied"),
        shift_id=None if row.get("shift_id") is None else whole_number(row, "shift_id"),
        money=None if row.get("money") is None else quantity(row, "money"),
    )


def usable_bonuses(
    bonuses: Iterable[Bonus], employee_id: int, *, others_known: bool = True
) -> tuple[Bonus, ...]:
    """The employee's bonuses that the next created shift uses up, in the given row order (Rule 2.1, step 7).

    Give them by row, or by ID where no row order is known. Unknown types and those handled by hand stay, and
    where others_known is false those that depend on what others sold, for nobody can tell their money.
    """
    kinds = _PAYING if others_known else _PAYING - MONEY_FROM_OTHERS
    return tuple(
        bonus
        for bonus in bonuses
        if bonus.employee_id == employee_id and not bonus.is_spent and bonus.kind in kinds
    )


def bonuses_of_shift(bonuses: Iterable[Bonus], shift_id: int, employee_id: int) -> tuple[AppliedBonus, ...]:
    """The bonuses that already act on a shift, in the given row order (Rule 2.3).

    Unapplied ones never do, nor do those of anybody but the employee of the shift.
    """
    return tuple(
        AppliedBonus(bonus.id, BonusKind(bonus.kind), bonus.value, bonus.money)
        for bonus in _acting(bonuses, shift_id)
        if bonus.employee_id == employee_id
    )


def bonuses_of_others(bonuses: Iterable[Bonus], shift_id: int, employee_id: int) -> tuple[Bonus, ...]:
    """Bonuses that acted on a shift while it was somebody else's, and are to be given back (Rule 2.3)."""
    return tuple(bonus for bonus in _acting(bonuses, shift_id) if bonus.employee_id != employee_id)


def _acting(bonuses: Iterable[Bonus], shift_id: int) -> list[Bonus]:
    return [
        bonus for bonus in bonuses if bonus.shift_id == shift_id and bonus.is_spent and bonus.kind in _PAYING
    ]


def known_money(bonuses: Iterable[AppliedBonus]) -> Decimal:
    """The recorded money of these bonuses, unrounded (Rule 2.1, step 7)."""
    with exactly():
        return sum((bonus.extra or ZERO for bonus in bonuses), ZERO)
