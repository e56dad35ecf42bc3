from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.employee_settings import (
    EmployeeSettings,
    default_employee_settings,
    employee_settings_from_row,
)
from sheetanchor.domain.payroll.errors import UnreadableValueError


def test_a_row_becomes_settings() -> None:
    row = {"employee_id": 1003, "hourly_wage": Decimal("5.50"), "sales_commission": Decimal("7.5")}
    assert employee_settings_from_row(row) == EmployeeSettings(1003, Decimal("5.50"), Decimal("7.5"))


@pytest.mark.parametrize("field", ["employee_id", "hourly_wage", "sales_commission"])
def test_a_blank_cell_is_refused_by_its_name_and_never_a_default(field: str) -> None:
    row: dict[str, object] = {"employee_id": 1, "hourly_wage": 15, "sales_commission": 8, field: None}
    with pytest.raises(UnreadableValueError) as refusal:
        employee_settings_from_row(row)
    assert refusal.value.field == field


@pytest.mark.parametrize(("wage", "commission"), [("-1", "8"), ("15", "-1"), ("15", "100.01"), ("NaN", "8")])
def test_settings_that_would_pay_nonsense_cannot_be_made(wage: str, commission: str) -> None:
    with pytest.raises(UnreadableValueError):
        EmployeeSettings(1, Decimal(wage), Decimal(commission))


def test_an_employee_without_a_row_starts_at_15_an_hour_and_8_percent() -> None:
    assert default_employee_settings(9) == EmployeeSettings(9, Decimal(15), Decimal(8))


def test_the_defaults_can_be_configured() -> None:
    assert default_employee_settings(9, Decimal(2), Decimal(7)) == EmployeeSettings(9, Decimal(2), Decimal(7))
