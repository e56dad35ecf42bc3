"""What a golden file of others may hold, so that its cases fail for what they are about and nothing else."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sheetanchor.domain.errors import InputError
from tests.compat import test_worked_cases as old
from tests.golden.cases import agrees, amount, before_texts, headers_of, products_of
from tests.golden.kinds import Pick
from tests.golden.test_golden import outcome_of
from tests.unit.services.payroll import test_worked_cases as stored

SOLD = {"Model A": "300", "Model B": "300"}
CREATED = {
    "tabs": {},
    "employee_id": 1001,
    "date": "2025/11/01 17:05:00",
    "clock_in": "2025/11/01 09:00:00",
    "clock_out": "2025/11/01 17:00:00",
    "products": {"Model A": "500"},
}
FIRST = ("ID", "Date", "EmployeeId", "EmployeeName", "Clock in", "Clock out", "Worked hours/shift")
FIGURES = ("Total sales", "Net sales", "%", "Total per hour", "Commissions", "Total made")


def of_all(kind: str, folder: Path, **inputs: object) -> list[Any]:
    """The outcomes of the rules, of the use cases and of the old interface."""
    case: dict[str, Any] = {"kind": kind, "inputs": inputs}
    given: Mapping[str, Any] = inputs
    return [
        outcome_of(case, Pick(0)),
        stored.KINDS[kind](stored.world_of(given), given),
        old.KINDS[kind](old.opened(given, folder), given),
    ]


def test_the_sales_so_far_may_be_left_out(tmp_path: Path) -> None:
    inputs = {"tabs": {}, "employee_id": 1001, "shift_date": "2025/11/01"}
    assert of_all("calculate_dynamic_rate", tmp_path, **inputs) == [0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    "columns", [(*FIRST, *FIGURES, *SOLD), (*FIRST, *SOLD, *FIGURES), (*SOLD, *FIRST, *FIGURES)]
)
def test_products_may_stand_anywhere(columns: tuple[str, ...], tmp_path: Path) -> None:
    inputs = {**CREATED, "headers": {"Shifts": list(columns)}}
    assert products_of(headers_of(inputs)["Shifts"]) == tuple(SOLD)
    for outcome in of_all("create_shift", tmp_path, **inputs):
        assert agrees({"Model A": "500.00", "Total made": "160.00"}, outcome), outcome


def test_a_code_may_be_null() -> None:
    assert outcome_of({"kind": "parse_bonus_code", "inputs": {"code": None}}, Pick(0)) == [None, 0.0]


@pytest.mark.parametrize("text", ["1_000", "\N{ARABIC-INDIC DIGIT FIVE}", "1e3", "nan", "", None, "1,000"])
def test_an_amount_is_one_that_we_would_read(text: object) -> None:
    with pytest.raises(InputError):
        amount(text)


@pytest.mark.parametrize(("text", "read"), [("999.995", "999.995"), ("12,5", "12.5"), (500.5, "500.5")])
def test_an_amount_is_exact(text: object, read: str) -> None:
    assert amount(text) == Decimal(read)


@pytest.mark.parametrize(("mine", "made"), [("Model B", "143.20"), ("Model A", "139.20")])
def test_a_text_in_the_cell_of_one_product_leaves_the_others_of_its_row(
    mine: str, made: str, tmp_path: Path
) -> None:
    """The bonus is used up as well where the text is in the cell of the one product that both sold."""
    before = [1, "2025/11/01 10:00:00", 1002, "bob", "", "", "", "n/a", "500.00", "", "500.00"]
    bonus = [1, "1001", "percent_prev", "1.00", "false", "", "2025/11/01 12:00:00"]
    tabs = {"Shifts": [before], "ActiveBonuses": [bonus]}
    inputs = {**CREATED, "tabs": tabs, "products": {mine: "300"}}
    used = [{"ID": 1, "Applied": "true", "ShiftID": "2"}]
    for outcome in of_all("create_shift", tmp_path, **inputs):
        assert agrees({"Total made": made, "bonuses": used}, outcome), outcome


def test_a_text_was_typed_over_nothing_else() -> None:
    headers = headers_of({})["Shifts"]
    line = [1, "day", "bob", "x", "", "", "", "n/a", 5, "5.00", "much", *[""] * 5]
    assert before_texts(headers, [line]) == [[*line[:7], "", *line[8:]]]
