from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.bonuses.codes import parse_bonus_code
from sheetanchor.domain.payroll.bonuses.rewards import GrantedBonus, grant
from tests.unit.domain.payroll.factories import together


def granted(code: str, current_shift: int | None) -> GrantedBonus | None:
    parsed = parse_bonus_code(code)
    assert parsed is not None
    return grant(parsed, 1001, current_shift)


def test_a_flat_bonus_is_paid_on_the_shift_that_caused_it_and_spent_at_once() -> None:
    bonus = granted("flat_10", 7)
    assert bonus is not None
    assert together(bonus.kind, bonus.value, bonus.applied, bonus.shift_id) == ("flat_immediate", 10, True, 7)
    assert bonus.money_now == 10


def test_without_a_shift_a_flat_bonus_waits_for_the_next_one() -> None:
    bonus = granted("flat_10", None)
    assert bonus is not None
    assert together(bonus.kind, bonus.value, bonus.applied, bonus.shift_id) == ("flat", 10, False, None)
    assert bonus.money_now == 0


@pytest.mark.parametrize("code", ["percent_next_1", "percent_prev_1", "percent_all_1", "double_commission"])
def test_all_other_kinds_are_stored_for_the_next_shift(code: str) -> None:
    bonus = granted(code, 7)
    assert bonus is not None
    assert (bonus.kind, bonus.applied, bonus.shift_id) == (code.removesuffix("_1"), False, None)


@pytest.mark.parametrize("code", ["paid_day_off", "telegram_premium"])
def test_what_is_done_by_hand_is_not_stored(code: str) -> None:
    assert granted(code, 7) is None


def test_the_stored_value_has_two_decimals() -> None:
    bonus = granted("percent_next_1.555", None)
    assert bonus is not None
    assert str(bonus.value) == "1.56"
    assert bonus.value == Decimal("1.56")
