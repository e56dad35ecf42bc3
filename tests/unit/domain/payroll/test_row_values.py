from decimal import Decimal

import pytest

from sheetanchor.domain.payroll import row_values
from sheetanchor.domain.payroll.errors import UnreadableValueError


@pytest.mark.parametrize("value", [7, Decimal(7), Decimal("7.00")])
def test_a_whole_number_may_be_an_int_or_a_decimal_without_fraction(value: object) -> None:
    assert row_values.whole_number({"id": value}, "id") == 7


@pytest.mark.parametrize(
    "value",
    [None, "7", 7.0, True, Decimal("7.5"), Decimal("NaN"), Decimal("Infinity"), Decimal("9E+999999"), 2**63],
)
def test_anything_else_is_no_whole_number(value: object) -> None:
    with pytest.raises(UnreadableValueError, match="id is"):
        row_values.whole_number({"id": value}, "id")


@pytest.mark.parametrize("value", [15, Decimal("15.00")])
def test_a_quantity_becomes_a_decimal(value: object) -> None:
    result = row_values.quantity({"wage": value}, "wage")
    assert (type(result), result) == (Decimal, Decimal(15))


@pytest.mark.parametrize(
    "value", [None, "", "15", 15.0, False, -1, Decimal("-0.01"), Decimal("NaN"), Decimal("sNaN"), 10**10]
)
def test_a_quantity_is_never_guessed(value: object) -> None:
    with pytest.raises(UnreadableValueError):
        row_values.quantity({"wage": value}, "wage")


def test_minus_zero_is_zero() -> None:
    assert str(row_values.quantity({"wage": Decimal("-0.00")}, "wage")) == "0.00"


@pytest.mark.parametrize("value", [None, "", "  "])
def test_a_blank_optional_quantity_is_none(value: object) -> None:
    assert row_values.optional_quantity({"max": value}, "max") is None


def test_an_optional_quantity_that_is_there_is_read() -> None:
    assert row_values.optional_quantity({"max": 5}, "max") == 5


def test_text_loses_its_outer_spaces() -> None:
    assert row_values.text({"name": " Shark "}, "name") == "Shark"


@pytest.mark.parametrize("value", [None, " ", 5])
def test_a_required_text_must_be_there(value: object) -> None:
    with pytest.raises(UnreadableValueError):
        row_values.text({"name": value}, "name")


def test_a_missing_field_is_blank() -> None:
    assert row_values.optional_text({}, "name") == ""


@pytest.mark.parametrize(("value", "expected"), [(None, False), (False, False), (True, True)])
def test_a_blank_flag_is_false(value: object, expected: bool) -> None:
    assert row_values.flag({"applied": value}, "applied") is expected


@pytest.mark.parametrize("value", ["true", 1, ""])
def test_anything_else_is_no_flag(value: object) -> None:
    with pytest.raises(UnreadableValueError, match="true or false"):
        row_values.flag({"applied": value}, "applied")


def test_the_limits_themselves_are_read() -> None:
    assert row_values.quantity({"wage": row_values.LIMIT}, "wage") == row_values.LIMIT
    assert row_values.whole_number({"id": 2**63 - 1}, "id") == 2**63 - 1
