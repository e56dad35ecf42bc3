from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.bonuses.codes import BonusCode, BonusKind, parse_bonus_code
from sheetanchor.domain.payroll.errors import BadBonusCodeError
from sheetanchor.domain.payroll.row_values import LIMIT


@pytest.mark.parametrize(
    ("code", "kind", "value"),
    [
        ("flat_10", BonusKind.FLAT, "10"),
        ("percent_next_1.5", BonusKind.PERCENT_NEXT, "1.5"),
        ("percent_prev_1", BonusKind.PERCENT_PREV, "1"),
        ("percent_all_2", BonusKind.PERCENT_ALL, "2"),
        ("double_commission", BonusKind.DOUBLE_COMMISSION, "0"),
        ("paid_day_off", BonusKind.PAID_DAY_OFF, "0"),
        ("telegram_premium", BonusKind.TELEGRAM_PREMIUM, "0"),
        (" flat_007 ", BonusKind.FLAT, "7"),
    ],
)
def test_each_code_of_the_grammar_has_a_kind_and_a_value(code: str, kind: BonusKind, value: str) -> None:
    assert parse_bonus_code(code) == BonusCode(kind, Decimal(value))


@pytest.mark.parametrize("code", ["", "  ", "none", " none "])
def test_blank_and_none_are_no_bonus(code: str) -> None:
    assert parse_bonus_code(code) is None


@pytest.mark.parametrize(
    "code",
    [
        *(
            "flat",
            "flat_",
            "percent_next",
            "bogus",
            "Flat_10",
            "None",
            "flat_10_x",
            "flat_10 x",
            "flat_-10",
            "flat_+1",
        ),
        *(
            "flat_nan",
            "flat_inf",
            "flat_1e3",
            "flat_1_000",
            "flat_1,5",
            "flat_.5",
            "flat_5.",
            "flat_0",
            "flat_0.00",
        ),
        *(
            "flat_immediate_5",
            "flat_immediate",
            "double_commission_2",
            "flat_\u0661",
            "flat_10\n1",
            "flat_" + "9" * 99,
        ),
    ],
)
def test_anything_else_is_rejected_and_names_the_code(code: str) -> None:
    with pytest.raises(BadBonusCodeError, match="is no bonus code") as refusal:
        parse_bonus_code(code)
    assert refusal.value.code == code


def test_fractions_are_not_truncated() -> None:
    code = parse_bonus_code("percent_next_1.555")
    assert code is not None
    assert str(code.value) == "1.555"


@pytest.mark.parametrize("code", ["flat_10", "percent_next_1.5", "double_commission", "telegram_premium"])
def test_a_code_reads_as_it_is_written(code: str) -> None:
    assert str(parse_bonus_code(code)) == code


def test_a_value_goes_up_to_the_limit() -> None:
    assert parse_bonus_code(f"flat_{LIMIT}") == BonusCode(BonusKind.FLAT, LIMIT)
