"""Every worked case of a golden file against the rules."""

from typing import Any

import pytest

from sheetanchor.domain.errors import InputError, SheetContentError
from sheetanchor.domain.payroll.policy import PayPolicy
from tests.golden.cases import CASES, agrees, assert_agrees, headers_of, tabs_of, zone_of
from tests.golden.kinds import KINDS, Pick
from tests.golden.workbook import Workbook

# Where chance is not pinned, every outcome has to be an expected one.
CHANCES = range(12)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_worked_case(case: dict[str, Any]) -> None:
    expected = case["expected"]
    if isinstance(expected, dict) and "raises" in expected:
        with pytest.raises((InputError, SheetContentError)):
            outcome_of(case, Pick(0))
    elif isinstance(expected, dict) and "any_of" in expected:
        outcomes = [outcome_of(case, Pick(index)) for index in CHANCES]
        for outcome in outcomes:
            assert any(agrees(one, outcome) for one in expected["any_of"]), outcome
        for one in expected["any_of"]:
            assert any(agrees(one, outcome) for outcome in outcomes), one
    else:
        for pick in _picks(case):
            assert_agrees(expected, outcome_of(case, pick))


def outcome_of(case: dict[str, Any], pick: Pick) -> object:
    inputs = case["inputs"]
    book = Workbook(headers=headers_of(inputs), tabs=tabs_of(inputs), policy=PayPolicy(zone_of(inputs)))
    return KINDS[case["kind"]](book, inputs, pick)


def _picks(case: dict[str, Any]) -> list[Pick]:
    pinned = case["inputs"].get("random_index")
    return [Pick(index) for index in CHANCES] if pinned is None else [Pick(int(pinned))]
