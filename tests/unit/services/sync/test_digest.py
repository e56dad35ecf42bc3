"""Equal facts have equal hashes, other facts other ones."""

from datetime import UTC, datetime
from decimal import Decimal
from types import MappingProxyType

import pytest

from sheetanchor.domain.sync.base import BaseCell
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat
from sheetanchor.services.sync.digest import digest

EQUAL = [
    ({"a": 1, "b": 2}, MappingProxyType({"b": 2, "a": 1})),
    ({("x", 1): "a"}, {("x", 1): "a"}),
    ([1, 2], (1, 2)),
    (frozenset({"a", "b"}), frozenset({"b", "a"})),
    (BaseCell(Decimal(15), Cell("15")), BaseCell(Decimal(15), Cell("15"))),
]
DIFFERENT = [
    (1, "1"),
    (1, True),
    (1, Decimal(1)),
    (None, "None"),
    ({"a": 1}, [["a", 1]]),
    ([1, [2]], [[1], 2]),
    (["set"], frozenset()),
    (EMPTY, Cell("")),
    (CellFormat.DATE, CellFormat.TIME),
    (Cell("1"), BaseCell("1", EMPTY)),
    (datetime(2026, 1, 1, tzinfo=UTC), "2026-01-01 00:00:00+00:00"),
    ("\ud800", "\ud801"),
]


@pytest.mark.parametrize(("first", "second"), EQUAL)
def test_the_same_facts_have_the_same_hash(first: object, second: object) -> None:
    assert digest(first) == digest(second)


@pytest.mark.parametrize(("first", "second"), DIFFERENT)
def test_other_facts_have_another_hash(first: object, second: object) -> None:
    assert digest(first) != digest(second)


def test_a_hash_is_short_enough_to_type_and_the_same_in_every_process() -> None:
    assert digest({"wage": Decimal("15.00"), "who": ("Ann", None)}) == "fa71f3e4eda1"
