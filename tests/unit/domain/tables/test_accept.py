"""What a program may store: canonical, whole, and such that a cell gives it back."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from sheetanchor.domain.tables.kinds import Boolean, DecimalNumber, Integer, Kind, Percent, Text
from sheetanchor.domain.tables.moments import DateTime
from sheetanchor.domain.tables.schema import Column, Strategy, Table, ValueRefusedError
from tests.unit.domain.tables.staff import NEW_YORK, STAFF, staff

ID = Column("id", "ID", Integer(), required=True)


def of(kind: Kind, strategy: Strategy = Strategy.INCREMENTAL) -> Table:
    tab = "" if strategy is Strategy.LOCAL else "Tab"
    return Table("mine", tab, (ID, Column("value", "Value", kind)), key=("id",), strategy=strategy)


def test_a_row_is_made_canonical_and_whole() -> None:
    row = STAFF.accept(staff(wage=Decimal("15.00"), title=" Rookie "))
    assert row == {
        "worker": 1001,
        "wage": Decimal(15),
        "share": None,
        "title": "Rookie",
        "active": True,
        "since": None,
    }


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"wage": None}, "wage", "required"),
        ({"wage": ""}, "wage", "required"),
        ({"title": "   "}, "title", "required"),
        ({"wage": 15.0}, "wage", "no int or Decimal"),
        ({"wages": 15}, "wages", "no such column"),
        ({"worker": None}, "worker", "required"),
        ({"since": datetime(2025, 1, 1)}, "since", "aware"),  # noqa: DTZ001 - what is refused
    ],
)
def test_a_value_that_its_column_does_not_take_is_refused(
    changes: dict[str, Any], field: str, reason: str
) -> None:
    with pytest.raises(ValueRefusedError, match=reason) as caught:
        STAFF.accept(staff(**changes))
    assert (caught.value.table, caught.value.field) == ("staff", field)
    assert "nothing was written" in str(caught.value)


def test_a_row_without_its_required_field_is_refused() -> None:
    with pytest.raises(ValueRefusedError, match="'wage'"):
        STAFF.accept({"worker": 1, "title": "x"})


@pytest.mark.parametrize("value", [None, ""])
def test_blank_takes_the_default(value: object) -> None:
    assert STAFF.accept(staff(active=value))["active"] is True


def test_a_required_field_with_a_default_takes_it() -> None:
    wage = Column("wage", "Wage", Integer(), required=True, default=15)
    table = Table("mine", "Tab", (ID, wage), key=("id",))
    assert table.accept({"id": 1})["wage"] == 15


def test_a_key_cannot_be_blank_even_where_its_column_may() -> None:
    loose = Table("mine", "Tab", (Column("name", "Name", Text()),), key=("name",))
    with pytest.raises(ValueRefusedError, match="a key cannot be blank"):
        loose.accept({})
    assert loose.accept_key({"name": " ann "}) == {"name": "ann"}


def test_some_fields_are_made_canonical_alone() -> None:
    assert STAFF.accept_fields({"wage": 16}) == {"wage": Decimal(16)}
    with pytest.raises(ValueRefusedError, match="no such column"):
        STAFF.accept_fields({"wages": 16})


SMALL, THIRD = Decimal("1E-400"), Decimal(1) / 3


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (DecimalNumber(), THIRD),
        (DecimalNumber(), Decimal("1E+400")),
        (DecimalNumber(), SMALL),
        (DecimalNumber(), Decimal("1." + "0" * 40 + "1")),
        (Percent(), THIRD),
        (DateTime("%Y/%m/%d %H:%M", NEW_YORK), datetime(2025, 1, 1, 12, 0, 30, tzinfo=UTC)),
        (DateTime("%G-%V", NEW_YORK), datetime(2025, 1, 1, 12, tzinfo=UTC)),
        (DateTime("%H:%M", NEW_YORK), datetime(2025, 1, 1, 12, tzinfo=UTC)),
        (Boolean(written_as=("x", "x")), True),
    ],
)
def test_what_would_read_back_as_another_value_is_refused(kind: Kind, value: object) -> None:
    with pytest.raises(ValueRefusedError, match="read back"):
        of(kind).accept({"id": 1, "value": value})


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (DecimalNumber(), Decimal("0.1")),
        (DecimalNumber(), Decimal("0.30000000000000004")),
        (DecimalNumber(), Decimal("9007199254740993E+3")),
        (DecimalNumber(), Decimal("-123456789.12")),
        (Percent(), Decimal("33.33333333333333")),
        (Integer(), 2**53),
        (Text(), "=1+1"),
        (Text(), "🧑‍🚀"),
        (DateTime("%Y/%m/%d %H:%M", NEW_YORK), datetime(2025, 1, 1, 12, tzinfo=NEW_YORK)),
    ],
)
def test_what_a_cell_gives_back_is_taken(kind: Kind, value: object) -> None:
    assert of(kind).accept({"id": 1, "value": value})["value"] == value


@pytest.mark.parametrize("value", [THIRD, SMALL])
def test_a_local_table_keeps_any_exact_number(value: Decimal) -> None:
    assert of(DecimalNumber(), Strategy.LOCAL).accept({"id": 1, "value": value})["value"] == value
