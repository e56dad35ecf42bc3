"""What every replica does with rows."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from sheetanchor.domain.sync.base import BaseRow
from sheetanchor.domain.tables.pins import Pin
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus
from sheetanchor.domain.tables.values import Value
from sheetanchor.ports.errors import UnknownTableError
from sheetanchor.ports.replica import Replica
from tests.contract.sample_tables import BERLIN, NOON, kinds, row, step, synced, wage

FIRST_HALF_PAST_TWO = datetime(2025, 10, 26, 2, 30, tzinfo=BERLIN)
SECOND_HALF_PAST_TWO = FIRST_HALF_PAST_TWO.replace(fold=1)
_NOON_HERE = NOON.astimezone(BERLIN)
ODD_VALUES: list[tuple[str, Value]] = [
    ("money", Decimal("15.00")),
    ("money", Decimal(0)),
    ("money", Decimal("-0.01")),
    ("money", Decimal("1E+3")),
    ("money", Decimal("12345678901234567890.123456789012345678901234567890")),
    ("number", Decimal("0.1") + Decimal("0.2")),
    ("number", Decimal("1E-12")),
    ("percent", Decimal("8.25")),
    ("text", "\N{FIRE}\N{FIRE} \N{MAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER} Ünïcode"),
    ("text", '=IMPORTXML("http://example.com","//a")'),
    ("text", "a'b\"c; DROP TABLE wages; --\nsecond line\ttab\x00nul"),
    ("text", "007"),
    ("text", "1e3"),
    ("text", "x" * 50_000),
    ("flag", True),
    ("flag", False),
    ("moment", FIRST_HALF_PAST_TWO),
    ("moment", SECOND_HALF_PAST_TWO),
    ("moment", datetime(1, 1, 2, tzinfo=BERLIN)),
    ("day", date(2024, 2, 29)),
    ("day", date(9999, 12, 31)),
]
#: Table, and one row with its key written in two ways.
SAME_KEYS = [
    ("prices", row((Decimal("15.00"),), price=Decimal("15.00")), row((Decimal(15),), price=Decimal(15))),
    ("prices", row((Decimal("1.5E+1"),), price=Decimal("1.5E+1")), row((Decimal(15),), price=Decimal(15))),
    ("prices", row((Decimal(0),), price=Decimal(0)), row((Decimal("-0.0"),), price=Decimal("-0.0"))),
    ("events", row((NOON,), at=NOON), row((_NOON_HERE,), at=_NOON_HERE)),
    ("events", row((_NOON_HERE,), at=_NOON_HERE), row((NOON,), at=NOON)),
]


def odd_name(case: object) -> str | None:
    return f"{case!r:.30}" if not isinstance(case, str) or len(case) < 20 else None


def store(replica: Replica, table: str, *rows: Row) -> None:
    with replica.transaction() as tx:
        for each in rows:
            tx.put(table, each)


class ReplicaRowsContract:
    """Override `replica` with an empty one that was opened with the sample tables."""

    @pytest.fixture
    def replica(self) -> Replica:
        raise NotImplementedError

    def test_a_new_replica_holds_no_rows(self, replica: Replica) -> None:
        assert dict(replica.snapshot("wages")) == {}
        assert dict(replica.snapshot("steps")) == {}

    def test_a_committed_row_is_read_with_its_values_and_stamps(self, replica: Replica) -> None:
        store(replica, "wages", wage(1, "15.00", "Ann"))
        assert replica.snapshot("wages") == {(1,): wage(1, "15.00", "Ann")}

    def test_cells_that_people_typed_over_are_kept_with_what_is_computed_and_where_they_stand(
        self, replica: Replica
    ) -> None:
        pins = {"made": Pin(Decimal("15.00"), "B2"), "until": Pin(SECOND_HALF_PAST_TWO)}
        pinned = replace(row((1,), id=1, made=Decimal(16), until=NOON), pinned=pins)
        store(replica, "pay", pinned, row((2,), id=2, made=Decimal(16), until=None))
        first, second = replica.snapshot("pay").values()
        assert (first.pinned, second.pinned) == (pins, {})
        assert str(first.pinned["made"].computed) == "15.00"
        assert first.pinned["until"].computed == SECOND_HALF_PAST_TWO
        store(replica, "pay", replace(pinned, pinned={"made": Pin(None)}))
        with replica.transaction() as tx:
            kept = tx.row("pay", (1,))
        assert kept is not None
        assert kept.pinned == {"made": Pin(None)}
        assert len(replica.history("pay", (1,))) == 1

    def test_put_replaces_the_row_of_the_same_key_with_its_stamps_as_given(self, replica: Replica) -> None:
        store(replica, "wages", wage(1, "15.00", "Ann"))
        later = synced(wage(1, "16.50"))
        store(replica, "wages", later)
        assert replica.snapshot("wages") == {(1,): later}

    @pytest.mark.parametrize("status", SyncStatus)
    @pytest.mark.parametrize("source", Source)
    def test_every_status_and_source_is_kept(
        self, replica: Replica, status: SyncStatus, source: Source
    ) -> None:
        given = replace(wage(1), status=status, source=source)
        store(replica, "wages", given)
        assert replica.snapshot("wages")[1,] == given

    def test_stamps_keep_their_instant_to_the_microsecond(self, replica: Replica) -> None:
        moment = NOON.replace(microsecond=123456)
        given = replace(wage(1), last_modified_at=moment.astimezone(BERLIN), last_synced_at=moment)
        store(replica, "wages", given)
        assert replica.snapshot("wages")[1,] == given

    @pytest.mark.parametrize("employee_id", [1, 0, -1, 7_123_456_789, 2**53])
    def test_ids_of_any_length_are_kept(self, replica: Replica, employee_id: int) -> None:
        store(replica, "wages", wage(employee_id))
        assert replica.snapshot("wages")[employee_id,].values["employee_id"] == employee_id

    @pytest.mark.parametrize(("field", "value"), ODD_VALUES, ids=odd_name)
    def test_values_of_every_kind_come_back_equal_and_of_the_same_type(
        self, replica: Replica, field: str, value: Value
    ) -> None:
        store(replica, "kinds", kinds(**{field: value}))
        (found,) = replica.snapshot("kinds").values()
        assert found.values == kinds(**{field: value}).values
        assert type(found.values[field]) is type(value)

    def test_digits_of_an_amount_come_back_as_they_were(self, replica: Replica) -> None:
        store(replica, "wages", wage(1, "15.00"))
        assert str(replica.snapshot("wages")[1,].values["wage"]) == "15.00"

    def test_the_hour_that_occurs_twice_stays_apart(self, replica: Replica) -> None:
        store(
            replica,
            "kinds",
            kinds(part="first", moment=FIRST_HALF_PAST_TWO),
            kinds(part="second", moment=SECOND_HALF_PAST_TWO),
        )
        first, second = (found.values["moment"] for found in replica.snapshot("kinds").values())
        assert isinstance(first, datetime)
        assert isinstance(second, datetime)
        assert (second.timestamp() - first.timestamp(), first.fold, second.fold) == (3600, 0, 1)

    def test_blank_values_stay_blank(self, replica: Replica) -> None:
        store(replica, "kinds", kinds())
        (found,) = replica.snapshot("kinds").values()
        assert all(value is None for field, value in found.values.items() if field not in ("id", "part"))

    @pytest.mark.parametrize(("table", "written", "asked"), SAME_KEYS)
    def test_a_key_is_found_however_its_value_is_written(
        self, replica: Replica, table: str, written: Row, asked: Row
    ) -> None:
        store(replica, table, written)
        with replica.transaction() as tx:
            assert tx.row(table, asked.key) == written
            tx.put(table, replace(asked, version=2))
            tx.put_base(table, BaseRow(written.key, {}, "print"))
        assert replica.snapshot(table) == {written.key: replace(written, version=2)}
        with replica.transaction() as tx:
            tx.delete(table, written.key, at=NOON, source=Source.LOCAL)
            tx.delete_base(table, asked.key)
        with replica.transaction() as tx:
            assert (dict(tx.rows(table)), dict(tx.base(table))) == ({}, {})

    def test_delete_takes_the_row_away(self, replica: Replica) -> None:
        store(replica, "wages", wage(1), wage(2))
        assert len(replica.snapshot("wages")) == 2
        with replica.transaction() as tx:
            tx.delete("wages", (1,), at=NOON, source=Source.LOCAL)
        assert list(replica.snapshot("wages")) == [(2,)]

    def test_deleting_a_row_that_is_not_there_is_no_error(self, replica: Replica) -> None:
        with replica.transaction() as tx:
            tx.delete("wages", (1,), at=NOON, source=Source.LOCAL)
            tx.delete("steps", (0,), at=NOON, source=Source.LOCAL)
        assert dict(replica.snapshot("wages")) == {}

    def test_rows_come_in_the_order_of_their_keys(self, replica: Replica) -> None:
        store(replica, "wages", wage(10), wage(9), wage(100))
        store(replica, "wages", wage(1))
        assert list(replica.snapshot("wages")) == [(1,), (9,), (10,), (100,)]

    def test_keys_are_ordered_as_values_not_as_text(self, replica: Replica) -> None:
        amounts = [Decimal(amount) for amount in ("100", "9", "-1", "10.5")]
        store(replica, "prices", *(row((amount,), price=amount) for amount in amounts))
        store(replica, "kinds", kinds(id=2, part="a"), kinds(id=1, part="b"), kinds(id=1, part="B"))
        assert list(replica.snapshot("prices")) == [(amount,) for amount in sorted(amounts)]
        assert list(replica.snapshot("kinds")) == [(1, "B"), (1, "b"), (2, "a")]

    def test_rows_of_a_list_come_in_the_order_of_their_places(self, replica: Replica) -> None:
        store(replica, "steps", *(step(place, amount=1000 - place) for place in (11, 2, 0, 1)))
        with replica.transaction() as tx:
            assert list(tx.rows("steps")) == [(0,), (1,), (2,), (11,)]
        assert [found.key for found in replica.snapshot("steps").values()] == [(0,), (1,), (2,), (11,)]

    def test_tables_do_not_mix(self, replica: Replica) -> None:
        store(replica, "wages", wage(0))
        store(replica, "steps", step(0))
        with replica.transaction() as tx:
            tx.delete("wages", (0,), at=NOON, source=Source.LOCAL)
        assert (len(replica.snapshot("wages")), len(replica.snapshot("steps"))) == (0, 1)

    def test_a_snapshot_is_never_changed_afterwards(self, replica: Replica) -> None:
        store(replica, "wages", wage(1))
        before = replica.snapshot("wages")
        store(replica, "wages", wage(1, "99"), wage(2))
        with replica.transaction() as tx:
            tx.delete("wages", (1,), at=NOON, source=Source.LOCAL)
        assert before == {(1,): wage(1)}

    def test_nobody_can_change_a_snapshot_or_the_values_of_its_rows(self, replica: Replica) -> None:
        store(replica, "wages", wage(1))
        snapshot = replica.snapshot("wages")
        with pytest.raises(TypeError):
            snapshot[2,] = wage(2)  # type: ignore[index]
        with pytest.raises(TypeError):
            snapshot[1,].values["wage"] = Decimal(0)  # type: ignore[index]

    def test_what_the_caller_does_to_its_row_later_changes_nothing(self, replica: Replica) -> None:
        values: dict[str, Value] = {"employee_id": 1, "wage": Decimal(15), "name": "Ann"}
        with replica.transaction() as tx:
            tx.put("wages", replace(wage(1), values=values))
            values["name"] = "Bob"
        assert replica.snapshot("wages")[1,].values["name"] == "Ann"

    def test_an_unknown_table_is_named(self, replica: Replica) -> None:
        with pytest.raises(UnknownTableError, match="'wagen'"):
            replica.snapshot("wagen")
