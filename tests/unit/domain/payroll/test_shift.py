from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.payroll.errors import UnreadableValueError
from sheetanchor.domain.payroll.shift import Shift, ShiftTerms, next_id, shift_from_row, shift_terms_from_row
from tests.unit.domain.payroll.factories import at, shift

ROW: dict[str, object] = {
    "id": 7,
    "date": at("11-01 17:05"),
    "employee_id": 1001,
    "employee_name": "ann",
    "clock_in": at("11-01 09:00"),
    "clock_out": None,
    "worked_hours": Decimal("8.00"),
    "model_a": Decimal(500),
    "model_b": None,
    "total_sales": Decimal(500),
    "net_sales": None,
    "percent": Decimal(10),
    "per_hour": None,
    "commissions": None,
    "total_made": Decimal(160),
}
COLUMNS = {"Model A": "model_a", "Model B": "model_b"}


def test_a_row_becomes_a_shift_with_blank_cells_as_none() -> None:
    assert shift_from_row(ROW, COLUMNS) == Shift(
        id=7,
        employee_id=1001,
        date=at("11-01 17:05"),
        clock_in=at("11-01 09:00"),
        sales={"Model A": Decimal(500)},
        total_sales=Decimal(500),
        worked_hours=Decimal(8),
        percent=Decimal(10),
        total_made=Decimal(160),
        employee_name="ann",
    )


def test_a_blank_total_is_nothing_sold() -> None:
    assert shift_from_row({**ROW, "total_sales": None}, COLUMNS).total_sales == 0


@pytest.mark.parametrize(
    "fault",
    [
        {"id": None},
        {"date": None},
        {"date": "2025/11/01"},
        {"date": at("11-01 17:05").replace(tzinfo=None)},
        {"clock_in": "9 AM"},
        {"model_a": "five"},
        {"total_made": Decimal(-1)},
        {"percent": 10.0},
    ],
)
def test_an_unreadable_cell_refuses_the_row(fault: dict[str, object]) -> None:
    with pytest.raises(UnreadableValueError):
        shift_from_row({**ROW, **fault}, COLUMNS)


@pytest.mark.parametrize(
    "fault",
    [{"total_sales": Decimal(-1)}, {"sales": {"A": Decimal("NaN")}}, {"per_hour": Decimal("Infinity")}],
)
def test_a_shift_holds_no_absurd_figure(fault: dict[str, object]) -> None:
    with pytest.raises(UnreadableValueError):
        replace(shift(1, 1001, "11-01 10:00"), **fault)  # type: ignore[arg-type]


def test_terms_may_lack_the_dynamic_rate() -> None:
    row: dict[str, object] = {"hourly_wage": 15, "base_percent": Decimal("7.5"), "dynamic_percent": None}
    assert shift_terms_from_row(row) == ShiftTerms(Decimal(15), Decimal("7.5"))


@pytest.mark.parametrize("field", ["hourly_wage", "base_percent", "dynamic_percent"])
def test_terms_are_never_negative(field: str) -> None:
    row: dict[str, object] = {"hourly_wage": 15, "base_percent": 8, "dynamic_percent": 2, field: -1}
    with pytest.raises(UnreadableValueError, match=field):
        shift_terms_from_row(row)
    with pytest.raises(UnreadableValueError, match=field):
        ShiftTerms(**{name: Decimal(str(value)) for name, value in row.items()})


@pytest.mark.parametrize(("used", "mark", "given"), [((), 0, 1), ((10, 3), 0, 11), ((10, 3), 40, 41)])
def test_an_id_is_above_all_in_use_and_all_ever_given(used: tuple[int, ...], mark: int, given: int) -> None:
    assert next_id(used, mark) == given
