from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.bonuses.active import AppliedBonus
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.pay.percentages import PercentParts, parts_of_percent, parts_with_bonuses
from tests.unit.domain.payroll.factories import together

DOUBLE = AppliedBonus(1, BonusKind.DOUBLE_COMMISSION, Decimal(0))
THREE_MORE = AppliedBonus(2, BonusKind.PERCENT_NEXT, Decimal(3))
MONEY = AppliedBonus(3, BonusKind.FLAT, Decimal(50))
BASE, DYNAMIC = Decimal(8), Decimal(2)

Case = tuple[tuple[AppliedBonus, ...], PercentParts]
CASES: tuple[Case, ...] = (
    ((), PercentParts(BASE, DYNAMIC)),
    ((MONEY,), PercentParts(BASE, DYNAMIC)),
    ((THREE_MORE, THREE_MORE), PercentParts(BASE, DYNAMIC, bonus=Decimal(6))),
    ((THREE_MORE, DOUBLE), PercentParts(BASE, DYNAMIC, Decimal(3), Decimal(13))),
    ((DOUBLE, THREE_MORE), PercentParts(BASE, DYNAMIC, Decimal(3), Decimal(10))),
    ((DOUBLE, DOUBLE), PercentParts(BASE, DYNAMIC, doubling=Decimal(30))),
)


@pytest.mark.parametrize(("bonuses", "parts"), CASES)
def test_bonuses_act_in_their_order(bonuses: tuple[AppliedBonus, ...], parts: PercentParts) -> None:
    assert parts_with_bonuses(BASE, DYNAMIC, bonuses) == parts


@pytest.mark.parametrize(("bonuses", "parts"), CASES)
def test_a_stored_percentage_is_taken_apart_again(
    bonuses: tuple[AppliedBonus, ...], parts: PercentParts
) -> None:
    assert parts_of_percent(parts.total, BASE, bonuses) == parts


def test_the_dynamic_rate_is_the_rest_even_below_zero() -> None:
    parts = parts_of_percent(Decimal(10), Decimal(12), ())
    assert together(parts.dynamic, parts.total) == (-2, 10)


def test_parts_of_zero_are_not_shown() -> None:
    parts = PercentParts(BASE, Decimal(0), Decimal(3), Decimal(11))
    assert dict(parts.shown) == {"base": 8, "bonus": 3, "doubling": 11}


def test_bonuses_and_doubling_together_are_what_the_bonuses_added() -> None:
    assert PercentParts(BASE, DYNAMIC, Decimal(3), Decimal(13)).from_bonuses == 16
