"""Derived cells are no conflict: what a person typed stands, and the program can always compute its own."""

from typing import Any

import pytest

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import SheetRow
from sheetanchor.domain.sync.merge import MergedRow, merge_row
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.kinds import Text
from sheetanchor.domain.tables.pins import Pin
from sheetanchor.domain.tables.schema import Column, Policy, Table, Writer

NEVER = "never"


def table(**changes: Any) -> Table:
    derived = Column("v", "V", Text(), derived=True, **changes)
    return Table("t", "T", (Column("k", "K", Text()), derived), key=("k",))


def merge(
    base: str | None,
    local: str | None,
    sheet: str | None,
    pin: Pin | None = None,
    *,
    declared: Table | None = None,
    formula: bool = False,
    derived: str | None = None,
) -> MergedRow:
    declared = declared or table()
    row = SheetRow(1, ("a",), {"k": "a", "v": sheet}, {"k": Cell("a"), "v": Cell(sheet)})
    agreed = {"k": BaseCell("a", Cell("a")), "v": BaseCell(base, Cell(base))}
    before = None if base == NEVER else BaseRow(("a",), agreed, declared.fingerprint)
    read_only = frozenset({"v"}) if formula else frozenset()
    pins = {} if pin is None else {"v": pin}
    known = None if derived is None else {"v": derived}
    return merge_row(declared, before, {"k": "a", "v": local}, row, read_only, pinned=pins, derived=known)


@pytest.mark.parametrize(
    ("base", "local", "sheet", "value", "follows"),
    [
        ("8", "8", "8", "8", None),
        ("8", "9", "8", "9", "pushed"),
        ("8", "9", "9", "9", None),
        ("8", "8", "7", "7", Pin("8")),
        ("8", "9", "7", "7", Pin("9")),
        ("8", "8", None, None, None),
        ("8", "9", None, "9", "pushed"),
        ("8", None, "8", None, "pushed"),
        (None, "9", None, "9", "pushed"),
        (None, None, "7", "7", Pin(None)),
        (None, "9", "7", "7", Pin("9")),
        (NEVER, "9", None, "9", "pushed"),
        (NEVER, "9", "7", "7", Pin("9")),
        (NEVER, "9", "9", "9", None),
    ],
)
def test_who_changed_what(
    base: str | None, local: str | None, sheet: str | None, value: str | None, follows: Pin | str | None
) -> None:
    merged = merge(base, local, sheet)
    assert merged.values["v"] == value
    assert ("v" in merged.to_sheet) == (follows == "pushed")
    assert merged.pinned.get("v") == (follows if isinstance(follows, Pin) else None)
    assert merged.conflicts == ()
    assert follows == "pushed" or merged.agreed["v"].value == value


@pytest.mark.parametrize(
    ("base", "sheet", "value", "pin"),
    [(NEVER, "8", "9", None), (NEVER, "7", "7", Pin("9")), ("7", "8", "8", Pin("9"))],
)
def test_of_a_forgotten_base_what_was_agreed_is_not_typed_over(
    base: str, sheet: str, value: str, pin: Pin | None
) -> None:
    merged = merge(base, "9", sheet, derived="8")
    assert (merged.values["v"], merged.pinned.get("v")) == (value, pin)
    assert ("v" in merged.to_sheet) == (value == "9")


@pytest.mark.parametrize(
    ("sheet", "pin"),
    [
        ("7", Pin("8", "B2")),
        ("6", Pin("8")),
        ("8", None),
        (None, None),
    ],
)
def test_a_pinned_cell_stays_so_until_it_is_cleared_or_holds_what_is_computed(
    sheet: str | None, pin: Pin | None
) -> None:
    merged = merge("7", "7", sheet, Pin("8", "B2"))
    assert merged.values["v"] == sheet
    assert merged.pinned.get("v") == pin
    assert merged.to_sheet == frozenset()


@pytest.mark.parametrize(
    ("base", "local", "sheet", "value", "pin"),
    [
        ("8", "9", "8", "8", Pin("9")),
        ("8", "8", "7", "7", Pin("8")),
        (NEVER, "9", "7", "7", Pin("9")),
        (None, "9", None, "9", None),
        ("8", "9", None, "9", None),
        (NEVER, "9", None, "9", None),
    ],
)
def test_a_formula_in_a_derived_cell_is_a_persons_and_never_written(
    base: str, local: str, sheet: str | None, value: str, pin: Pin | None
) -> None:
    merged = merge(base, local, sheet, formula=True)
    assert merged.values["v"] == value
    assert merged.pinned.get("v") == pin
    assert (merged.to_sheet, merged.conflicts) == (frozenset(), ())


@pytest.mark.parametrize("policy", list(Policy))
def test_no_policy_makes_it_a_conflict(policy: Policy) -> None:
    merged = merge("8", "9", "7", declared=table(policy=policy))
    assert (merged.values["v"], merged.conflicts) == ("7", ())


def test_a_column_that_the_program_alone_writes_is_never_pinned() -> None:
    merged = merge("8", "8", "7", declared=table(writer=Writer.LOCAL))
    assert merged.values["v"] == "8"
    assert merged.to_sheet == {"v"}
    assert merged.pinned == {}
