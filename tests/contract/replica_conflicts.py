"""How every replica keeps conflicts."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sheetanchor.domain.sync.kept import KeptConflict
from sheetanchor.domain.sync.outcomes import Conflict, Loss
from sheetanchor.domain.tables.rows import Source
from sheetanchor.domain.tables.values import Value
from sheetanchor.ports.errors import UnknownConflictError
from sheetanchor.ports.replica import Replica
from tests.contract.replica_rows import ODD_VALUES, odd_name
from tests.contract.sample_tables import BERLIN, NOON, conflict, wage

LATER = NOON + timedelta(hours=1)
DECIDED = replace(conflict(), winner=Source.SHEETS)


def keep(replica: Replica, *conflicts: Conflict, at: datetime = NOON) -> None:
    for each in conflicts:
        with replica.transaction() as tx:
            tx.keep_conflict(each, at)


def only(replica: Replica) -> KeptConflict:
    (kept,) = replica.conflicts(10)
    return kept


class ReplicaConflictsContract:
    """Override `replica` with an empty one that was opened with the sample tables."""

    @pytest.fixture
    def replica(self) -> Replica:
        raise NotImplementedError

    def test_conflicts_come_newest_first_and_no_more_than_asked_for(self, replica: Replica) -> None:
        with replica.transaction() as tx:
            for number in range(3):
                tx.keep_conflict(replace(DECIDED, key=(number,)), NOON - timedelta(days=number))
        assert [kept.conflict.key for kept in replica.conflicts(10)] == [(2,), (1,), (0,)]
        assert [kept.conflict.key for kept in replica.conflicts(2)] == [(2,), (1,)]
        assert replica.conflicts(0) == ()

    @pytest.mark.parametrize("loss", Loss)
    @pytest.mark.parametrize("winner", [*Source, None])
    def test_a_conflict_comes_back_with_its_moment(
        self, replica: Replica, loss: Loss, winner: Source | None
    ) -> None:
        given = replace(conflict(), loss=loss, winner=winner, address="B3")
        keep(replica, given, at=NOON.astimezone(BERLIN))
        assert only(replica).conflict == given
        assert only(replica).at == NOON
        assert only(replica).decided_at == (NOON if winner else None)

    def test_what_stood_in_the_sheet_and_is_no_value_comes_back(self, replica: Replica) -> None:
        given = replace(conflict(), loss=Loss.OVERWRITTEN, sheet={}, address="B3", typed="=SUM(B4:B9)")
        keep(replica, given)
        assert only(replica).conflict == given

    def test_what_was_overwritten_neither_takes_a_place_nor_gives_one_up(self, replica: Replica) -> None:
        lost = replace(conflict(), loss=Loss.OVERWRITTEN)
        given = [lost, conflict(), replace(lost, sheet={}), replace(conflict(), address="B9")]
        keep(replica, *given)
        waiting = [kept.conflict for kept in replica.conflicts(10, only_open=True)]
        assert waiting == [given[2], given[3], given[0]]

    @pytest.mark.parametrize(("field", "value"), ODD_VALUES, ids=odd_name)
    def test_both_sides_keep_values_of_every_kind(self, replica: Replica, field: str, value: Value) -> None:
        sides: tuple[dict[str, Value], dict[str, Value]] = ({field: None}, {field: value})
        given = Conflict("kinds", (1, "a"), field, Loss.BOTH_CHANGED, *sides, Source.SHEETS)
        keep(replica, given)
        assert only(replica).conflict == given

    @pytest.mark.parametrize("table", ["wages", "steps"])
    def test_a_side_that_deleted_the_row_is_none(self, replica: Replica, table: str) -> None:
        values = dict(wage(1).values) if table == "wages" else {"amount": wage(1).values["wage"]}
        given = Conflict(table, (1,), None, Loss.DELETED_AND_EDITED, None, values, Source.LOCAL)
        keep(replica, given)
        assert only(replica).conflict == given

    def test_a_waiting_conflict_takes_the_place_and_number_of_the_one_at_its_cell(
        self, replica: Replica
    ) -> None:
        later = replace(conflict(), local={"wage": None}, address="B9")
        keep(replica, conflict())
        first = only(replica)
        keep(replica, later, at=LATER)
        assert only(replica) == replace(first, conflict=later)

    def test_waiting_conflicts_of_other_cells_rows_and_tables_stay(self, replica: Replica) -> None:
        others = [
            conflict(),
            replace(conflict(), field="name", sheet={"name": "a"}, local={"name": "b"}),
            replace(conflict(), field=None),
            replace(conflict(), key=(2,)),
            Conflict("steps", (1,), None, Loss.BOTH_CHANGED, None, None, None),
        ]
        keep(replica, *others, replace(conflict(), field=None, sheet=None))
        assert len(replica.conflicts(10)) == len(others)

    def test_decided_conflicts_are_all_kept_under_numbers_of_their_own(self, replica: Replica) -> None:
        keep(replica, DECIDED, DECIDED, conflict())
        numbers = [kept.number for kept in replica.conflicts(10)]
        assert len(set(numbers)) == 3
        assert [replica.conflict(number).number for number in numbers] == numbers

    def test_only_those_that_wait_are_told_where_asked_for(self, replica: Replica) -> None:
        keep(replica, conflict(), DECIDED)
        assert [kept.is_waiting for kept in replica.conflicts(10)] == [False, True]
        assert [kept.conflict for kept in replica.conflicts(10, only_open=True)] == [conflict()]
        assert replica.conflicts(0, only_open=True) == ()

    def test_open_conflicts_are_those_of_the_table_that_wait(self, replica: Replica) -> None:
        name = replace(conflict(), field="name", sheet=None, local=None)
        steps = Conflict("steps", (3,), None, Loss.BOTH_CHANGED, None, None, None)
        keep(replica, conflict(), name, replace(conflict(), key=(2,), winner=Source.LOCAL), steps)
        with replica.transaction() as tx:
            assert [kept.conflict for kept in tx.open_conflicts("wages")] == [conflict(), name]
            assert [kept.conflict for kept in tx.open_conflicts("steps")] == [steps]
            assert tx.open_conflicts("kinds") == ()

    def test_the_conflicts_of_a_row_are_told_in_their_order(self, replica: Replica) -> None:
        name = replace(conflict(), field="name", sheet=None, local=None)
        others = [
            replace(DECIDED, key=(2,)),
            Conflict("steps", (1,), None, Loss.BOTH_CHANGED, None, None, None),
        ]
        keep(replica, DECIDED, *others, name, conflict())
        with replica.transaction() as tx:
            kept = [each.conflict for each in tx.conflicts_of("wages", (1,))]
            assert kept == [DECIDED, name, conflict()]
            assert tx.conflicts_of("wages", (7,)) == ()

    @pytest.mark.parametrize("winner", [*Source, None])
    def test_a_decision_is_kept_with_its_moment(self, replica: Replica, winner: Source | None) -> None:
        keep(replica, conflict())
        kept = only(replica)
        with replica.transaction() as tx:
            tx.decide_conflict(kept.number, winner, LATER)
            assert tx.open_conflicts("wages") == ()
        decided = replace(kept, conflict=replace(kept.conflict, winner=winner), decided_at=LATER)
        assert only(replica) == replica.conflict(kept.number) == decided

    def test_a_new_conflict_of_a_decided_cell_gets_a_number_of_its_own(self, replica: Replica) -> None:
        keep(replica, conflict())
        first = only(replica)
        with replica.transaction() as tx:
            tx.decide_conflict(first.number, Source.LOCAL, LATER)
        keep(replica, conflict())
        (second,) = replica.conflicts_after(first.number)
        assert second.number > first.number
        assert [kept.number for kept in replica.conflicts_after(0)] == [first.number, second.number]

    def test_decided_conflicts_of_long_ago_are_forgotten_and_their_numbers_never_come_again(
        self, replica: Replica
    ) -> None:
        keep(replica, DECIDED, at=(LATER - timedelta(seconds=1)).astimezone(BERLIN))
        keep(replica, conflict(), at=NOON - timedelta(days=99))
        keep(replica, DECIDED, at=LATER.astimezone(BERLIN))
        with replica.transaction() as tx:
            tx.forget_conflicts(LATER)
        assert [kept.number for kept in replica.conflicts(10)] == [3, 2]
        with replica.transaction() as tx:
            tx.forget_conflicts(LATER + timedelta(days=1))
        assert [kept.number for kept in replica.conflicts(10)] == [2]
        keep(replica, DECIDED, at=LATER)
        assert replica.conflicts(1)[0].number == 4

    def test_a_number_that_no_conflict_has_is_named(self, replica: Replica) -> None:
        with pytest.raises(UnknownConflictError, match="no conflict 7"):
            replica.conflict(7)
        with pytest.raises(UnknownConflictError, match="no conflict 7"), replica.transaction() as tx:
            tx.decide_conflict(7, None, NOON)
