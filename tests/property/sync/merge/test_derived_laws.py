"""Laws of derived cells, whatever both sides hold."""

from hypothesis import given
from hypothesis import strategies as st

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.sync.decode import SheetRow
from sheetanchor.domain.sync.merge import MergedRow, merge_row
from sheetanchor.domain.tables.cells import Cell
from sheetanchor.domain.tables.kinds import Text
from sheetanchor.domain.tables.pins import Pin, Pins
from sheetanchor.domain.tables.schema import Column, Table
from sheetanchor.domain.tables.values import Value

TABLE = Table("t", "T", (Column("k", "K", Text()), Column("v", "V", Text(), derived=True)), key=("k",))
VALUES = st.sampled_from([None, "1", "2", "3"])
PINS = st.one_of(st.none(), st.builds(Pin, VALUES))


def merge(base: BaseRow | None, local: Value, sheet: Value, pins: Pins, *, formula: bool) -> MergedRow:
    shown = None if sheet is None else str(sheet)
    row = SheetRow(1, ("a",), {"k": "a", "v": sheet}, {"k": Cell("a"), "v": Cell(shown)})
    read_only = frozenset({"v"}) if formula else frozenset()
    return merge_row(TABLE, base, {"k": "a", "v": local}, row, read_only, pinned=pins)


def agreed(value: Value) -> BaseRow:
    shown = None if value is None else str(value)
    cells = {"k": BaseCell("a", Cell("a")), "v": BaseCell(value, Cell(shown))}
    return BaseRow(("a",), cells, TABLE.fingerprint)


@given(
    base=st.one_of(st.none(), VALUES.map(agreed)), local=VALUES, sheet=VALUES, pin=PINS, formula=st.booleans()
)
def test_nothing_typed_is_overwritten_nothing_is_a_conflict_and_the_next_merge_changes_nothing(
    base: BaseRow | None, local: str | None, sheet: str | None, pin: Pin | None, formula: bool
) -> None:
    pins = {} if pin is None else {"v": pin}
    first = merge(base, local, sheet, pins, formula=formula)
    assert first.conflicts == ()
    before = None if base is None else base.cells["v"].value
    if sheet not in (None, before):
        assert first.values["v"] == sheet
    is_pushed = "v" in first.to_sheet
    assert not (is_pushed and formula)
    after = first.values["v"] if is_pushed else sheet
    base_after = agreed(after) if is_pushed else BaseRow(("a",), first.agreed, TABLE.fingerprint)
    second = merge(base_after, first.values["v"], after, first.pinned, formula=formula)
    assert (second.values, second.pinned) == (first.values, first.pinned)
    assert second.to_sheet == frozenset()
