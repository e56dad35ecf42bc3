"""Rows as the program writes them: pending, one version on, and the same row where nothing changed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sheetanchor.domain.tables.kinds import Money, Text
from sheetanchor.domain.tables.pins import Pin
from sheetanchor.domain.tables.rows import Row, Source, SyncStatus, replaced_locally, written_locally
from sheetanchor.domain.tables.schema import AppendOnlyError, Column, Strategy, Table, ValueRefusedError
from sheetanchor.domain.tables.values import Key
from tests.unit.domain.tables.staff import STAFF, staff

NOON = datetime(2025, 11, 1, 12, tzinfo=UTC)
LATER = datetime(2025, 11, 1, 13, tzinfo=UTC)
STEPS = Table(
    "steps",
    "Steps",
    (Column("least", "Least", Money(), required=True), Column("note", "Note", Text())),
    strategy=Strategy.FULL_REPLACE,
)


def settled(row: Row) -> Row:
    return replace(row, status=SyncStatus.SYNCED, source=Source.SHEETS, last_synced_at=NOON)


ANN = settled(written_locally(STAFF, None, staff(), NOON))


def test_a_new_row_is_pending_version_one() -> None:
    row = written_locally(STAFF, None, staff(), NOON)
    assert (row.key, row.status, row.source, row.version) == ((1001,), SyncStatus.PENDING, Source.LOCAL, 1)
    assert (row.last_modified_at, row.last_synced_at) == (NOON, None)
    assert row.is_pending


def test_an_edit_keeps_what_it_does_not_name() -> None:
    row = written_locally(STAFF, ANN, {"wage": Decimal(16)}, LATER)
    assert row.values == {**ANN.values, "wage": Decimal(16)}
    assert (row.status, row.source, row.version) == (SyncStatus.PENDING, Source.LOCAL, 2)
    assert (row.last_modified_at, row.last_synced_at) == (LATER, NOON)


@pytest.mark.parametrize("same", [{}, {"wage": Decimal("15.00")}, {"title": " Rookie"}, {"active": None}])
def test_an_edit_that_changes_nothing_leaves_the_row(same: Mapping[str, object]) -> None:
    assert written_locally(STAFF, ANN, same, LATER) is ANN


def test_the_second_of_two_equal_times_is_an_edit() -> None:
    first = written_locally(STAFF, ANN, {"since": datetime(2025, 11, 2, 5, 30, tzinfo=UTC)}, NOON)
    second = written_locally(STAFF, first, {"since": datetime(2025, 11, 2, 6, 30, tzinfo=UTC)}, LATER)
    since = second.values["since"]
    assert isinstance(since, datetime)
    assert since.astimezone(UTC).hour == 6
    assert second.version == first.version + 1


def test_what_a_person_typed_is_no_hindrance_to_an_edit_beside_it() -> None:
    odd = replace(ANN, values={**ANN.values, "wage": Decimal(1) / 3, "title": None})
    row = written_locally(STAFF, odd, {"share": 8}, LATER)
    assert row.values == {**odd.values, "share": Decimal(8)}


def test_a_row_from_before_a_column_was_declared_gets_its_default() -> None:
    old = replace(ANN, values={"worker": 1001, "wage": Decimal(15), "title": "Rookie", "gone": "x"})
    assert written_locally(STAFF, old, {"wage": 16}, LATER).values == {**ANN.values, "wage": Decimal(16)}


def test_the_key_of_a_row_cannot_be_changed() -> None:
    with pytest.raises(ValueRefusedError, match="key of a row cannot be changed"):
        written_locally(STAFF, ANN, {"worker": 1002}, LATER)


@pytest.mark.parametrize("bad", [{"wage": None}, {"wage": -1.5}, {"nothing": 1}])
def test_a_refused_edit_raises(bad: Mapping[str, object]) -> None:
    with pytest.raises(ValueRefusedError):
        written_locally(STAFF, ANN, bad, LATER)


LOG = replace(STAFF, strategy=Strategy.APPEND_ONLY)


def test_a_row_of_a_log_is_written_once() -> None:
    with pytest.raises(AppendOnlyError, match="table 'staff': row 1001 stands in a log") as caught:
        written_locally(LOG, ANN, {"wage": 16}, LATER)
    assert caught.value.key == (1001,)
    assert written_locally(LOG, ANN, {"wage": ANN.values["wage"]}, LATER) is ANN


def test_a_row_of_a_log_that_a_person_wants_otherwise_is_written() -> None:
    row = written_locally(LOG, ANN, {"wage": 16}, LATER, over_pins=True)
    assert (row.values["wage"], row.status) == (Decimal(16), SyncStatus.PENDING)


def replaced(before: Mapping[Key, Row], *least: int) -> list[Row]:
    return replaced_locally(STEPS, before, [{"least": each} for each in least], LATER)


def test_a_list_is_keyed_by_place() -> None:
    rows = replaced({}, 0, 500, 500)
    assert [row.key for row in rows] == [(0,), (1,), (2,)]
    assert {row.status for row in rows} == {SyncStatus.PENDING}


def test_rows_of_a_list_that_stay_as_they_are_stay_settled() -> None:
    before = {row.key: settled(row) for row in replaced({}, 0, 500)}
    after = replaced(before, 0, 600, 700)
    assert after[0] is before[(0,)]
    assert [(row.status, row.version) for row in after[1:]] == [
        (SyncStatus.PENDING, 2),
        (SyncStatus.PENDING, 1),
    ]


def test_a_list_with_one_bad_row_is_refused_whole() -> None:
    with pytest.raises(ValueRefusedError, match="required"):
        replaced_locally(STEPS, {}, [{"least": 0}, {"note": "x"}], LATER)


PAY = Table(
    "pay",
    "Pay",
    (
        Column("id", "ID", Money()),
        Column("hours", "Hours", Money()),
        Column("made", "Made", Money(), derived=True),
    ),
    key=("id",),
)
TYPED_OVER = replace(
    settled(written_locally(PAY, None, {"id": 1, "hours": 8, "made": 160}, NOON)),
    pinned={"made": Pin(Decimal(120), "C2")},
)


def test_what_the_program_computes_waits_beside_a_cell_that_a_person_typed_over() -> None:
    row = written_locally(PAY, TYPED_OVER, {"id": 1, "made": 130}, LATER)
    assert row.values["made"] == 160
    assert row.pinned == {"made": Pin(Decimal(130), "C2")}
    assert (row.status, row.version, row.last_modified_at) == (SyncStatus.SYNCED, 1, NOON)


def test_other_cells_of_such_a_row_are_written_as_ever() -> None:
    row = written_locally(PAY, TYPED_OVER, {"id": 1, "hours": 9, "made": 135}, LATER)
    assert (row.values["hours"], row.values["made"]) == (9, 160)
    assert (row.status, row.version) == (SyncStatus.PENDING, 2)


def test_a_pin_ends_where_the_program_comes_to_what_was_typed() -> None:
    row = written_locally(PAY, TYPED_OVER, {"id": 1, "made": Decimal("160.00")}, LATER)
    assert (row.values["made"], row.pinned) == (160, {})
    assert row.status is SyncStatus.SYNCED


def test_what_a_person_wants_written_takes_the_place_of_a_pin() -> None:
    row = written_locally(PAY, TYPED_OVER, {"id": 1, "made": 170}, LATER, over_pins=True)
    assert (row.values["made"], row.pinned, row.status) == (170, {}, SyncStatus.PENDING)


@pytest.mark.parametrize("over_pins", [True, False])
def test_a_write_that_does_not_name_it_leaves_a_pin(over_pins: bool) -> None:
    row = written_locally(PAY, TYPED_OVER, {"id": 1, "hours": 9}, LATER, over_pins=over_pins)
    assert row.pinned == TYPED_OVER.pinned


def test_computing_nothing_new_leaves_the_row() -> None:
    assert written_locally(PAY, TYPED_OVER, {"id": 1, "made": 120}, LATER) is TYPED_OVER
