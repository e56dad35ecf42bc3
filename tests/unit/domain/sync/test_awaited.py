"""Rows that wait for a person though the merge finds nothing in them."""

from dataclasses import replace

from sheetanchor.domain.sync.awaited import marked
from sheetanchor.domain.sync.outcomes import StoreRow, TablePlan
from sheetanchor.domain.tables.rows import Row, SyncStatus
from sheetanchor.domain.tables.values import Key
from tests.unit.domain.sync.crew import CREW, stored

NOTHING = TablePlan("crew", 1)
KEY: Key = (1,)
LINE = (1, 15, 8, "x")


def local(status: SyncStatus) -> dict[Key, Row]:
    return stored(CREW, LINE, status=status)


def told(*, from_sheet: bool = False, is_pending: bool = False) -> StoreRow:
    (row,) = stored(CREW, LINE).values()
    return StoreRow(KEY, row.values, from_sheet=from_sheet, is_pending=is_pending)


def statuses(plan: TablePlan) -> list[SyncStatus]:
    return [row.status for row in plan.store]


def test_a_settled_row_is_shown_as_waiting() -> None:
    plan = marked(NOTHING, local(SyncStatus.SYNCED), {KEY})
    assert plan.store == (replace(told(), awaits=True),)
    assert statuses(plan) == [SyncStatus.CONFLICT]


def test_one_that_is_shown_so_already_is_not_written_again() -> None:
    assert marked(NOTHING, local(SyncStatus.CONFLICT), {KEY}).store == ()
    plan = replace(NOTHING, store=(told(),))
    assert marked(plan, local(SyncStatus.CONFLICT), {KEY}).store == ()


def test_a_row_that_has_still_to_be_sent_is_pending_first() -> None:
    assert marked(NOTHING, local(SyncStatus.PENDING), {KEY}).store == ()
    plan = replace(NOTHING, store=(told(is_pending=True),))
    assert statuses(marked(plan, local(SyncStatus.SYNCED), {KEY})) == [SyncStatus.PENDING]


def test_what_comes_from_the_sheet_is_taken_all_the_same() -> None:
    plan = replace(NOTHING, store=(told(from_sheet=True),))
    assert statuses(marked(plan, local(SyncStatus.CONFLICT), {KEY})) == [SyncStatus.CONFLICT]
    assert statuses(marked(plan, {}, {KEY})) == [SyncStatus.CONFLICT]


def test_a_row_that_goes_or_is_not_there_is_left_alone() -> None:
    assert marked(replace(NOTHING, drop=(KEY,)), local(SyncStatus.SYNCED), {KEY}).store == ()
    assert marked(NOTHING, local(SyncStatus.SYNCED), {(2,)}).store == ()


def test_where_nothing_waits_the_plan_stays_as_it_is() -> None:
    plan = replace(NOTHING, store=(told(),))
    assert marked(plan, local(SyncStatus.SYNCED), frozenset()) is plan
