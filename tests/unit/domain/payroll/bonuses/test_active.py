from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.bonuses.active import (
    AppliedBonus,
    Bonus,
    bonus_from_row,
    bonuses_of_others,
    bonuses_of_shift,
    known_money,
    usable_bonuses,
)
from sheetanchor.domain.payroll.bonuses.codes import BonusKind
from sheetanchor.domain.payroll.errors import UnreadableValueError
from tests.unit.domain.payroll.factories import ANN, BOB, bonus

ROW: dict[str, object] = {
    "id": 1,
    "employee_id": ANN,
    "bonus_type": "percent_next",
    "value": Decimal("3.00"),
    "applied": False,
    "shift_id": None,
    "money": None,
}


def test_a_row_becomes_a_bonus() -> None:
    assert bonus_from_row(ROW) == Bonus(1, ANN, "percent_next", Decimal(3))


def test_an_applied_row_names_its_shift_and_its_money() -> None:
    row = {**ROW, "bonus_type": "percent_prev", "applied": True, "shift_id": 142, "money": Decimal("4.005")}
    assert bonus_from_row(row) == Bonus(1, ANN, "percent_prev", Decimal(3), True, 142, Decimal("4.005"))


@pytest.mark.parametrize("kind", ["double_commission", "paid_day_off", "gift_card", "flat", "percent_next"])
def test_a_blank_value_is_zero(kind: str) -> None:
    assert bonus_from_row({**ROW, "bonus_type": kind, "value": None}).value == 0


@pytest.mark.parametrize(
    "fault",
    [
        {"value": Decimal(-1)},
        {"value": Decimal("NaN")},
        {"bonus_type": ""},
        {"applied": "false"},
        {"shift_id": "142"},
        {"money": Decimal(-1)},
    ],
)
def test_an_unreadable_row_is_refused(fault: dict[str, object]) -> None:
    with pytest.raises(UnreadableValueError):
        bonus_from_row({**ROW, **fault})


@pytest.mark.parametrize("field", ["value", "money"])
def test_no_bonus_takes_money_away(field: str) -> None:
    with pytest.raises(UnreadableValueError, match=field):
        replace(bonus("flat", "5"), **{field: Decimal(-1)})  # type: ignore[arg-type]


def test_a_new_shift_uses_the_unapplied_bonuses_of_its_employee_in_row_order() -> None:
    rows = (
        bonus("double_commission", bonus_id=5),
        bonus("flat", "10", bonus_id=2, who=BOB),
        replace(bonus("flat", "10", bonus_id=3), applied=True, shift_id=9),
        bonus("percent_next", "1", bonus_id=4),
    )
    assert [one.id for one in usable_bonuses(rows, ANN)] == [5, 4]


@pytest.mark.parametrize("kind", ["paid_day_off", "telegram_premium", "gift_card", "Flat"])
def test_unknown_types_and_those_done_by_hand_stay(kind: str) -> None:
    assert usable_bonuses([bonus(kind, "5")], ANN) == ()


def test_a_flat_bonus_that_was_paid_at_once_is_spent_though_nobody_marked_it() -> None:
    unmarked = replace(bonus("flat_immediate", "10"), shift_id=1)
    assert usable_bonuses([unmarked], ANN) == ()
    assert bonuses_of_shift([unmarked], 1, ANN) == (AppliedBonus(1, BonusKind.FLAT_IMMEDIATE, Decimal(10)),)


def test_a_flat_bonus_without_a_shift_is_still_due() -> None:
    assert usable_bonuses([bonus("flat_immediate", "10")], ANN) != ()


def test_only_applied_bonuses_of_the_shift_act_on_it() -> None:
    rows = (
        replace(bonus("percent_next", "1", bonus_id=1), applied=True, shift_id=7),
        replace(bonus("percent_next", "1", bonus_id=2), applied=True, shift_id=8),
        replace(bonus("percent_next", "1", bonus_id=3), shift_id=7),
        replace(bonus("paid_day_off", bonus_id=4), applied=True, shift_id=7),
    )
    assert [one.bonus_id for one in bonuses_of_shift(rows, 7, ANN)] == [1]


def test_a_bonus_of_somebody_else_does_not_act_on_the_shift_and_is_to_be_given_back() -> None:
    rows = (
        replace(bonus("flat", "10", bonus_id=1), applied=True, shift_id=7),
        replace(bonus("flat", "10", bonus_id=2), applied=True, shift_id=7, employee_id=BOB),
        replace(bonus("flat", "10", bonus_id=3), shift_id=7, employee_id=BOB),
        replace(bonus("gift_card", "10", bonus_id=4), applied=True, shift_id=7, employee_id=BOB),
    )
    assert [one.bonus_id for one in bonuses_of_shift(rows, 7, ANN)] == [1]
    assert [one.id for one in bonuses_of_others(rows, 7, ANN)] == [2]


def test_money_comes_from_flat_values_and_recorded_amounts_only() -> None:
    bonuses = (
        AppliedBonus(1, BonusKind.FLAT, Decimal(10)),
        AppliedBonus(2, BonusKind.FLAT_IMMEDIATE, Decimal("0.5")),
        AppliedBonus(3, BonusKind.PERCENT_ALL, Decimal(2), Decimal("9.605")),
        AppliedBonus(4, BonusKind.PERCENT_PREV, Decimal(2)),
        AppliedBonus(5, BonusKind.PERCENT_NEXT, Decimal(3)),
    )
    assert known_money(bonuses) == Decimal("20.105")
    assert bonuses[3].extra is None
