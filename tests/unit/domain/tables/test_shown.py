"""Keys and values outside a sheet: typed as in a cell, shown as they would stand in one."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sheetanchor.domain.errors import InputError
from sheetanchor.domain.tables.kinds import Integer, Money, Text
from sheetanchor.domain.tables.schema import Column, Strategy, Table
from sheetanchor.domain.tables.shown import KeyRefusedError, read_key, shown_header, shown_key, shown_value
from sheetanchor.domain.tables.values import Key, Value
from tests.unit.domain.tables.staff import STAFF

MONTHS = Table(
    "months",
    "Months",
    (Column("who", "Who", Integer()), Column("month", "Month", Text())),
    key=("who", "month"),
)
STEPS = Table("steps", "Steps", (Column("least", "Least", Money()),), strategy=Strategy.FULL_REPLACE)


@pytest.mark.parametrize(
    ("table", "parts", "key"),
    [
        (STAFF, ["6123456789"], (6123456789,)),
        (STAFF, [" 1001.00 "], (1001,)),
        (MONTHS, ["1", "11 2025"], (1, "11 2025")),
        (STEPS, ["1"], (0,)),
        (STEPS, ["12"], (11,)),
    ],
)
def test_a_key_is_read_as_from_cells(table: Table, parts: list[str], key: Key) -> None:
    assert read_key(table, parts) == key


@pytest.mark.parametrize(
    ("table", "parts", "said"),
    [
        (STAFF, [], "0 were typed"),
        (STAFF, ["1", "2"], "2 were typed"),
        (STAFF, ["bob"], "'bob' as worker"),
        (STAFF, ["1,001"], "thousands or decimals"),
        (MONTHS, ["1", " "], "nothing was typed as month"),
        (STEPS, ["0"], "'0' is none"),
        (STEPS, ["-1"], "'-1' is none"),
        (STEPS, ["1", "2"], "'1 2' is none"),
        (STEPS, [], "'' is none"),
    ],
)
def test_what_is_no_key_is_refused_with_what_would_be_one(table: Table, parts: list[str], said: str) -> None:
    with pytest.raises(KeyRefusedError, match=said) as caught:
        read_key(table, parts)
    assert isinstance(caught.value, InputError)
    wanted = "number in the list" if table is STEPS else " and ".join(table.key)
    assert wanted in str(caught.value)


@pytest.mark.parametrize(
    ("table", "key", "shown"),
    [(STAFF, (1001,), "1001"), (MONTHS, (1, "x"), "1 x"), (STEPS, (0,), "1"), (None, (1, "x"), "1 x")],
)
def test_a_key_is_shown_as_it_is_typed(table: Table | None, key: Key, shown: str) -> None:
    assert shown_key(table, key) == shown


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("wage", Decimal("15.50"), "15.50"),
        ("share", Decimal(8), "8"),
        ("active", False, "False"),
        ("since", datetime(2025, 11, 1, 16, tzinfo=UTC), "2025/11/01 12:00:00"),
        ("title", None, ""),
        ("gone", "x", "x"),
    ],
)
def test_a_value_is_shown_as_in_a_plain_cell(field: str, value: Value, shown: str) -> None:
    assert shown_value(STAFF, field, value) == shown
    assert shown_value(None, field, "raw") == "raw"


def test_a_column_is_called_by_its_header_while_it_is_declared() -> None:
    assert shown_header(STAFF, "wage") == STAFF.by_field["wage"].header
    assert (shown_header(STAFF, "gone"), shown_header(None, "wage")) == ("gone", "wage")
