from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sheetanchor.domain.errors import SheetContentError
from sheetanchor.domain.payroll.amounts import parse_amount
from sheetanchor.domain.payroll.bonuses.active import bonus_from_row
from sheetanchor.domain.payroll.bonuses.codes import parse_bonus_code
from sheetanchor.domain.payroll.employee_settings import employee_settings_from_row
from sheetanchor.domain.payroll.errors import BadBonusCodeError, NotAnAmountError
from sheetanchor.domain.payroll.rank_changes.month_rank import month_rank_from_row
from sheetanchor.domain.payroll.ranks import rank_from_row
from sheetanchor.domain.payroll.rates import rate_step_from_row
from sheetanchor.domain.payroll.row_values import LIMIT
from sheetanchor.domain.payroll.shift import shift_from_row, shift_terms_from_row
from tests.property.payroll import strategies

Row = Mapping[str, object]
READERS: dict[Callable[[Row], object], Row] = {
    employee_settings_from_row: {"employee_id": 1, "hourly_wage": 15, "sales_commission": 8},
    rate_step_from_row: {"min_amount": 0, "max_amount": None, "percentage": 2},
    rank_from_row: {"rank_name": "Shark", "min_amount": 0, "max_amount": 5, "bonus_1": "flat_5", "text": "x"},
    month_rank_from_row: {
        "employee_id": 1,
        "current_rank": "Shark",
        "previous_rank": "Shark",
        "month": 11,
        "year": 2025,
        "notified": False,
    },
    bonus_from_row: {
        "id": 1,
        "employee_id": 1,
        "bonus_type": "flat",
        "value": 5,
        "applied": True,
        "shift_id": 1,
        "money": None,
    },
    shift_terms_from_row: {"hourly_wage": 15, "base_percent": 8, "dynamic_percent": None},
    lambda row: shift_from_row(row, {"A": "model_a"}): {
        "id": 1,
        "employee_id": 1,
        "date": datetime(2025, 11, 1, tzinfo=UTC),
        "model_a": 5,
        "total_sales": 5,
        "percent": None,
    },
}
ANY_CELL = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.datetimes()
    | strategies.wild_decimals()
)


@strategies.checked
@given(
    st.text(max_size=12) | st.text("0123456789., _-+eE٣", max_size=12) | st.from_regex(r"[0-9]+[.,][0-9]*")
)
@example("1,234")
@example("٣")
def test_what_is_typed_is_a_payable_amount_or_refused(typed: str) -> None:
    try:
        amount = parse_amount(typed)
    except NotAnAmountError:
        return
    assert amount.is_finite()
    assert 0 < amount < LIMIT
    assert amount == round(amount, 2)
    assert typed.isascii() or all(sign.isspace() for sign in typed if not sign.isascii())


@strategies.checked
@given(strategies.cents().filter(bool), st.sampled_from(".,"))
def test_every_amount_of_cents_can_be_typed(amount: Decimal, sign: str) -> None:
    assert parse_amount(str(amount).replace(".", sign)) == amount


@strategies.checked
@given(st.text(max_size=20) | st.from_regex(r"(flat|percent_next|percent_all)_[-+]?[0-9.e]*", fullmatch=True))
def test_a_code_has_a_meaning_or_is_reported(code: str) -> None:
    try:
        parsed = parse_bonus_code(code)
    except BadBonusCodeError:
        return
    if parsed is not None:
        assert 0 <= parsed.value <= LIMIT
        assert parse_bonus_code(str(parsed)) == parsed


@pytest.mark.parametrize("read", READERS, ids=lambda read: str(read.__name__))
@strategies.checked
@given(data=st.data())
def test_a_row_reads_or_is_refused_whatever_a_cell_holds(
    read: Callable[[Row], object], data: st.DataObject
) -> None:
    row = READERS[read]
    read(row)
    field = data.draw(st.sampled_from(sorted(row)))
    with suppress(SheetContentError):
        read({**row, field: data.draw(ANY_CELL)})
