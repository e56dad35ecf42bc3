"""How every replica keeps the history of rows."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from sheetanchor.domain.tables.rows import Row, Source
from sheetanchor.domain.tables.values import Value
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.ports.replica import Replica
from tests.contract.replica_rows import (
    FIRST_HALF_PAST_TWO,
    ODD_VALUES,
    SECOND_HALF_PAST_TWO,
    odd_name,
    store,
)
from tests.contract.sample_tables import NOON, kinds, row, step, synced, wage

LATER = NOON + timedelta(hours=1)


def at(given: Row, hours: int, source: Source = Source.LOCAL) -> Row:
    return replace(given, last_modified_at=NOON + timedelta(hours=hours), source=source)


class ReplicaHistoryContract:
    """Override `replica` with an empty one that was opened with the sample tables."""

    @pytest.fixture
    def replica(self) -> Replica:
        raise NotImplementedError

    def test_every_change_is_kept_with_time_side_before_and_after(self, replica: Replica) -> None:
        store(replica, "wages", at(wage(1, "15"), 0))
        store(replica, "wages", at(wage(1, "16"), 1, Source.SHEETS))
        with replica.transaction() as tx:
            tx.delete("wages", (1,), at=NOON + timedelta(hours=2), source=Source.LOCAL)
        deleted, changed, made = replica.history("wages", (1,))
        first, second = wage(1, "15").values, wage(1, "16").values
        assert (made.at, made.side, made.before, made.after) == (NOON, Source.LOCAL, None, first)
        assert (changed.at, changed.side) == (LATER, Source.SHEETS)
        assert (changed.before, changed.after) == (first, second)
        assert (deleted.side, deleted.before, deleted.after) == (Source.LOCAL, second, None)
        assert {(change.table, change.key) for change in (deleted, changed, made)} == {("wages", (1,))}
        assert deleted.sequence > changed.sequence > made.sequence

    def test_what_changes_no_value_leaves_no_line(self, replica: Replica) -> None:
        store(replica, "wages", wage(1))
        store(replica, "wages", synced(wage(1)))
        with replica.transaction() as tx:
            tx.delete("wages", (2,), at=NOON, source=Source.LOCAL)
        assert len(replica.history("wages")) == 1

    @pytest.mark.parametrize(("table", "lines"), [("terms", 3), ("letters", 0)])
    def test_a_local_table_keeps_what_it_is_declared_to_keep(
        self, replica: Replica, table: str, lines: int
    ) -> None:
        store(replica, table, wage(1, "15"))
        store(replica, table, wage(1, "16"))
        assert replica.snapshot(table)[1,].values == wage(1, "16").values
        with replica.transaction() as tx:
            tx.delete(table, (1,), at=LATER, source=Source.LOCAL)
        assert replica.snapshot(table) == {}
        assert len(replica.history(table)) == lines

    def test_the_second_of_two_equal_times_of_the_night_is_another_value(self, replica: Replica) -> None:
        store(replica, "kinds", kinds(moment=FIRST_HALF_PAST_TWO))
        store(replica, "kinds", kinds(moment=SECOND_HALF_PAST_TWO))
        assert len(replica.history("kinds")) == 2

    def test_every_step_within_one_transaction_is_kept(self, replica: Replica) -> None:
        store(replica, "wages", wage(1, "15"), wage(1, "16"), wage(1, "17"))
        changes = replica.history("wages", (1,))
        after = [change.after["wage"] for change in changes if change.after]
        assert after == [Decimal(17), Decimal(16), Decimal(15)]

    @pytest.mark.parametrize(("field", "value"), ODD_VALUES, ids=odd_name)
    def test_values_of_every_kind_come_back(self, replica: Replica, field: str, value: Value) -> None:
        given = kinds(**{field: value}) if field not in ("id", "part") else kinds()
        store(replica, "kinds", given)
        (change,) = replica.history("kinds")
        assert change.after == given.values

    def test_the_order_is_that_of_the_writes_whatever_the_clock_says(self, replica: Replica) -> None:
        store(replica, "wages", at(wage(1, "15"), 5))
        store(replica, "wages", at(wage(1, "16"), 1))
        assert [change.at.hour for change in replica.history("wages")] == [13, 17]

    def test_rows_and_tables_are_told_apart_and_limits_are_kept(self, replica: Replica) -> None:
        store(replica, "wages", wage(1), wage(2), wage(2, "99"))
        store(replica, "steps", step(2))
        assert [change.key for change in replica.history("wages")] == [(2,), (2,), (1,)]
        assert [change.key for change in replica.history("wages", limit=1)] == [(2,)]
        assert len(replica.history("wages", (2,))) == 2
        assert len(replica.history("wages", (2,), limit=1)) == 1
        assert [change.key for change in replica.history("steps", (2,))] == [(2,)]
        assert replica.history("wages", (3,)) == ()

    def test_a_row_is_found_however_its_key_is_written(self, replica: Replica) -> None:
        store(replica, "prices", row((Decimal("15.50"),), price=Decimal("15.50")))
        assert len(replica.history("prices", (Decimal("15.5"),))) == 1

    def test_what_is_older_is_forgotten_and_numbers_are_not_given_again(self, replica: Replica) -> None:
        store(replica, "wages", at(wage(1, "15"), 0), at(wage(1, "16"), 1), at(wage(1, "17"), 2))
        newest = replica.history("wages")[0].sequence
        with replica.transaction() as tx:
            assert tx.forget_history(LATER) == 1
            assert tx.forget_history(LATER) == 0
        assert [change.at for change in replica.history("wages")] == [LATER + timedelta(hours=1), LATER]
        with replica.transaction() as tx:
            assert tx.forget_history(LATER + timedelta(days=1)) == 2
        store(replica, "wages", wage(2))
        assert replica.history("wages")[0].sequence > newest

    def test_an_unknown_table_is_named(self, replica: Replica) -> None:
        with pytest.raises(UnknownTableError, match="'nix'"):
            replica.history("nix")
