"""What a cell means by another declaration of its table is read anew, and is nobody's edit."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sheetanchor import DateTime, Policy, Writer
from sheetanchor.domain.sync.outcomes import TablePlan
from sheetanchor.domain.sync.plan import plan_table
from sheetanchor.domain.sync.problems import Guard, TablePausedError
from sheetanchor.domain.tables.cells import Cell, CellFormat
from sheetanchor.domain.tables.kinds import DecimalNumber
from sheetanchor.domain.tables.rows import SyncStatus
from sheetanchor.domain.tables.schema import Table
from tests.unit.domain.sync.crew import CREW, STEPS, agreed, pending, stored, tab, with_column

Line = Sequence[Any]

ONE = Decimal(1)
DEFAULTED = with_column(CREW, "share", default=ONE)
LINES: list[Line] = [[each, 15, None, "a"] for each in range(1, 13)]


def plan(before: Table, now: Table, lines: Sequence[Line], seen: Sequence[Line] | None = None) -> TablePlan:
    """Both sides agreed on these lines by one declaration, and are read by another."""
    shown = lines if seen is None else seen
    return plan_table(now, tab(now, *shown), agreed(before, *lines), stored(before, *lines))


def shares(found: TablePlan) -> set[object]:
    return {row.values["share"] for row in found.store}


@pytest.mark.parametrize(("before", "now", "share"), [(DEFAULTED, CREW, None), (CREW, DEFAULTED, ONE)])
def test_blank_cells_follow_the_default_and_pause_nothing(before: Table, now: Table, share: object) -> None:
    found = plan(before, now, LINES)
    assert (len(found.store), shares(found)) == (len(LINES), {share})
    assert all(row.from_sheet and not row.is_pending for row in found.store)
    assert (found.updates, found.conflicts) == ((), ())
    assert {row.fingerprint for row in found.base} == {now.fingerprint}


def test_a_blank_cell_of_a_held_row_held_nothing_before() -> None:
    required = with_column(CREW, "share", required=True)
    found = plan(DEFAULTED, required, LINES)
    assert {(cell.header, cell.shown) for cell in found.held} == {("Share", "")}


def test_values_that_are_gone_pause_whatever_was_declared_before() -> None:
    lines = [[each, 15, 8, "a"] for each in range(1, 5)]
    with pytest.raises(TablePausedError) as caught:
        plan(DEFAULTED, CREW, lines, [[each, 15, None, "a"] for each in range(1, 5)])
    assert caught.value.pause.guard is Guard.COLUMN_BLANKED


def test_the_column_of_a_program_follows_as_well_and_asks_nobody() -> None:
    local, asks = {"writer": Writer.LOCAL}, {"policy": Policy.ASK}
    for more in (local, asks):
        found = plan(with_column(DEFAULTED, "share", **more), with_column(CREW, "share", **more), LINES)
        assert (shares(found), found.updates, found.conflicts) == ({None}, (), ())


def test_values_under_another_kind_are_read_by_it() -> None:
    plain = with_column(CREW, "share", kind=DecimalNumber())
    lines = [[each, 15, Cell(Decimal("0.08"), CellFormat.PERCENT), None] for each in range(1, 13)]
    assert shares(plan(CREW, plain, lines)) == {Decimal("0.08")}


def test_what_people_typed_meanwhile_is_taken() -> None:
    found = plan(DEFAULTED, CREW, LINES, [[1, 15, 3, "a"], *LINES[1:]])
    assert [row.values["share"] for row in found.store if row.key == (1,)] == [Decimal(3)]


def test_what_the_program_wrote_meanwhile_goes_to_the_sheet() -> None:
    base, rows = agreed(DEFAULTED, *LINES), stored(DEFAULTED, *LINES)
    rows |= pending(DEFAULTED, [1, 15, 7, "a"], [2, 16, None, "a"])
    found = plan_table(CREW, tab(CREW, *LINES), base, rows)
    assert [dict(update.values) for update in found.updates] == [{"share": Decimal(7)}, {"wage": Decimal(16)}]
    assert found.conflicts == ()
    assert {row.key: (row.values["share"], row.is_pending) for row in found.store if row.key < (3,)} == {
        (2,): (None, True)
    }


def test_a_row_that_the_program_deleted_goes_from_the_sheet() -> None:
    rows = stored(DEFAULTED, *LINES[1:])
    found = plan_table(CREW, tab(CREW, *LINES), agreed(DEFAULTED, *LINES), rows)
    assert [delete.key for delete in found.deletes] == [(1,)]


def test_a_row_that_waits_for_a_person_goes_on_waiting() -> None:
    asks = {"policy": Policy.ASK}
    before, now = with_column(DEFAULTED, "wage", **asks), with_column(CREW, "wage", **asks)
    rows = stored(before, *([line[0], 16, *line[2:]] for line in LINES), status=SyncStatus.CONFLICT)
    seen = [[line[0], 17, *line[2:]] for line in LINES[:9]]
    found = plan_table(now, tab(now, *seen), agreed(before, *LINES[:9]), rows)
    waiting = [row for row in found.store if row.key < (10,)]
    assert [(row.values["share"], row.status) for row in waiting] == [(None, SyncStatus.CONFLICT)] * 9


@pytest.mark.parametrize("seen", [12, 3])
def test_times_of_another_zone_are_those_that_people_see(seen: int) -> None:
    table = with_column(CREW, "note", kind=DateTime())
    before, now = (table.in_zone(ZoneInfo(zone)) for zone in ("America/New_York", "Europe/Berlin"))
    lines = [[each, 15, 8, f"2025/11/{each:02} 09:00"] for each in range(1, seen + 1)]
    found = plan(before, now, lines)
    assert (len(found.store), found.updates, found.conflicts) == (seen, (), ())
    assert found.store[0].values["note"] == datetime(2025, 11, 1, 8, tzinfo=UTC)
    assert found.reread == (
        "the table is declared otherwise than before, or the settings name another time zone, so that this "
        f"was read anew: 'Note' (times of Europe/Berlin) in {seen} rows. Nobody edited it, and the sheet "
        "stands as it is"
    )


def test_nothing_is_said_where_nothing_means_something_else() -> None:
    found = plan(CREW, with_column(CREW, "note", required=True), LINES)
    assert (found.reread, found.store) == (None, ())


def test_a_list_follows_its_declaration() -> None:
    before = with_column(STEPS, "rate", default=ONE)
    lines = [[100 * each, None, f"step {each}"] for each in range(12)]
    found = plan_table(STEPS, tab(STEPS, *lines), agreed(before, *lines), stored(before, *lines))
    assert {row.values["rate"] for row in found.store} == {None}
    assert found.conflicts == ()


def test_a_row_that_is_gone_keeps_what_it_meant() -> None:
    found = plan(DEFAULTED, CREW, LINES, LINES[1:])
    assert (1,) not in {row.key for row in found.store}
    assert found.is_incomplete
