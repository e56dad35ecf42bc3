"""What every replica remembers beside the rows: base, held cells, pauses, facts."""

from dataclasses import replace
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.base import BaseCell, BaseRow
from sheetanchor.domain.tables.cells import EMPTY, Cell, CellFormat
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.values import Value
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.ports.replica import Replica
from tests.contract.replica_rows import ODD_VALUES, odd_name, store
from tests.contract.sample_tables import NOON, base_row, held, wage

_ODD_CELLS = [
    EMPTY,
    Cell(""),
    Cell("  15,50 $ "),
    Cell("\N{FIRE} =1+1"),
    Cell("15.00"),
    Cell("1e3"),
    Cell("true"),
    Cell(True),
    Cell(False),
    Cell(Decimal("15.00")),
    Cell(Decimal("0.08"), CellFormat.PERCENT),
    Cell(Decimal("45678.5"), CellFormat.DATE),
    Cell(Decimal("1E+400")),
    Cell(Decimal("-0.1"), is_formula=True),
    Cell(None, error="#REF!"),
    Cell(None, CellFormat.TIME, is_formula=True, error="#DIV/0!"),
    Cell("\ud800 half of a pair"),
]


def put_base(replica: Replica, table: str, *rows: BaseRow) -> None:
    with replica.transaction() as tx:
        for each in rows:
            tx.put_base(table, each)


class ReplicaFactsContract:
    """Override `replica` with an empty one that was opened with the sample tables."""

    @pytest.fixture
    def replica(self) -> Replica:
        raise NotImplementedError

    @pytest.mark.parametrize("cell", _ODD_CELLS, ids=repr)
    def test_an_agreed_cell_comes_back_as_it_stood(self, replica: Replica, cell: Cell) -> None:
        given = BaseRow((1,), {"name": BaseCell("x", cell)}, "print")
        put_base(replica, "wages", given)
        with replica.transaction() as tx:
            found = tx.base("wages")[1,]
        assert found == given
        assert type(found.cells["name"].cell.value) is type(cell.value)
        assert str(found.cells["name"].cell.value) == str(cell.value)

    @pytest.mark.parametrize(("field", "value"), [*ODD_VALUES, ("text", None)], ids=odd_name)
    def test_an_agreed_value_of_every_kind_comes_back(
        self, replica: Replica, field: str, value: Value
    ) -> None:
        given = BaseRow((1, "a"), {field: BaseCell(value, Cell("as typed"))}, "print")
        put_base(replica, "kinds", given)
        with replica.transaction() as tx:
            found = tx.base("kinds")[1, "a"]
        assert found == given
        assert type(found.cells[field].value) is type(value)

    def test_put_base_replaces_the_row_as_a_whole(self, replica: Replica) -> None:
        put_base(replica, "wages", base_row(1))
        later = BaseRow((1,), {"wage": BaseCell(Decimal(1), Cell(Decimal(1)))}, "other", missing=1)
        put_base(replica, "wages", later)
        with replica.transaction() as tx:
            assert tx.base("wages") == {(1,): later}

    def test_the_base_is_told_as_last_committed(self, replica: Replica) -> None:
        assert dict(replica.base("wages")) == {}
        put_base(replica, "wages", base_row(2), base_row(1))
        before = replica.base("wages")
        with replica.transaction() as tx:
            tx.delete_base("wages", (1,))
            assert replica.base("wages") == {(1,): base_row(1), (2,): base_row(2)}
        assert replica.base("wages") == {(2,): base_row(2)}
        assert list(before) == [(1,), (2,)]
        with pytest.raises(UnknownTableError, match="'nix'"):
            replica.base("nix")

    def test_a_field_never_agreed_stays_absent(self, replica: Replica) -> None:
        put_base(replica, "wages", BaseRow((1,), {}, "print"))
        with replica.transaction() as tx:
            assert dict(tx.base("wages")[1,].cells) == {}

    def test_base_rows_come_in_the_order_of_their_keys(self, replica: Replica) -> None:
        put_base(replica, "wages", base_row(10), base_row(9), base_row(100))
        put_base(replica, "steps", *(BaseRow((place,), {}, "print") for place in (11, 2, 0)))
        with replica.transaction() as tx:
            assert list(tx.base("wages")) == [(9,), (10,), (100,)]
            assert list(tx.base("steps")) == [(0,), (2,), (11,)]

    def test_the_base_and_the_rows_do_not_touch_each_other(self, replica: Replica) -> None:
        store(replica, "wages", wage(1))
        put_base(replica, "wages", base_row(2))
        with replica.transaction() as tx:
            tx.delete("wages", (2,), at=NOON, source=Source.LOCAL)
            tx.delete_base("wages", (1,))
        with replica.transaction() as tx:
            assert (list(tx.rows("wages")), list(tx.base("wages"))) == ([(1,)], [(2,)])

    def test_delete_base_forgets_one_row_and_one_that_is_not_there(self, replica: Replica) -> None:
        put_base(replica, "wages", base_row(1), base_row(2))
        put_base(replica, "steps", BaseRow((1,), {}, "print"))
        with replica.transaction() as tx:
            tx.delete_base("wages", (1,))
            tx.delete_base("wages", (7,))
        with replica.transaction() as tx:
            assert (list(tx.base("wages")), list(tx.base("steps"))) == ([(2,)], [(1,)])

    def test_held_cells_are_kept_per_table_in_the_order_given(self, replica: Replica) -> None:
        cells = [held(row=5), held(row=3, key=None), held(row=4, shown="\N{FIRE}")]
        with replica.transaction() as tx:
            tx.set_held("wages", cells)
            tx.set_held("steps", [replace(held(), table="steps", key=(4,))])
        assert replica.held("wages") == tuple(cells)
        assert replica.held("steps") == (replace(held(), table="steps", key=(4,)),)

    def test_set_held_replaces_the_list(self, replica: Replica) -> None:
        for cells in ([held(row=2), held(row=3)], [held(row=4)]):
            with replica.transaction() as tx:
                tx.set_held("wages", cells)
        assert replica.held("wages") == (held(row=4),)
        with replica.transaction() as tx:
            tx.set_held("wages", [])
        assert replica.held("wages") == ()

    def test_a_cell_that_the_sheet_refuses_is_told_from_one_that_cannot_be_read(
        self, replica: Replica
    ) -> None:
        cells = (replace(held(row=2), is_refused=True), held(row=3))
        with replica.transaction() as tx:
            tx.set_held("wages", cells)
        assert replica.held("wages") == cells

    def test_a_transaction_sees_what_is_held_and_paused_in_it(self, replica: Replica) -> None:
        with replica.transaction() as tx:
            assert (tx.held("wages"), tx.pause("wages")) == ((), None)
            tx.set_held("wages", [held()])
            tx.set_pause("wages", "tab missing")
            assert (tx.held("wages"), tx.pause("wages")) == ((held(),), "tab missing")
            assert (tx.held("steps"), tx.pause("steps")) == ((), None)

    def test_held_cells_of_an_unknown_table_are_an_error(self, replica: Replica) -> None:
        with pytest.raises(UnknownTableError, match="'nix'"):
            replica.held("nix")

    def test_pauses_are_told_by_table_until_they_end(self, replica: Replica) -> None:
        with replica.transaction() as tx:
            tx.set_pause("wages", "header missing")
            tx.set_pause("steps", "tab missing")
        with replica.transaction() as tx:
            tx.set_pause("wages", "tab missing")
            tx.set_pause("steps", None)
            tx.set_pause("kinds", None)
        assert replica.pauses() == {"wages": "tab missing"}

    def test_no_pause_is_an_empty_answer(self, replica: Replica) -> None:
        assert dict(replica.pauses()) == {}

    def test_a_fact_is_remembered_changed_and_forgotten(self, replica: Replica) -> None:
        assert replica.state("fact") is None
        for value in ("one", "", "\N{FIRE}", None):
            with replica.transaction() as tx:
                tx.set_state("fact", value)
                tx.set_state("other", "stays")
            assert replica.state("fact") == value
            with replica.transaction() as tx:
                assert tx.state("fact") == value
        assert replica.state("other") == "stays"

    def test_forgetting_what_was_never_remembered_is_no_error(self, replica: Replica) -> None:
        with replica.transaction() as tx:
            tx.set_state("fact", None)
        assert replica.state("fact") is None
