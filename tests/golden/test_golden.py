"""Every worked case of a golden file against the rules.

SHEETANCHOR_GOLDEN names another file of the same format.
"""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sheetanchor.domain.errors import InputError, SheetContentError
from sheetanchor.domain.payroll.policy import PayPolicy
from tests.golden.kinds import KINDS, Pick, zone_of
from tests.golden.workbook import Workbook

GOLDEN = Path(os.environ.get("SHEETANCHOR_GOLDEN") or Path(__file__).parents[1] / "data" / "golden.json")
# Where chance is not pinned, every outcome has to be an expected one.
CHANCES = range(12)


def _load() -> dict[str, Any]:
    with GOLDEN.open(encoding="utf-8") as file:
        loaded: dict[str, Any] = json.load(file)
    return loaded


CASES = _load()
FIXTURES = CASES["fixtures"]


@pytest.mark.parametrize("case", CASES["vectors"], ids=lambda case: str(case["id"]))
def test_worked_case(case: dict[str, Any]) -> None:
    expected = case["expected"]
    if isinstance(expected, dict) and "raises" in expected:
        with pytest.raises((InputError, SheetContentError)):
            _outcome(case, Pick(0))
    elif isinstance(expected, dict) and "any_of" in expected:
        outcomes = [_outcome(case, Pick(index)) for index in CHANCES]
        for outcome in outcomes:
            assert any(_agrees(one, outcome) for one in expected["any_of"]), outcome
        for one in expected["any_of"]:
            assert any(_agrees(one, outcome) for outcome in outcomes), one
    else:
        for pick in _picks(case):
            _assert_agrees(expected, _outcome(case, pick))


def _picks(case: dict[str, Any]) -> list[Pick]:
    pinned = case["inputs"].get("random_index")
    return [Pick(index) for index in CHANCES] if pinned is None else [Pick(int(pinned))]


def _outcome(case: dict[str, Any], pick: Pick) -> object:
    inputs = case["inputs"]
    book = Workbook(
        headers={**FIXTURES["headers"], **inputs.get("headers", {})},
        tabs={**FIXTURES["default_tabs"], **inputs.get("tabs", {})},
        policy=PayPolicy(zone_of(inputs)),
    )
    return KINDS[case["kind"]](book, inputs, pick)


def _agrees(expected: object, outcome: object) -> bool:
    try:
        _assert_agrees(expected, outcome)
    except AssertionError:
        return False
    return True


def _assert_agrees(expected: object, outcome: object) -> None:
    """Every key that a case expects; a list of ids may stand for a list of rows."""
    if isinstance(expected, dict):
        assert isinstance(outcome, dict), outcome
        assert expected.keys() <= outcome.keys()
        for key, value in expected.items():
            _assert_agrees(value, outcome[key])
    elif isinstance(expected, list):
        assert isinstance(outcome, list), outcome
        assert len(expected) == len(outcome), outcome
        for one, other in zip(expected, outcome, strict=True):
            _assert_agrees(one, other)
    elif isinstance(outcome, dict):
        assert str(expected) == str(outcome["ID"])
    else:
        assert expected == outcome or str(expected) == str(outcome)
